/* In the order of reading of somebody with half a minute: how it stands, what blocks, what is too late, then the tables, the way to 15 March, and what every
 * figure means. On a phone a row of a table becomes two or three lines. */
#include "out/readysheet.h"
#include "out/page.h"
#include "out/phrase.h"
#include "out/readychart.h"
#include <string.h>

enum { LIST_MOST = 30 };

static const char style[] =
    ".verdict{border:2px solid #000;padding:.5em .8em;margin:.6em 0;font-size:12.5pt;line-height:1.5}\n"
    ".verdict p{margin:.2em 0}.verdict .do{font-weight:bold}\n"
    ".tiles{display:flex;flex-wrap:wrap;gap:.5em;margin:.6em 0}\n"
    ".tile{flex:1 1 7em;border:1px solid #000;text-align:center;padding:.3em .2em}\n"
    ".tile b{display:block;font-size:19pt;line-height:1.2}\n"
    "svg.bar{display:block;width:100%;min-width:9em;max-width:22em;height:auto}\n"
    "svg.trend{display:block;width:100%;max-width:640px;height:auto}\n"
    "svg text{font-size:12px;font-family:inherit}svg .end text{font-weight:bold;font-size:15px}\n"
    "td.num{text-align:right;white-space:nowrap}td.name{font-weight:bold}td.short{white-space:nowrap}td.graph{width:34%"
    "}\n"
    "tr.sum td{border-top:2px solid #000}\n"
    ".key span{display:inline-block;margin-right:1.1em;white-space:nowrap}\n"
    ".key svg{width:1.9em;height:.8em;vertical-align:-.05em;margin-right:.3em}\n"
    "dl{margin:.3em 0}dt{font-weight:bold;margin-top:.45em}dd{margin:0 0 0 1em}\n"
    ".verdict,.tile,svg,dd{break-inside:avoid}\n"
    "@media screen and (max-width:700px){body{margin:.7em;font-size:11.5pt}thead{display:none}"
    "table,tbody{display:block;border:0}tr{display:block;border:1px solid #000;padding:.35em .5em;margin:0 0 .5em}"
    "tr.sum{border-width:2px}"
    "td,tr.sum td{display:inline;border:0;padding:0}td.num{text-align:left}"
    "td.name,td.graph{display:block;width:auto}td.graph{margin:.25em 0}td.none,td.same{display:none}"
    "td[data-label]::before{content:attr(data-label) ' '}td[data-label]::after{content:' \\00b7  '}"
    "td.last::after{content:none}svg.bar{max-width:none}}\n";

/* ---- cells ---- */

static void cell(const char *kind, const char *label, const char *words, GString *out) {
  g_string_append_printf(out, "<td%s%s%s", kind != NULL ? " class=\"" : "", kind != NULL ? kind : "",
                         kind != NULL ? "\"" : "");
  if (label != NULL) {
    g_string_append_printf(out, " data-label=\"%s\"", label);
  }
  g_string_append_c(out, '>');
  page_text(words, out);
  g_string_append(out, "</td>");
}

static void head(const char *const *titles, GString *out) {
  g_string_append(out, "<table><thead><tr>");
  for (; *titles != NULL; titles++) {
    g_string_append_printf(out, "<th>%s</th>", *titles);
  }
  g_string_append(out, "</tr></thead>\n<tbody>\n");
}

static void formal(const Readiness *readiness, const char *kind, const char *label, const char *words, GString *out) {
  g_autofree char *text = phrase_formal(readiness->plan->campaign, words);
  cell(kind, label, text, out);
}

/* ---- the head of the page ---- */

static void tile(const char *figure, const char *words, GString *out) {
  g_string_append(out, "<div class=\"tile\"><b>");
  page_text(figure, out);
  g_string_append(out, "</b>");
  page_text(words, out);
  g_string_append(out, "</div>");
}

