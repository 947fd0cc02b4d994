/* Definitions of one kind (phases or checklists) from all layers, merged as trees before anything is converted, so that every value keeps
 * the place where it was written (CONTRACT §3, Layers).
 *
 * Merging changes the earlier layer's tree in place: mappings key by key, lists of things with ids by id, all else is replaced. A null
 * stays as a null, which the schema takes for "absent". Node.layer of a definition and of its tasks is the last layer that changed it. */
#pragma once
#include "load/schema.h"

typedef struct {
  const char *id; /* interned */
  Node *root;     /* mapping; NULL when the file could not be read or is something else */
  guint files;    /* that were merged into it */
  gboolean off;   /* campaign.phases.ID: null */
  guint8 off_layer;
} Definition;

typedef struct {
  const char *folder; /* "phases" */
  const char *key;    /* "phase": names the definition inside the file */
  const char *title;  /* 阶段 */
  const char *list;   /* "tasks": its list whose entries may be locked and dropped; NULL when it has none */
  void (*check)(Reader *reader, const Node *root); /* shape of one file, required keys apart */
} DefinitionKind;

typedef struct {
  const DefinitionKind *kind;
  Reader *reader;
  GPtrArray *definitions; /* Definition*, in order of first appearance */
  GHashTable *by_id;      /* id → Definition */
  GHashTable *files;      /* not owned: takes id → GPtrArray of the paths that `ids_only` passed over */
  GPtrArray *docs;        /* Doc*: the trees' memory */
  Doc *made;              /* nodes made by merging */
  GHashTable *tasks;      /* of layers.c: task id → its place, once the campaign's changes need it */
} Layers;

Layers *layers_new(const DefinitionKind *kind, Reader *reader);
void layers_free(Layers *layers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layers, layers_free)

/* Reads every .yaml file of base/FOLDER into the layer, sorted by name. FALSE when there is no such folder. `ids_only`: files are not
 * opened, definitions have no root. */
gboolean layers_add_folder(Layers *layers, const char *base, guint8 layer, gboolean ids_only);

/* campaign.phases and campaign.tasks of store.yaml (either may be NULL) on top of phases. */
void layers_add_campaign(Layers *layers, const Node *phases, const Node *tasks, guint8 layer);
