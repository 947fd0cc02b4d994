/* What the files of calendar lint share while a file is read: the open components on a stack, and what the rules need of each. Not for others. */
#pragma once
#include "out/icslint.h"
#include "out/icsread.h"
#include "out/icsvalue.h"

/* Properties that some rule looks at. */
typedef enum {
  P_UID,
  P_DTSTAMP,
  P_LAST_MODIFIED,
  P_SEQUENCE,
  P_DTSTART,
  P_DTEND,
  P_DUE,
  P_DURATION,
  P_SUMMARY,
  P_DESCRIPTION,
  P_STATUS,
  P_RECURRENCE_ID,
  P_ACTION,
  P_TRIGGER,
  P_TZID,
  P_TZOFFSETFROM,
  P_TZOFFSETTO,
  P_VERSION,
  P_PRODID,
  P_METHOD,
  P_NAME,
  P_X_WR_CALNAME,
  P_RRULE,
  P_CALSCALE,
  N_KEPT
} Kept;
extern const char *const lint_kept_names[N_KEPT];

typedef struct {
  guint count;
  IcsPlace place, value_place;
  char *value;  /* owned */
  IcsTime time; /* of date properties */
} Prop;

typedef struct {
  char *name; /* VEVENT … */
  IcsPlace begin;
  Prop props[N_KEPT];
  guint n_alarms, n_rules; /* rules: STANDARD and DAYLIGHT of a zone */
  gboolean had_items;
  gint64 first_onset; /* of a zone */
} Component;

typedef struct {
  char *zone;
  IcsPlace place; /* first use */
  gint64 earliest;
} ZoneUse;

typedef struct {
  LintReport *report;
  IcsReader *reader;
  GPtrArray *stack;  /* Component* */
  GHashTable *uids;  /* UID + RECURRENCE-ID → line */
  GHashTable *zones; /* TZID → gint64* first onset */
  GHashTable *uses;  /* TZID → ZoneUse* */
  char *quoted;      /* owned; of lint_quote */
  gboolean stop;     /* too much of something: read no further */
  gboolean had_calendar, had_people, had_repeats, had_todo, had_superfluous, had_stamp_note, had_sequence_note,
      had_overnight;
} Lint;

/* Counts a finding, and keeps it below the limit. */
void lint_add(Lint *lint, LintRule rule, IcsPlace place, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* A value as a message shows it: at most 40 characters. Valid until the next call. */
const char *lint_quote(Lint *lint, const char *value);
Component *lint_top(const Lint *lint); /* NULL outside all */
gboolean lint_is(const Component *component, const char *name);
gboolean lint_is_item(const Component *component);         /* VEVENT VTODO VJOURNAL */
gboolean lint_in_list(const char *word, const char *list); /* words separated by single spaces */

/* icslint_property.c: one line inside a component. icslint_component.c: a whole component, at its END. */
void lint_property(Lint *lint, const IcsLine *line);
void lint_component(Lint *lint, Component *component, Component *outer);
