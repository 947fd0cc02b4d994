/* Whether a file system can keep a database whose writers share memory and locks: network and shared file systems cannot (sqlite.org/wal.html). */
#pragma once
#include <glib.h>

/* FALSE and an error when the file's folder lies on one that cannot. A folder that does not exist is no error here. */
gboolean place_check(const char *path, GError **error);
/* The type of the file system that holds an absolute path, from the text of /proc/self/mountinfo; NULL when it cannot be told. Owned by caller. */
char *place_type(const char *mountinfo, const char *absolute);
/* In words ("网络共享文件夹（nfs）") when that type cannot keep the record, else NULL. Owned by caller. */
char *place_refusal(const char *type);
