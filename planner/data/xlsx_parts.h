/* The parts of a workbook file: entries of a zip archive, read as XML, one event after the other and within bounds. */
#pragma once
#include "base/diag.h"

typedef struct XlsxParts XlsxParts;
typedef struct XlsxXml XlsxXml; /* the element under way */

/* NULL and E070 when it is no archive at all. Keeps pointers into `bytes` and `file`. */
XlsxParts *xlsx_parts_open(const char *file, GBytes *bytes, DiagList *diags);
void xlsx_parts_free(XlsxParts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XlsxParts, xlsx_parts_free)

/* Paths have no leading slash; their case does not count. */
gboolean xlsx_parts_has(const XlsxParts *parts, const char *path);

typedef enum { XLSX_START, XLSX_END, XLSX_CHARS } XlsxEvent;
/* `name` is the element's without prefix, or the characters; never NULL. FALSE ends the part. */
typedef gboolean (*XlsxHandler)(XlsxXml *xml, XlsxEvent event, const char *name, gpointer data);
/* A part that is missing is read as an empty one. FALSE when a problem was added (damaged, encrypted: E070; too large: E071). */
gboolean xlsx_parts_read(XlsxParts *parts, const char *path, XlsxHandler handler, gpointer data);
/* During XLSX_START: the values of the attributes called names[] (without prefix), NULL where there is none; valid until the next call or
 * event. */
void xlsx_parts_attributes(XlsxXml *xml, const char *const *names, const char **values, guint n);

/* Adds the problem that ends the reading of the workbook, the first time only. Return FALSE. */
gboolean xlsx_parts_fail(XlsxParts *parts, DiagCode code, Pos pos, const char *message, const char *fix);
gboolean xlsx_parts_fail_damaged(XlsxParts *parts);
gboolean xlsx_parts_fail_too_large(XlsxParts *parts);
/* For a problem that somebody else has added. Returns FALSE. */
gboolean xlsx_parts_give_up(XlsxParts *parts);
gboolean xlsx_parts_failed(const XlsxParts *parts);
