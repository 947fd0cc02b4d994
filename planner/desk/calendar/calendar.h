/* The use case `calendar`: which audiences get a file, what each event's history is, and the files themselves, each event rendered once and
 * streamed into every file that it belongs to. */
#pragma once
#include "desk/desk.h"

typedef struct {
  const char *folder; /* where the files go; NULL = calendars/ of the workspace */
  const char *const
      *audiences; /* campaign, dept:…, staff:…, managers, all, or a person's name; NULL-terminated; NULL = managers, and
                    whoever's file already stands in the folder */
  gboolean utc, todo;
} CalendarOptions;

typedef enum { CALENDAR_EVENTS, CALENDAR_TODO, CALENDAR_CHANGES } CalendarKind;

typedef struct {
  CalendarKind kind;
  guint audience; /* into Plan.audiences */
  char *path;     /* owned */
  guint items;
  gboolean existed, changed;
} CalendarFile;

/* Somebody who has to be given files that changed. */
typedef struct {
  const Person *person;
  GPtrArray *files; /* const CalendarFile*, refs */
} CalendarHand;

typedef struct {
  char *folder;
  GPtrArray *files;   /* CalendarFile*, in the order of the audiences */
  GPtrArray *hands;   /* CalendarHand* */
  GPtrArray *removed; /* char* paths: had nothing left to say */
  GPtrArray *stale;   /* char* file names in the folder of departments and people that are no more */
  GPtrArray *old;     /* char* file names in the folder of audiences that were not asked for now */
} CalendarResult;
void calendar_free(CalendarResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CalendarResult, calendar_free)

/* Needs desk_load and desk_plan without errors. All files or none. NULL with a Chinese sentence in *problem (wrong usage; caller frees), with
 * errors in desk->diags (the memory of earlier exports is damaged), or with *error. */
CalendarResult *calendar_write(Desk *desk, const CalendarOptions *options, char **problem, GError **error);
