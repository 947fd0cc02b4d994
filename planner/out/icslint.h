/* calendar lint: which programs would stumble over an .ics file, and where. Works on anybody's file; needs no workspace.
 * libical's own icalrestriction_check is no help: it accepts an event without UID or DTSTAMP and a broken VTIMEZONE. */
#pragma once
#include "base/diag.h"

typedef enum {
#define LINT_RULE(code, severity, title, clients) code,
#include "out/icslint_rules.h"
#undef LINT_RULE
  N_LINT_RULES
} LintRule;

typedef struct {
  LintRule rule;
  guint line, column; /* from 1, columns in characters */
  char *message;      /* a whole Chinese sentence; owned */
} LintFinding;

#define ICSLINT_LIMIT 1000 /* findings, then reading stops */
#define ICSLINT_MAX_BYTES (128u << 20)

typedef struct {
  GPtrArray *findings; /* LintFinding*, by place */
  guint errors, warnings, notes;
  gboolean cut; /* stopped at the limit: there may be more */
  guint events, todos, alarms, cancelled;
} LintReport;
LintReport *icslint_check(const char *bytes, gsize length);
void icslint_free(LintReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LintReport, icslint_free)

const char *icslint_code(LintRule rule); /* "L001" */
DiagSeverity icslint_severity(LintRule rule);
const char *icslint_title(LintRule rule);
const char *icslint_clients(LintRule rule); /* who suffers; a Chinese phrase */
