/* What the files of the use case `calendar` share while it runs. Not for others. */
#pragma once
#include "desk/calendar/calendar.h"
#include "desk/calendar/exports.h"
#include "desk/output.h"
#include "out/ics.h"

typedef struct {
  guint32 event; /* into Plan.events */
  guint32 uid;   /* into the texts */
  ExportsStamp stamp;
} Item;

typedef struct {
  Desk *desk;
  const Plan *plan;
  const CalendarOptions *options;
  char *folder;
  gboolean *selected; /* by audience */
  char **ids;         /* by audience: "dept:service" */
  GArray *items;      /* of Item, by uid */
  GString *uids;      /* NUL-terminated, one after another */
  ExportsFrame frame;
  ExportsPerson *people;
  Exports *exports;
  OutputSet *outputs;
  FileWriter **writers; /* by audience: the files being written now */
  Ics *ics;
  CalendarResult *result;
  GPtrArray *doomed;                      /* char* paths to be removed in the end */
  GString *summary, *description, *bytes; /* scratch */
} Work;

/* What an event shows; texts live in the scratch strings until the next call. */
typedef struct {
  IcsItem ics;
  const char *categories[4];
} Shown;

/* calendar.c */
const GArray *work_reach(const Work *work, const Item *item); /* of guint16 */
void work_show(Work *work, const Item *item, Shown *shown);

/* calendar_files.c: the files of all chosen audiences, opened in work->outputs and filled. */
char *work_file_name(const Work *work, CalendarKind kind, guint audience);
gboolean work_write_kind(Work *work, CalendarKind kind, GError **error);
gboolean work_write_changes(Work *work, GError **error);

/* calendar_hands.c: after the commit, who has to be given what, and what else lies in the folder. */
void work_hand_free(gpointer hand);
void work_tell_hands(Work *work);
void work_look_around(Work *work);