static void print_tiles(const Readiness *readiness, GString *out) {
  gboolean on_the_way = readiness->today <= readiness->gala && readiness->points->len > 0;
  const gint64 *points = (on_the_way ? &readiness->to_gala : &readiness->all)->points;
  g_autofree char *done = readywords_percent(points[READY_DONE], readiness->recorded ? points[READY_TOTAL] : 0);
  g_autofree char *planned = readywords_percent(points[READY_DUE], points[READY_TOTAL]);
  guint late = 0, now = 0, blocking = 0;
  for (guint i = 0; i < readiness->items->len; i++) {
    late += g_array_index(readiness->items, ReadyItem, i).too_late;
    now += g_array_index(readiness->items, ReadyItem, i).now;
  }
  for (guint i = 0; i < readiness->blocks->len; i++) {
    blocking += ((const ReadyBlock *)g_ptr_array_index(readiness->blocks, i))->blocks;
  }
  g_autofree char *lates = g_strdup_printf("%u", late), *nows = g_strdup_printf("%u", now);
  g_autofree char *blocks = g_strdup_printf("%u", blocking);
  g_string_append(out, "<div class=\"tiles\">");
  tile(done, on_the_way ? "3月15日前的准备做到" : "全部工作做到", out);
  tile(planned, "照计划应做到", out);
  if (readiness->recorded) {
    tile(lates, "件已过最晚动手日", out);
    tile(nows, "件今天要动手", out);
    tile(blocks, "件事挡着签字", out);
  }
  g_string_append(out, "</div>\n");
}

static void print_head(const Readiness *readiness, GString *out) {
  g_autofree char *verdict = readywords_verdict(readiness), *advice = readywords_advice(readiness);
  g_autoptr(GPtrArray) notes = readywords_notes(readiness);
  g_string_append(out, "<div class=\"verdict\"><p>");
  page_text(verdict, out);
  if (readiness->state != READY_NOTHING) {
    g_string_append(out, "</p><p class=\"do\">");
    page_text(advice, out);
  }
  g_string_append(out, "</p></div>\n");
  if (readiness->state != READY_NOTHING) {
    print_tiles(readiness, out);
  }
  for (guint i = 0; i < notes->len; i++) {
    page_note(g_ptr_array_index(notes, i), out);
  }
}

/* ---- what blocks, what is too late ---- */

/* A checklist that was not done stands in the next table already. */
static gboolean stands_below(const Readiness *readiness, const ReadyBlock *block) {
  return !block->blocks && strcmp(block->gate, words_gate[GATE_REQUIRED].id) == 0;
}

static void print_block_rows(const Readiness *readiness, GString *out) {
  static const char *const titles[] = {"", "什么事", "部门", "从哪天起", NULL};
  head(titles, out);
  for (guint i = 0; i < readiness->blocks->len; i++) {
    const ReadyBlock *block = g_ptr_array_index(readiness->blocks, i);
    if (stands_below(readiness, block)) {
      continue;
    }
    g_autofree char *since = readywords_since(readiness, block);
    const char *department = block->department != NULL ? block->department->name : "";
    g_string_append(out, "<tr>");
    cell("name short", NULL, block->blocks ? "挡住" : "要留", out);
    formal(readiness, NULL, NULL, block->text, out);
    cell(block->department != NULL ? NULL : "none", "部门", department, out);
    cell("short last", "从", since, out);
    g_string_append(out, "</tr>\n");
  }
  g_string_append(out, "</tbody></table>\n");
  page_note("“挡住”的不处理就不能签字；“要留”的签字时作为遗留事项，写明责任人和期限。", out);
}

static void print_unsigned(const Readiness *readiness, GString *out) {
  g_autoptr(GString) words = g_string_new("店里还没有签字的：");
  for (guint i = 0; i < readiness->unsigned_->len; i++) {
    const ReadyUnsigned *page = g_ptr_array_index(readiness->unsigned_, i);
    g_autofree char *title = phrase_formal(readiness->plan->campaign, page->title);
    g_string_append_printf(words, "%s%s", i > 0 ? "；" : "", title);
  }
  if (readiness->unsigned_->len > 0) {
    g_string_append(words, "。");
    page_paragraph(words->str, out);
  }
}

static void print_blocks(const Readiness *readiness, GString *out) {
  guint below = 0, blocking = 0;
  for (guint i = 0; i < readiness->blocks->len; i++) {
    const ReadyBlock *block = g_ptr_array_index(readiness->blocks, i);
    below += stands_below(readiness, block);
    blocking += block->blocks;
  }
  page_heading("挡着签字的", out);
  if (blocking == 0) {
    page_paragraph("没有事情挡着签字。", out);
  }
  if (readiness->blocks->len > below) {
    print_block_rows(readiness, out);
  }
  if (below > 0) {
    g_autofree char *words =
        g_strdup_printf("另外有 %u 张检查表过了截止日还没有做完，见下表，签字时要作为遗留事项。", below);
    page_paragraph(words, out);
  }
  print_unsigned(readiness, out);
}

