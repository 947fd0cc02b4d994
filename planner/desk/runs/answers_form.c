/* Empty answers files. What there is to choose from stands beside each line, so that whoever fills it in need not look anything up. */
#include "base/text.h"
#include "data/json.h"
#include "desk/runs/answers.h"
#include "out/grid.h"
#include "run/run.h"
#include <string.h>

static const ChecklistItem *item_at(const RunState *state, guint item) {
  return g_ptr_array_index(state->checklist->items, item);
}

/* Whether the cell holds such an answer, and is asked now. */
static gboolean is_said(const Answer *cell, AnswerState state) {
  return cell->relevant && cell->state == state;
}

char *answers_hint(const ChecklistItem *item) {
  g_autofree char *low = item->has_min || item->type == ITEM_SCORE ? decimal_text(item->min) : NULL;
  g_autofree char *high = item->has_max ? decimal_text(item->max) : NULL;
  const char *unit = item->unit != NULL ? item->unit : "";
  switch (item->type) {
  case ITEM_CONFIRM:
    return g_strdup("是 或 否");
  case ITEM_PASS_FAIL:
    return g_strdup("合格 或 不合格");
  case ITEM_CHOICE:
    return g_strjoinv(" 或 ", item->choices);
  case ITEM_NUMBER:
  case ITEM_SCORE:
    return low != NULL && high != NULL ? g_strdup_printf("%s 到 %s%s%s", low, high, *unit != '\0' ? " " : "", unit)
           : low != NULL  ? g_strdup_printf("不小于 %s%s%s 的数字", low, *unit != '\0' ? " " : "", unit)
           : high != NULL ? g_strdup_printf("不大于 %s%s%s 的数字", high, *unit != '\0' ? " " : "", unit)
                          : g_strdup_printf("数字%s%s", *unit != '\0' ? "，单位 " : "", unit);
  case ITEM_DATE:
    return g_strdup("日期，例如 2027-03-15");
  case ITEM_TIME:
    return g_strdup("时间，例如 09:00");
  case ITEM_TEXT:
    return g_strdup("文字");
  case N_ITEM_TYPES:
    break;
  }
  g_assert_not_reached();
}

/* 合格 或 不合格；必答；不合格要附凭证 */
static char *remark(const ChecklistItem *item) {
  static const char *const proof[N_EVIDENCE] = {"", "；不合格要附凭证", "；要附凭证"};
  g_autofree char *words = answers_hint(item);
  return g_strdup_printf("%s%s%s%s%s", words, item->required ? "；必答" : "", proof[item->evidence],
                         item->when != NULL ? "；只在这时答：" : "", item->when != NULL ? item->when : "");
}

/* ---- YAML ------------------------------------------------------------------------------------------------------------------------------- */

static void put_comment(GString *out, const char *before, const char *text) {
  g_autofree char *line = text_clean(text, FALSE);
  g_string_append_printf(out, "%s# %s\n", before, line);
}

static void put_key(GString *out, const char *before, const char *key) {
  g_string_append(out, before);
  if (*key != '\0' && strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen(key)) {
    g_string_append(out, key);
  } else {
    json_append_quoted(out, key); /* which YAML reads, too */
  }
  g_string_append_c(out, ':');
}

/* As JSON, but what YAML takes for a line's end or for no character at all is escaped. */
static void put_quoted(GString *out, const char *text) {
  g_autoptr(GString) quoted = g_string_new(NULL);
  json_append_quoted(quoted, text);
  for (const char *p = quoted->str; *p != '\0'; p = text_next(p)) {
    const gunichar c = g_utf8_get_char(p);
    if (c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff || (c >= 0x7f && c < 0xa0)) {
      g_string_append_printf(out, "\\u%04x", c);
    } else {
      g_string_append_unichar(out, c);
    }
  }
}

static void put_cell(GString *out, const ChecklistItem *item, const Answer *cell) {
  put_key(out, "    ", item->id);
  if (is_said(cell, ANSWER_GIVEN)) {
    g_string_append_c(out, ' ');
    put_quoted(out, cell->text);
  } else if (is_said(cell, ANSWER_NA)) {
    g_string_append(out, " {na: ");
    put_quoted(out, cell->text);
    g_string_append_c(out, '}');
  }
  g_autofree char *words = remark(item);
  g_autofree char *line = g_strdup_printf("%s：%s", item->ask, words);
  put_comment(out, "   ", line);
}

