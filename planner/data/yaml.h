/* YAML, strictly: one document, no aliases, anchors or tags, no duplicate keys, no tabs for indentation, UTF-8 (a BOM and CRLF are
 * taken). The only file that includes <yaml.h>. */
#pragma once
#include "data/node.h"

/* Reads `bytes` (kept as the source for excerpts). Always returns a Doc; its root is NULL or partial when errors were added.
 * `file` is the name shown in messages. */
Doc *yaml_parse(const char *file, GBytes *bytes, DiagList *diags);
/* The same from disk; an unreadable file is E001/E002/E003. */
Doc *yaml_read(const char *path, DiagList *diags);

/* The text of a key at the top of a file whose root is a mapping, read from the file's first kilobytes and no further than that key: for what
 * must be quick and only wants a name. NULL where it is not there, is no scalar, or the file is not in order (check says so). Caller frees. */
char *yaml_peek(const char *path, const char *key);

/* A scalar as it must be written in YAML so that it reads back as the same text ("07:00-15:00" and 'null' get quotes). Caller frees. */
char *yaml_quote(const char *text);
