/* The plan as tables: one line a task for reading (HTML, Markdown), one row an occurrence for spreadsheets (csv, xlsx). What leaves the house
 * uses the formal words of the phases. */
#pragma once
#include "out/grid.h"
#include "out/planview.h"

/* What every human form of the plan is given. All refs. */
typedef struct {
  const PlanView *view;
  const Grid *workload; /* the foot; NULL where it was not asked for */
  const char *whose;    /* 王芳, 客服部; NULL = everybody's */
  Day date;             /* of printing */
} PlanSheet;

char *plansheet_title(const PlanSheet *sheet);
char *plansheet_summary(const PlanSheet *sheet); /* 一般规模 · 3月1日至3月31日 · 62 项工作，共 148 次 */
/* 放假安排待公布, tasks left out, needs dropped …: sentences for below the plan; free with g_ptr_array_unref. */
GPtrArray *plansheet_notes(const PlanSheet *sheet);

Grid *plansheet_rows(const PlanSheet *sheet); /* for csv and xlsx */
void plansheet_print_html(const PlanSheet *sheet, GString *out);
void plansheet_print_markdown(const PlanSheet *sheet, GString *out);
