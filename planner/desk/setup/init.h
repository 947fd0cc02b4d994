/* `init`: a new workspace, from answers (here), a workbook (init_template) or last year's (init_roll). */
#pragma once
#include "desk/desk.h"
#include "desk/setup/setup.h"

typedef struct {
  const char *folder;   /* as typed; the shop's name and id are made from its last part */
  const char *province; /* NULL when unknown */
  WordSet kinds;
  Scale scale;
  int people;         /* how many; 0 = unknown */
  char **departments; /* their names; NULL = the usual ones */
  int year;
  gboolean practice;
} InitWish;

/* The campaign that comes next: after 10 April it is next year's. `now` in seconds UTC, by Chinese time. */
int init_next_year(gint64 now);
Scale init_scale(int people);
char **init_usual_departments(WordSet kinds); /* g_strfreev */

/* A shop with sample people. */
Setup *init_setup(const InitWish *wish);
/* From the folder's last part: "杭州武林店" and hangzhouwulindian. Both owned by the caller. */
void init_name(const char *folder, char **name, char **id);

typedef struct {
  char *path; /* inside the workspace */
  char *text;
  gboolean imported; /* as an import would have written it: the next import may replace it */
} InitFile;
GPtrArray *init_files_new(void);                                                      /* of InitFile*, owns them */
InitFile *init_files_add(GPtrArray *files, const char *path, char *text /* taken */); /* owned by the array */

/* NULL when a workspace may be made there; else why not, a sentence for the user. */
char *init_refusal(const char *folder);
/* Builds the workspace beside its place, reads it back as `check` would (problems go to `diags`), and moves it there: all or nothing. FALSE with
 * or without *error: without, the definitions have errors. */
gboolean init_write(const Desk *desk, const char *folder, GPtrArray *files, DiagList *diags, GError **error);
