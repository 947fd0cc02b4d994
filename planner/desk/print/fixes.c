/* 整改清单: every problem that was found, who mends it, how, until when, and what the re-check said, with the pictures of before and after. Open ones first: they
 * are what is carried around. */
#include "desk/runs/fixes.h"
#include "base/clock.h"
#include "base/file.h"
#include "desk/print/sheets.h"
#include "desk/record/evidence.h"
#include "desk/runs/runpage.h"
#include "desk/sign/signoff_work.h"
#include "run/run.h"
#include <string.h>

typedef struct {
  const OpenFix *open; /* ref */
  char *problem, *due;
  GPtrArray *before, *after; /* Evidence*, owned; NULL: none */
} Line;

typedef struct {
  Desk *desk;
  Sheet *sheet;
  Signed *book;
  GArray *lines; /* of Line */
} Page;

static void line_clear(gpointer data) {
  Line *line = data;
  g_free(line->problem);
  g_free(line->due);
  g_clear_pointer(&line->before, g_ptr_array_unref);
  g_clear_pointer(&line->after, g_ptr_array_unref);
}

static GPtrArray *copy_of(const GPtrArray *evidence) {
  GPtrArray *copy = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
  for (guint i = 0; evidence != NULL && i < evidence->len; i++) {
    g_ptr_array_add(copy, evidence_copy(g_ptr_array_index(evidence, i)));
  }
  return copy;
}

/* What was asked, and whatever was written in words about that row. */
static char *problem_of(const OpenFix *open, const RunState *state, const Fix *fix) {
  GString *out = g_string_new(NULL);
  guint row = run_row(state, fix->row);
  g_string_append_printf(out, "%s：%s", open->checklist, open->row);
  for (guint i = 0; row != G_MAXUINT && i < state->n_items; i++) {
    const ChecklistItem *item = g_ptr_array_index(state->checklist->items, i);
    const Answer *cell = run_cell(state, row, i);
    g_autofree char *answer = cell->relevant ? runpage_answer(item, cell) : g_strdup("");
    if (*answer != '\0') {
      g_string_append_printf(out, "\n%s：%s", item->ask, answer);
    }
  }
  return g_string_free(out, FALSE);
}

static gboolean add_line(Page *page, const OpenFix *open, GError **error) {
  RunState *state = session_read(page->desk, open->key, error);
  if (state == NULL) {
    return FALSE;
  }
  const Fix *fix = g_ptr_array_index(state->fixes, open->number - 1);
  guint row = run_row(state, fix->row), item = run_item(state, fix->item);
  const gboolean known = row != G_MAXUINT && item != G_MAXUINT;
  g_autofree char *subject = g_strconcat("run:", open->key, NULL);
  const Carried *carried = signed_carried(page->book, GATE_OPEN_FIX, subject, desk_today(page->desk));
  char day[DAY_TEXT];
  Line line = {.open = open,
               .problem = problem_of(open, state, fix),
               .due = g_strdup(carried != NULL ? day_words(carried->due, day) : ""),
               .before = copy_of(known ? run_cell(state, row, item)->evidence : NULL),
               .after = copy_of(fix->evidence)};
  g_array_append_val(page->lines, line);
  run_free(state);
  return TRUE;
}

/* ---- the table ---- */

static char *found_words(const Page *page, const OpenFix *fix) {
  char day[DAY_TEXT];
  Day found = store_day_at(page->desk->campaign->store, fix->found_ms);
  return g_strdup_printf("%s\n%s", day_words(found, day), person_words(page->desk, fix->found_by));
}

static char *owner_words(const Page *page, const OpenFix *fix) {
  if (fix->done_by != NULL) {
    return g_strdup(person_words(page->desk, fix->done_by));
  }
  const Department *department = fix->department;
  return department == NULL || department->owner == NULL
             ? g_strdup("")
             : g_strdup_printf("%s\n%s", department->name, department->owner->name);
}

static char *recheck_words(const Page *page, const OpenFix *fix) {
  if (fix->rejected != NULL) {
    return g_strdup_printf("不合格：%s", fix->rejected);
  }
  if (fix->rechecked_by != NULL) {
    return g_strdup_printf("合格\n%s", person_words(page->desk, fix->rechecked_by));
  }
  return g_strdup(fix->stage == FIX_DONE ? "等复查" : "");
}

static void put_line(const Page *page, SheetTable *table, const Line *line, guint number) {
  const OpenFix *fix = line->open;
  g_autofree char *n = g_strdup_printf("%u", number), *found = found_words(page, fix), *owner = owner_words(page, fix),
                  *recheck = recheck_words(page, fix);
  const char *cells[] = {n, found, line->problem, owner, fix->done, line->due, recheck};
  for (guint c = 0; c < G_N_ELEMENTS(cells); c++) {
    sheet_cell(table, cells[c]);
  }
  sheet_end_row(table);
}

static gboolean is_open(const Line *line) {
  return line->open->stage < FIX_CLOSED;
}