static void form_yaml(const RunState *state, GString *out) {
  const Checklist *checklist = state->checklist;
  g_autofree char *title =
      g_strdup_printf("%s（%s）第 %d 版，%s", checklist->title, checklist->id, checklist->version, state->subject);
  put_comment(out, "", title);
  put_comment(out, "", "在冒号后面填，空着的算没有答。填好以后：ready315 run 检查表 --answers 这个文件");
  put_comment(
      out, "",
      "不适用写成 {na: 理由}；带凭证写成 {value: fail, evidence: 照片/1.jpg}，几件写成 [照片/1.jpg, https://…]，");
  put_comment(out, "", "纸质凭证写成 {folder: 档案夹, page: 页码, keeper: 保管人}。");
  put_key(out, "", "checklist");
  g_string_append_printf(out, " %s\n", checklist->id);
  g_string_append(out, "by:            # 检查人：姓名、工号或拼音首字母\n"
                       "recorded_by:   # 代录人：替检查人录入的人；本人录入就空着\n"
                       "answers:\n");
  for (guint row = 0; row < state->rows->len; row++) {
    const Row *given = g_ptr_array_index(state->rows, row);
    put_comment(out, "  ", given->title);
    if (given->help != NULL) {
      put_comment(out, "  ", given->help);
    }
    put_key(out, "  ", given->id);
    g_string_append_c(out, '\n');
    for (guint item = 0; item < state->n_items; item++) {
      put_cell(out, item_at(state, item), run_cell(state, row, item));
    }
  }
  g_string_append(out, "rest:          # 其余没填的全部合格，就写 pass\n"
                       "finish:        # 全部做完，就写 yes\n");
}

/* ---- csv -------------------------------------------------------------------------------------------------------------------------------- */

static void form_csv(const RunState *state, GString *out) {
  static const GridColumn columns[] = {{.id = "row", .title = "行代号"},    {.id = "title", .title = "行"},
                                       {.id = "item", .title = "项代号"},   {.id = "ask", .title = "检查项"},
                                       {.id = "how", .title = "怎么答"},    {.id = "value", .title = "答案"},
                                       {.id = "na", .title = "不适用理由"}, {.id = "evidence", .title = "凭证"},
                                       {.id = "by", .title = "检查人"},     {.id = "recorded_by", .title = "代录人"}};
  g_autoptr(Grid) grid = grid_new(state->checklist->title, columns, G_N_ELEMENTS(columns));
  for (guint row = 0; row < state->rows->len; row++) {
    const Row *given = g_ptr_array_index(state->rows, row);
    for (guint i = 0; i < state->n_items; i++) {
      const ChecklistItem *item = item_at(state, i);
      const Answer *cell = run_cell(state, row, i);
      g_autofree char *how = remark(item);
      const char *const cells[] = {given->id,
                                   given->title,
                                   item->id,
                                   item->ask,
                                   how,
                                   is_said(cell, ANSWER_GIVEN) ? cell->text : "",
                                   is_said(cell, ANSWER_NA) ? cell->text : "",
                                   "",
                                   "",
                                   ""};
      for (guint c = 0; c < G_N_ELEMENTS(cells); c++) {
        grid_cell(grid, cells[c]);
      }
      grid_end_row(grid);
    }
  }
  grid_print_csv(grid, out);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------------------- */

static void form_json(const RunState *state, GString *out) {
  g_autoptr(JsonWriter) json = json_writer_new(out, 3);
  json_open(json, NULL, '{');
  json_put_string(json, "checklist", state->checklist->id);
  json_put_null(json, "by");
  json_put_null(json, "recorded_by");
  json_open(json, "answers", '{');
  for (guint row = 0; row < state->rows->len; row++) {
    json_open(json, ((const Row *)g_ptr_array_index(state->rows, row))->id, '{');
    for (guint i = 0; i < state->n_items; i++) {
      const Answer *cell = run_cell(state, row, i);
      if (is_said(cell, ANSWER_NA)) {
        json_open(json, item_at(state, i)->id, '{');
        json_put_string(json, "na", cell->text);
        json_close(json);
      } else {
        json_put_string(json, item_at(state, i)->id, is_said(cell, ANSWER_GIVEN) ? cell->text : NULL);
      }
    }
    json_close(json);
  }
  json_close(json);
  json_put_null(json, "rest");
  json_put_null(json, "finish");
  json_close(json);
}

void answers_form(const RunState *state, AnswersFormat format, GString *out) {
  static void (*const forms[])(const RunState *, GString *) = {form_yaml, form_json, form_csv};
  forms[format](state, out);
}
