#include "out/icslint.h"

#include <string.h>

#include "base/text.h"
#include "out/icslint_state.h"

/* Reads line by line and keeps the open components on a stack; what a rule needs of a component is looked at when it ends. */

#define MAX_DEPTH 32

const char *const lint_kept_names[N_KEPT] = {
    "UID",        "DTSTAMP",     "LAST-MODIFIED", "SEQUENCE",      "DTSTART", "DTEND",        "DUE",   "DURATION",
    "SUMMARY",    "DESCRIPTION", "STATUS",        "RECURRENCE-ID", "ACTION",  "TRIGGER",      "TZID",  "TZOFFSETFROM",
    "TZOFFSETTO", "VERSION",     "PRODID",        "METHOD",        "NAME",    "X-WR-CALNAME", "RRULE", "CALSCALE"};

static void component_free(gpointer data) {
  Component *component = data;
  for (guint i = 0; i < N_KEPT; i++) {
    g_free(component->props[i].value);
  }
  g_free(component->name);
  g_free(component);
}

static void finding_free(gpointer data) {
  LintFinding *finding = data;
  g_free(finding->message);
  g_free(finding);
}

static void use_free(gpointer data) {
  ZoneUse *use = data;
  g_free(use->zone);
  g_free(use);
}

void lint_add(Lint *lint, LintRule rule, IcsPlace place, const char *format, ...) {
  LintReport *report = lint->report;
  if (report->findings->len >= ICSLINT_LIMIT) {
    report->cut = lint->stop = TRUE;
    return;
  }
  switch (icslint_severity(rule)) {
  case DIAG_ERROR:
    report->errors++;
    break;
  case DIAG_WARNING:
    report->warnings++;
    break;
  case DIAG_NOTE:
    report->notes++;
    break;
  }
  LintFinding *finding = g_new0(LintFinding, 1);
  finding->rule = rule;
  finding->line = place.line;
  finding->column = place.column;
  va_list arguments;
  va_start(arguments, format);
  finding->message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_ptr_array_add(report->findings, finding);
}

const char *lint_quote(Lint *lint, const char *value) {
  g_free(lint->quoted);
  lint->quoted = text_limit_chars(value, 40);
  return lint->quoted;
}

gboolean lint_in_list(const char *word, const char *list) {
  gsize length = strlen(word);
  for (const char *at = list; length && (at = strstr(at, word)); at += length) {
    if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length])) {
      return !strchr(word, ' ');
    }
  }
  return FALSE;
}

Component *lint_top(const Lint *lint) {
  return lint->stack->len ? g_ptr_array_index(lint->stack, lint->stack->len - 1) : NULL;
}

gboolean lint_is(const Component *component, const char *name) {
  return component && strcmp(component->name, name) == 0;
}

gboolean lint_is_item(const Component *component) {
  return lint_is(component, "VEVENT") || lint_is(component, "VTODO") || lint_is(component, "VJOURNAL");
}

static void begin_component(Lint *lint, const IcsLine *line) {
  Component *outer = lint_top(lint), *component = g_new0(Component, 1);
  g_autofree char *name = text_limit_chars(line->value, 40);
  component->name = g_ascii_strup(name, -1);
  component->begin = icsread_place(lint->reader);
  if (!outer && !lint_is(component, "VCALENDAR")) {
    lint_add(lint, L020, component->begin, "文件要从 BEGIN:VCALENDAR 开始。");
  }
  if (lint->stack->len >= MAX_DEPTH) {
    lint_add(lint, L020, component->begin, "BEGIN 一层套一层，超过 %d 层，后面没有检查。", MAX_DEPTH);
    lint->stop = TRUE;
  }
  lint->had_calendar |= lint_is(component, "VCALENDAR");
  if (outer && lint_is(component, "VTIMEZONE") && outer->had_items) {
    lint_add(lint, L027, component->begin, "时区定义（VTIMEZONE）要放在所有日程之前。");
  }
  if (outer && lint_is_item(component)) {
    outer->had_items = TRUE;
  }
  g_ptr_array_add(lint->stack, component);
}

static void end_component(Lint *lint, const IcsLine *line) {
  Component *component = lint_top(lint);
  if (!component || g_ascii_strcasecmp(component->name, line->value) != 0) {
    lint_add(lint, L020, icsread_place(lint->reader),
             component ? "END:%s 与 BEGIN:%s 不成对。" : "END:%s 没有对应的 BEGIN。", lint_quote(lint, line->value),
             component ? component->name : "");
    return;
  }
  Component *outer = lint->stack->len > 1 ? g_ptr_array_index(lint->stack, lint->stack->len - 2) : NULL;
  lint_component(lint, component, outer);
  g_ptr_array_set_size(lint->stack, (int)lint->stack->len - 1);
}