static void put_table(const Page *page) {
  static const SheetColumn columns[] = {{.key = "number", .title = "序号", .min = 2.6},
                                        {.key = "found", .title = "发现", .min = 5.5},
                                        {.key = "problem", .title = "问题", .weight = 3, .min = 9},
                                        {.key = "owner", .title = "责任人", .weight = 1, .min = 4.5},
                                        {.key = "measure", .title = "措施", .weight = 2, .min = 7},
                                        {.key = "due", .title = "期限", .min = 5},
                                        {.key = "recheck", .title = "复查", .weight = 1, .min = 5}};
  SheetTable *table = sheet_table(page->sheet, columns, G_N_ELEMENTS(columns));
  table->row_height = 3;
  sheet_key(page->sheet, "fixes");
  for (int open = TRUE; open >= FALSE; open--) {
    gboolean named = FALSE;
    for (guint i = 0; i < page->lines->len; i++) {
      const Line *line = &g_array_index(page->lines, Line, i);
      if (is_open(line) == open) {
        named = named || (sheet_group(table, open ? "没有关闭的" : "已经关闭的"), TRUE);
        put_line(page, table, line, i + 1);
      }
    }
  }
  if (page->lines->len == 0) {
    sheet_group(table, "没有整改事项。");
  }
}

/* ---- pictures ---- */

static gboolean is_picture(const Evidence *evidence) {
  static const char *const endings[] = {".jpg", ".jpeg", ".png"};
  g_autofree char *name = evidence->name != NULL ? g_ascii_strdown(evidence->name, -1) : g_strdup("");
  for (guint i = 0; evidence->kind == EVIDENCE_FILE && i < G_N_ELEMENTS(endings); i++) {
    if (g_str_has_suffix(name, endings[i])) {
      return TRUE;
    }
  }
  return FALSE;
}

/* A picture that is gone or was changed since is not shown as if it were the one that was recorded. */
static void put_evidence(const Page *page, const Evidence *evidence, guint number, const char *when) {
  g_autofree char *words = runpage_evidence(evidence);
  g_autofree char *caption = g_strdup_printf("第 %u 项，%s：%s", number, when, words);
  if (!is_picture(evidence)) {
    sheet_text(page->sheet, TEXT_PLAIN, caption);
    return;
  }
  const EvidenceState state = evidence_look(page->desk, evidence);
  g_autofree char *path = evidence_path(page->desk, evidence);
  g_autoptr(GBytes) bytes = state == EVIDENCE_SOUND ? file_read(path, EVIDENCE_MOST, NULL) : NULL;
  if (bytes != NULL) {
    sheet_picture(page->sheet, bytes, caption);
    sheet_across(page->sheet, 2);
    return;
  }
  g_autofree char *lost = g_strdup_printf(
      "%s（%s）", caption, state == EVIDENCE_CHANGED ? "存下来的文件被改过，不印" : "存下来的文件不见了");
  sheet_text(page->sheet, TEXT_PLAIN, lost);
}

static void put_pictures(const Page *page) {
  gboolean headed = FALSE;
  for (guint i = 0; i < page->lines->len; i++) {
    const Line *line = &g_array_index(page->lines, Line, i);
    if (!headed && line->before->len + line->after->len > 0) {
      sheet_heading(page->sheet, "整改前后的照片和凭证");
      headed = TRUE;
    }
    for (guint e = 0; e < line->before->len; e++) {
      put_evidence(page, g_ptr_array_index(line->before, e), i + 1, "整改前");
    }
    for (guint e = 0; e < line->after->len; e++) {
      put_evidence(page, g_ptr_array_index(line->after, e), i + 1, "整改后");
    }
  }
}

DeskResult print_fixes(Desk *desk, const PrintAsk *ask, Sheet *sheet, char **problem, GError **error) {
  const Department *department = NULL;
  if (ask->department != NULL && (department = desk_find_department(desk, ask->department, problem)) == NULL) {
    return DESK_REFUSED;
  }
  g_autoptr(GPtrArray) list = fixes_list(desk, TRUE, error);
  g_autoptr(Signed) book = list != NULL ? signed_read(desk, error) : NULL;
  if (book == NULL) {
    return DESK_FAULT;
  }
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_array_set_clear_func(lines, line_clear);
  Page page = {desk, sheet, book, lines};
  guint open = 0;
  for (guint i = 0; i < list->len; i++) {
    const OpenFix *fix = g_ptr_array_index(list, i);
    if (fix->stage == FIX_WITHDRAWN || (department != NULL && fix->department != department)) {
      continue;
    }
    open += fix->stage < FIX_CLOSED;
    if (!add_line(&page, fix, error)) {
      return DESK_FAULT;
    }
  }
  g_autofree char *title = g_strdup_printf("整改清单%s%s", department ? " · " : "", department ? department->name : "");
  g_autofree char *counts =
      g_strdup_printf("共 %u 项，已关闭 %u 项，没有关闭 %u 项", lines->len, lines->len - open, open);
  sheet_title(sheet, title, counts);
  put_table(&page);
  put_pictures(&page);
  static const char *const roles[] = {"责任人", "复查人", "店长"};
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
    sheet_signature(sheet, roles[i], NULL, NULL);
  }
  return DESK_DONE;
}
