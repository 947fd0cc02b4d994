/* Registers as lists, single rows and tables for the office. */
#pragma once
#include "desk/book.h"
#include "desk/registers/registers.h"

typedef struct {
  const char *format; /* text, json, csv, xlsx */
  const char *name;   /* NULL: one line a register */
  const char *row;    /* NULL: the list */
  gboolean closed_too, overdue_only;
  int columns; /* of the terminal */
} RegisterAsk;
DeskResult registers_make(Desk *desk, const RegisterAsk *ask, GString *out, char **problem, GError **error);

/* One row with everything in it and what happened to it, for a screen or the answer to a command. */
void registers_print_row(const Desk *desk, const Register *reg, const RegisterRow *row, GString *out);
/* The same as one JSON document. */
void registers_print_row_json(const Desk *desk, const Register *reg, const RegisterRow *row, GString *out);
