/* Files as evidence (照片/凭证): looked at, copied under their SHA-256 into evidence/ of the workspace, found again; and new pictures in 照片/. */
#pragma once
#include "desk/desk.h"
#include "model/run.h"

#define EVIDENCE_FOLDER "evidence"
#define EVIDENCE_PICTURES "照片"
enum { EVIDENCE_MOST = 64 * 1024 * 1024 }; /* bytes */

/* A file as evidence, not copied yet. NULL and an error (FILE_FAULT): no file, a folder, a link that leads out of the workspace or of the folder named,
 * empty, over 64 MB. */
Evidence *evidence_of_file(const Desk *desk, const char *path, GError **error);
/* Copies; complete or not there. An equal one that is there already is fine, and one that was damaged is replaced. Refused when the file is no longer the
 * one that was looked at. */
gboolean evidence_keep(const Desk *desk, const char *path, const Evidence *evidence, GError **error);
char *evidence_path(const Desk *desk, const Evidence *evidence); /* where the copy lies; caller frees */

typedef enum { EVIDENCE_SOUND, EVIDENCE_MISSING, EVIDENCE_CHANGED } EvidenceState;
EvidenceState evidence_look(const Desk *desk, const Evidence *evidence); /* of a file; reads it whole */

/* Pictures and papers in 照片/ and the folders in it that are not evidence yet, newest first. */
typedef struct {
  char *path, *name; /* name: below 照片/ */
  gint64 taken;      /* seconds UTC: the file's time */
  guint64 size;
} Picture;
void picture_free(Picture *picture);
GPtrArray *evidence_pictures(const Desk *desk); /* Picture*; frees its elements */
