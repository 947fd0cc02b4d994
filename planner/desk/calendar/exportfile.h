/* Reads .ready315/export.json line by line, so that 100,000 events never stand in memory as a tree:
 *
 *   {"schema":1,"people":{
 *   "wang.fang":["staff:wang.fang","dept:service"]
 *   },"events":[
 *   one event a line (desk/calendar/exportlines), sorted by uid
 *   ]}
 *
 * A file that somebody reformatted is read whole and brought back into this form. */
#pragma once
#include "base/diag.h"
#include "base/file.h"
#include "desk/calendar/exportlines.h"

#define EXPORTFILE_HEAD "{\"schema\":1,\"people\":{"
#define EXPORTFILE_EVENTS "},\"events\":["
#define EXPORTFILE_END "]}"

typedef struct ExportFile ExportFile;
/* A file that is not there is an empty one. NULL after an error in `diags` (the content) or `error` (the world). */
ExportFile *exportfile_open(const char *path, DiagList *diags, GError **error);
void exportfile_free(ExportFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExportFile, exportfile_free)
/* Person id → JSON list of audience ids that they were given; NULL when unknown. */
const char *exportfile_person(const ExportFile *file, const char *id);
/* The next event by uid, valid until the next call; NULL at the end. */
const ExportLine *exportfile_next(ExportFile *file);