static void print_group(const Readiness *readiness, const ReadyGroup *group, gboolean with_waits, GString *out) {
  const Task *task = group->first->task->task;
  g_autofree char *owner = readywords_owner(group->first), *due = readywords_due(group);
  g_autofree char *waits = readywords_waits(readiness->plan, group->first);
  g_autofree char *count = g_strdup_printf("%u", group->count);
  gboolean same = group->first->last == group->first->task->due;
  char last[DAY_TEXT];
  g_string_append(out, "<tr>");
  formal(readiness, "name", NULL, task->title, out);
  cell(task->risk != NULL ? NULL : "none", "风险", readywords_risk(task), out);
  cell(NULL, "负责", owner, out);
  cell(same ? "same" : NULL, "最晚动手", day_words(group->first->last, last), out);
  cell(waits == NULL && group->count == 1 ? "last" : NULL, "截止", due, out);
  cell(group->count == 1 ? "num same" : waits == NULL ? "num last" : "num", "件数", count, out);
  if (with_waits) {
    cell(waits != NULL ? "last" : "none", "在等", waits != NULL ? waits : "", out);
  }
  g_string_append(out, "</tr>\n");
}

static void print_groups(const Readiness *readiness, const GArray *groups, GString *out) {
  static const char *const titles[] = {"工作", "风险", "谁负责", "最晚动手日", "截止", "件", "在等", NULL};
  static const char *const titles_alone[] = {"工作", "风险", "谁负责", "最晚动手日", "截止", "件", NULL};
  guint shown = MIN(groups->len, LIST_MOST);
  gboolean with_waits = FALSE;
  for (guint i = 0; i < shown; i++) {
    with_waits = with_waits || g_array_index(groups, ReadyGroup, i).first->waits_for != NULL;
  }
  head(with_waits ? titles : titles_alone, out);
  for (guint i = 0; i < shown; i++) {
    print_group(readiness, &g_array_index(groups, ReadyGroup, i), with_waits, out);
  }
  g_string_append(out, "</tbody></table>\n");
  if (groups->len > LIST_MOST) {
    g_autofree char *more =
        g_strdup_printf("还有 %u 项工作没有列出来，工作簿（xlsx）里有全部。", groups->len - LIST_MOST);
    page_paragraph(more, out);
  }
}

static void print_late(const Readiness *readiness, GString *out) {
  g_autoptr(GArray) groups = readywords_group(readiness, READY_TOO_LATE);
  page_heading("已过最晚动手日", out);
  if (groups->len == 0) {
    page_paragraph("没有。", out);
  } else {
    print_groups(readiness, groups, out);
  }
}

/* What is done every day anyway is told in a sentence: it would bury the rest. */
static void print_now(const Readiness *readiness, GString *out) {
  g_autoptr(GArray) groups = readywords_group(readiness, READY_NOW_ONCE);
  g_autofree char *repeated = readywords_repeated(readiness);
  page_heading("今天要动手", out);
  if (groups->len > 0) {
    print_groups(readiness, groups, out);
  } else if (repeated == NULL) {
    page_paragraph("没有。", out);
  }
  if (repeated != NULL) {
    page_paragraph(repeated, out);
  }
}

/* ---- phases and departments ---- */

static void print_sum(const Readiness *readiness, const char *name, const ReadySum *sum, gboolean whole, GString *out) {
  static const ReadyMeasure shown[] = {READY_LATE, READY_TODAY, READY_CARRIED, READY_WAIVED};
  static const char *const labels[] = {"逾期", "今天到期", "遗留", "特批"};
  gboolean known = readiness->recorded;
  g_autofree char *done = readywords_percent(sum->points[READY_DONE], known ? sum->points[READY_TOTAL] : 0);
  g_autofree char *planned = readywords_percent(sum->points[READY_DUE], sum->points[READY_TOTAL]);
  g_autofree char *count = known ? g_strdup_printf("%u/%u", sum->count[READY_DONE], sum->count[READY_TOTAL])
                                 : g_strdup_printf("—/%u", sum->count[READY_TOTAL]);
  g_string_append(out, whole ? "<tr class=\"sum\">" : "<tr>");
  cell("name", NULL, name, out);
  g_string_append(out, "<td class=\"graph\">");
  readychart_bar(readiness, sum, out);
  g_string_append(out, "</td>");
  cell("num", "做到", done, out);
  cell("num", "应做到", planned, out);
  cell("num", "完成", count, out);
  for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
    g_autofree char *number = known ? g_strdup_printf("%u", sum->count[shown[i]]) : g_strdup("—");
    cell(i + 1 < G_N_ELEMENTS(shown) ? "num" : "num last", labels[i], number, out);
  }
  g_string_append(out, "</tr>\n");
}

