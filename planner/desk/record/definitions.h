/* Which definitions were in force: every file that the workspace's campaign is read from, by SHA-256, with copies under .ready315/definitions, and the
 * checklists of runs as they were when the run began. */
#pragma once
#include "desk/desk.h"

/* Body of the entry `definition`: {"files":[{"name":…,"sha256":…}],"program":…}; the copies are on disk when it returns. What is meant is what was
 * loaded, whatever the files hold by now. Names: store.yaml, phases/ID.yaml … of the workspace, packs/NAME/…, shipped/…. */
char *definitions_body(const Desk *desk, GError **error);

/* The name that such a body's store.yaml or staff.yaml gave this staff id; NULL when none did, or the copies are gone. Caller frees. */
char *definitions_person(const Desk *desk, const char *body, const char *id);

/* A checklist as one text that load/ reads back to an equal one, kept under its SHA-256, which is its name in runs (RunSetup.definition). */
char *definitions_keep(const Desk *desk, const Checklist *checklist, GError **error);
/* NULL and an error when it is not there or was changed. Owned by the desk. */
const Checklist *definitions_find(Desk *desk, const char *id, const char *definition, GError **error);
/* That text: JSON, which is YAML too. Caller frees. */
char *definitions_text(const Checklist *checklist);
