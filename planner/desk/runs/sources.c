/* The sources of rows. Knows nothing of what is asked about them. */
#include "desk/runs/sources.h"
#include "desk/registers/registers.h"
#include "run/run.h"

typedef GPtrArray *(*Source)(Desk *desk, const Checklist *checklist, char **problem, GError **error);

static GPtrArray *rows_of_list(Desk *desk, const Checklist *checklist, char **problem, GError **error) {
  g_autoptr(GPtrArray) rows = run_own_rows(checklist, desk->campaign->store->kinds);
  if (rows->len == 0) {
    *problem = g_strdup_printf("「%s」里没有适合本店的行，不用检查。", checklist->title);
    return NULL;
  }
  return g_steal_pointer(&rows);
}

static GPtrArray *rows_of_register(Desk *desk, const Checklist *checklist, char **problem, GError **error) {
  return registers_rows(desk, checklist, error); /* maybe none: then finishing the run says so */
}

/* NULL: the rows are made by something that this version does not have. */
static const struct {
  Source rows;
  const char *maker;
} sources[N_SOURCES] = {
    [SOURCE_LIST] = {rows_of_list, NULL},      [SOURCE_REGISTER] = {rows_of_register, NULL},
    [SOURCE_AD_COPY] = {NULL, "广告文案审核"}, [SOURCE_STOCK_SAMPLE] = {NULL, "库存抽查"},
    [SOURCE_TRAINING] = {NULL, "培训"},
};

char *sources_lack(const Checklist *checklist) {
  return sources[checklist->source].rows != NULL
             ? NULL
             : g_strdup_printf(
                   "「%s」要检查的内容由%s给出，这个版本还没有这项功能，暂时不能在这里检查。请先用纸质表格记录。",
                   checklist->title, sources[checklist->source].maker);
}

GPtrArray *sources_rows(Desk *desk, const Checklist *checklist, char **problem, GError **error) {
  *problem = sources_lack(checklist);
  return *problem == NULL ? sources[checklist->source].rows(desk, checklist, problem, error) : NULL;
}
