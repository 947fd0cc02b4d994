/* Where things stand, from the window's size alone: what views draw into and what update scrolls by. */
#pragma once
#include "tui/app.h"

enum { BODY_ROW = 2 }; /* below the title bar and a blank line; the last two rows are the foot */
#define FOOT_ROWS 2
#define DAY_CELLS 3

typedef struct {
  int title, owner; /* cells */
  int left;         /* column of the first day */
  int days;         /* days that fit */
  int row, height;  /* of the list */
  int details;      /* rows of the details below, behind a rule */
} ChartLayout;

enum { MENU_LINES = 5 }; /* of the menu, one below the other; the rest beside each other where the window is low */
int layout_menu(const App *app);    /* how many of the rest stand side by side */
int layout_body(const App *app);    /* rows of a page */
int layout_list(const App *app);    /* rows of a list */
int layout_details(const App *app); /* rows below it, behind a rule */
ChartLayout layout_chart(const App *app);
int layout_run(const App *app);      /* rows of the runner's list, which begins below three lines of head */
int layout_contacts(const App *app); /* rows of the list, which begins below BODY_ROW */
int layout_facts(const App *app);    /* rows of the chosen contact's facts */
