/* What was exported, and so what an event's SEQUENCE, stamps and cancellations are (CONTRACT §5).
 *
 * Kept in .ready315/export.json (desk/calendar/exportfile). A run merges it with the plan's events in the order of their uids, and writes the new memory
 * while it reads the old one. Knows audiences by their ids and events by uid and a digest; knows nothing of plans, files and iCalendar.
 *
 * - An event that is new has SEQUENCE 0, stamped now; one whose digest differs from last time gets SEQUENCE + 1 and a new stamp.
 * - One that the plan no longer has is cancelled for every audience whose file held it.
 * - One that lives on and left an audience is merely left out there; but a person whom it reaches in no file any more is told. Which files a
 *   person has the frame says, and the memory keeps for the next time.
 * - One that comes back to somebody who was told of its end gets a SEQUENCE above the cancellation's.
 * - Events of other years are passed on untouched. */
#pragma once
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"

typedef struct {
  const char *id;
  guint n_files;
  const guint *files; /* indexes into ExportsFrame.audiences; the first is the person's own */
} ExportsPerson;

typedef struct {
  int year;
  gint64 now; /* seconds UTC */
  guint n_audiences;
  const char *const *audiences; /* "campaign", "dept:ID", "staff:ID" */
  const gboolean *selected;     /* by audience: whose files are being written */
  guint n_people;
  const ExportsPerson *people;
} ExportsFrame;

typedef struct Exports Exports;
/* Everything in `frame` must outlive the result. The new memory goes to `out`, which stays the caller's. NULL with problems in `diags` when the
 * old memory is damaged, or with `error` when it cannot be read. */
Exports *exports_new(const char *path, FileWriter *out, const ExportsFrame *frame, DiagList *diags, GError **error);
void exports_free(Exports *exports);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Exports, exports_free)

typedef struct {
  const char *uid;
  guint64 digest; /* of everything that the file shows of it */
  gboolean all_day;
  Moment start, end;
  const char *summary;
  const GArray *
      reach; /* of guint16, indexes into audiences, sorted; the same pointer for the same set, and alive while `exports` is */
} ExportsEvent;
typedef struct {
  guint32 sequence;
  gint64 stamp;
} ExportsStamp;
/* Events must come by ascending uid (asserted). The stamp is zero for an event that no selected file holds and that is not known. */
ExportsStamp exports_visit(Exports *exports, const ExportsEvent *event);
/* After the last event. */
void exports_finish(Exports *exports);

/* The cancellations of the year, by uid; valid until exports_free. */
typedef struct {
  char *uid;
  guint32 sequence;
  gint64 stamp;
  gboolean all_day;
  Moment start, end;
  char *summary;
} ExportsCancelled;
guint exports_n_cancelled(const Exports *exports);
const ExportsCancelled *exports_cancelled(const Exports *exports, guint i);
gboolean exports_told(const Exports *exports, guint i, guint audience);
