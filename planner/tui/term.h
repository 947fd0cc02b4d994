/* The terminal, and the only file that knows curses: shows canvases, gives back events, and leaves the terminal as it was, whatever ends the session. */
#pragma once
#include "tui/canvas.h"
#include "tui/input.h"

/* What is wrong with the terminal, found before it is touched: GErrors with a Chinese sentence. */
#define TERM_FAULT (term_fault_quark())
GQuark term_fault_quark(void);

typedef struct Term Term;
/* `colour`: where the terminal has any. One at a time. */
Term *term_open(gboolean colour, GError **error);
void term_close(Term *term); /* NULL-safe */
void term_size(const Term *term, int *columns, int *rows);

/* Shows a canvas; sends what differs from the last one. Takes it. */
void term_show(Term *term, Canvas *canvas);
void term_repaint(Term *term); /* the next one is sent whole */

/* Waits for events and appends them (Input) to `inputs`; none came when the time (milliseconds) is over, or when the session is to end. */
void term_read(Term *term, int timeout, GArray *inputs);
/* The signal that ends the session (SIGHUP also when the terminal is gone), 0 while it goes on. */
int term_signal(const Term *term);