static void print_key(GString *out) {
  static const struct {
    const char *fill, *words;
  } keys[] = {{"#000", "完成"}, {"url(#off)", "遗留、特批"}, {"url(#late)", "逾期"}, {"#fff", "还没到期"}};
  g_string_append(out, "<p class=\"note key\">");
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_string_append_printf(
        out,
        "<span><svg viewBox=\"0 0 24 10\"><rect x=\".5\" y=\".5\" width=\"23\" height=\"9\" fill=\"%s\" "
        "stroke=\"#000\"/></svg>%s</span>",
        keys[i].fill, keys[i].words);
  }
  g_string_append(out,
                  "<span><svg viewBox=\"0 0 24 10\"><path d=\"M12,0V10\" stroke=\"#000\" stroke-width=\"2\"/></svg>"
                  "照计划到昨天应到的地方</span></p>\n");
}

static const char *const sum_titles[] = {"",     "进度（按分）", "做到", "应做到", "完成/全部（件）",
                                         "逾期", "今天到期",     "遗留", "特批",   NULL};

static void print_phases(const Readiness *readiness, GString *out) {
  page_heading("各阶段", out);
  readychart_patterns(out);
  head(sum_titles, out);
  for (guint i = 0; i < readiness->phases->len; i++) {
    const ReadyPhase *row = &g_array_index(readiness->phases, ReadyPhase, i);
    g_autoptr(GString) name = g_string_new(row->phase != NULL ? phrase_phase(row->phase, TRUE) : READYWORDS_NO_PHASE);
    if (row->phase != NULL) {
      g_autofree char *days = phrase_days(row->phase->first, row->phase->last);
      g_string_append_printf(name, "（%s）", days);
    }
    print_sum(readiness, name->str, &row->sum, FALSE, out);
  }
  if (readiness->to_gala.count[READY_TOTAL] > 0) {
    print_sum(readiness, "其中3月15日前", &readiness->to_gala, TRUE, out);
  }
  print_sum(readiness, "合计", &readiness->all, TRUE, out);
  g_string_append(out, "</tbody></table>\n");
  print_key(out);
}

static void print_departments(const Readiness *readiness, GString *out) {
  if (readiness->department != NULL) {
    return; /* the total says the same */
  }
  page_heading("各部门", out);
  head(sum_titles, out);
  for (guint i = 0; i < readiness->departments->len; i++) {
    const ReadyDepartment *row = &g_array_index(readiness->departments, ReadyDepartment, i);
    print_sum(readiness, row->department != NULL ? row->department->name : READYWORDS_NO_DEPARTMENT, &row->sum, FALSE,
              out);
  }
  g_string_append(out, "</tbody></table>\n");
}

static void print_trend(const Readiness *readiness, GString *out) {
  if (readiness->points->len == 0) {
    return;
  }
  g_autofree char *words = readywords_trend(readiness);
  page_heading("到3月15日的走势", out);
  if (words != NULL) {
    page_paragraph(words, out);
  }
  readychart_trend(readiness, out);
  g_string_append(
      out, "<p class=\"note key\"><span><svg viewBox=\"0 0 24 10\"><path d=\"M0,5H24\" stroke=\"#000\" "
           "stroke-width=\"3\"/></svg>"
           "实际做到</span><span><svg viewBox=\"0 0 24 10\"><path d=\"M0,5H24\" stroke=\"#000\" stroke-width=\"1.5\" "
           "stroke-dasharray=\"5 4\"/></svg>计划要求</span></p>\n");
}

static void print_meanings(GString *out) {
  page_heading("这些数是什么意思", out);
  g_string_append(out, "<dl>\n");
  for (const ReadyMeaning *meaning = readywords_meanings; meaning->id != NULL; meaning++) {
    g_string_append_printf(out, "<dt>%s</dt><dd>%s</dd>\n", meaning->title, meaning->text);
  }
  g_string_append(out, "</dl>\n");
}

void readysheet_print(const Readiness *readiness, GString *out) {
  g_autofree char *title = readywords_title(readiness), *subtitle = readywords_subtitle(readiness);
  const Page page = {
      .title = title, .subtitle = subtitle, .practice = readiness->plan->campaign->store->practice, .style = style};
  page_open(&page, out);
  print_head(readiness, out);
  if (readiness->state != READY_NOTHING) {
    if (readiness->recorded) {
      print_blocks(readiness, out);
      print_late(readiness, out);
    }
    print_now(readiness, out);
    print_phases(readiness, out);
    print_departments(readiness, out);
    print_trend(readiness, out);
    print_meanings(out);
  }
  page_close(out);
}
