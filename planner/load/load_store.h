/* store.yaml, staff.yaml and roster.yaml → Store. Phases and tasks under `campaign:` are left as nodes for load/layers. */
#pragma once
#include "load/schema.h"

typedef struct {
  Doc *store, *staff, *roster; /* owned; NULL where there is no such file */
  const Node *packs;           /* list of folders; may be NULL. These three refer into `store` */
  const Node *phases, *tasks;  /* campaign.phases, campaign.tasks: mappings by id; may be NULL */
  gboolean complete;           /* store.yaml could be read to its end */
} StoreFiles;
void store_files_clear(StoreFiles *files);

/* Fills reader->store and reader->year (`year` 0: what the file says). Files may be missing in part; all problems are added. */
void load_store(Reader *reader, const char *workspace, int year, StoreFiles *files);