/* ---- the file -------------------------------------------------------------------------------------------------------------------------- */

static void tell(IcsReadProblem problem, IcsPlace place, gpointer data) {
  static const struct {
    LintRule rule;
    const char *message;
  } table[] = {
      [ICSREAD_BOM] = {L001, "文件开头有 BOM，另存为“UTF-8 无 BOM”。"},
      [ICSREAD_NOT_UTF8] = {L002, "从这里起不是 UTF-8 文字，多半是 GBK；另存为 UTF-8 再查。后面的内容没有检查。"},
      [ICSREAD_LINE_END] = {L003, "换行应是 CRLF（只说一次）。"},
      [ICSREAD_LONG_LINE] = {L004, "这一行超过 75 个字节，要在此之前折行，下一行以空格开头。"},
      [ICSREAD_SPLIT] = {L005, "上一行在一个字的中间折断。"},
      [ICSREAD_BLANK] = {L006, "不该有空行（只说一次）。"},
      [ICSREAD_NO_LAST_END] = {L007, "最后一行也要有换行。"},
      [ICSREAD_ENDLESS] = {L011, "这一行展开后超过 1 MB，后面没有检查。"},
      [ICSREAD_CONTROL] = {L008, "这里有看不见的控制字符，要删掉。"},
      [ICSREAD_MALFORMED] = {L009, "这一行不是“名称:值”的写法。"},
  };
  lint_add(data, table[problem].rule, place, "%s", table[problem].message);
}

static int compare_findings(gconstpointer a, gconstpointer b) {
  const LintFinding *first = *(const LintFinding *const *)a, *second = *(const LintFinding *const *)b;
  int order = (first->line > second->line) - (first->line < second->line);
  order = order ? order : (first->column > second->column) - (first->column < second->column);
  order = order ? order : (first->rule > second->rule) - (first->rule < second->rule);
  return order ? order : strcmp(first->message, second->message);
}

LintReport *icslint_check(const char *bytes, gsize length) {
  LintReport *report = g_new0(LintReport, 1);
  report->findings = g_ptr_array_new_with_free_func(finding_free);
  Lint lint = {.report = report};
  if (length > ICSLINT_MAX_BYTES) {
    lint_add(&lint, L011, (IcsPlace){1, 1}, "文件超过 %u MB，没有检查。", ICSLINT_MAX_BYTES >> 20);
    return report;
  }
  lint.stack = g_ptr_array_new_with_free_func(component_free);
  lint.uids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  lint.zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  lint.uses = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, use_free);
  lint.reader = icsread_new(length ? bytes : "", length, tell, &lint); /* an empty GBytes gives NULL */
  for (const IcsLine *line; !lint.stop && (line = icsread_next(lint.reader));) {
    if (strcmp(line->name, "BEGIN") == 0) {
      begin_component(&lint, line);
    } else if (strcmp(line->name, "END") == 0) {
      end_component(&lint, line);
    } else {
      lint_property(&lint, line);
    }
  }
  for (guint i = lint.stack->len; i-- > 0 && !lint.stop;) {
    const Component *component = g_ptr_array_index(lint.stack, i);
    lint_add(&lint, L020, component->begin, "BEGIN:%s 没有对应的 END。", lint_quote(&lint, component->name));
  }
  if (!lint.had_calendar) {
    lint_add(&lint, L020, (IcsPlace){1, 1}, "文件里没有 BEGIN:VCALENDAR，不是日历文件。");
  }
  g_ptr_array_sort(report->findings, compare_findings);
  icsread_free(lint.reader);
  g_hash_table_unref(lint.uses);
  g_hash_table_unref(lint.zones);
  g_hash_table_unref(lint.uids);
  g_ptr_array_unref(lint.stack);
  g_free(lint.quoted);
  return report;
}

void icslint_free(LintReport *report) {
  if (report) {
    g_ptr_array_unref(report->findings);
    g_free(report);
  }
}

static const struct {
  const char *code, *title, *clients;
  DiagSeverity severity;
} rules[] = {
#define LINT_RULE(code, severity, title, clients) {#code, title, clients, severity},
#include "out/icslint_rules.h"
#undef LINT_RULE
};

const char *icslint_code(LintRule rule) {
  return rules[rule].code;
}
DiagSeverity icslint_severity(LintRule rule) {
  return rules[rule].severity;
}
const char *icslint_title(LintRule rule) {
  return rules[rule].title;
}
const char *icslint_clients(LintRule rule) {
  return rules[rule].clients;
}
