/* Small changes to a definition that somebody wrote, comments and layout kept: last year's store.yaml rolled over. Places come from nodes that
 * yaml_parse read out of the same text (UTF-8, without BOM, LF). What results is read back and checked by the caller. */
#pragma once
#include "data/node.h"

typedef struct YamlEdit YamlEdit;
YamlEdit *yaml_edit_new(const char *text);
void yaml_edit_free(YamlEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlEdit, yaml_edit_free)

/* Another scalar in the place of this one. */
void yaml_edit_scalar(YamlEdit *edit, const Node *scalar, const char *text);
/* A map's entry goes: cut out of a flow mapping; in a block mapping turned into comment lines that begin with `remark`. FALSE when it stands where
 * neither can be done (the first key of a list's item). */
gboolean yaml_edit_remove(YamlEdit *edit, const Node *entry, const char *remark);
char *yaml_edit_finish(YamlEdit *edit);
