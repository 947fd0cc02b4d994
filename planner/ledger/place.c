/* Looks at the mount table of Linux; elsewhere it has no opinion. */
#include "ledger/place.h"
#include "ledger/fault.h"
#include <stdlib.h>
#include <string.h>

static const char *const NETWORK[] = {"nfs",  "nfs4",  "cifs",  "smb3",   "smbfs",     "ncpfs", "afs",
                                      "coda", "ceph",  "9p",    "vboxsf", "virtiofs",  "drvfs", "lustre",
                                      "gfs2", "ocfs2", "davfs", "prl_fs", "glusterfs", NULL};
/* File systems in user space: those that sit on a local disk are as good as any. */
static const char *const LOCAL_FUSE[] = {"fuseblk", "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.exfat", NULL};

/* Mount points write blanks as octal escapes. */
static char *unescape(const char *field) {
  GString *out = g_string_new(NULL);
  for (const char *p = field; *p; p++) {
    if (p[0] == '\\' && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' && p[2] <= '7' && p[3] >= '0' && p[3] <= '7') {
      g_string_append_c(out, (char)((p[1] - '0') * 64 + (p[2] - '0') * 8 + (p[3] - '0')));
      p += 3;
    } else {
      g_string_append_c(out, *p);
    }
  }
  return g_string_free(out, FALSE);
}

static gboolean lies_under(const char *path, const char *mount) {
  gsize length = strlen(mount);
  return strcmp(mount, "/") == 0 || (strncmp(path, mount, length) == 0 && (path[length] == '/' || !path[length]));
}

char *place_type(const char *mountinfo, const char *absolute) {
  g_auto(GStrv) lines = g_strsplit(mountinfo, "\n", -1);
  g_autofree char *type = NULL;
  gsize longest = 0;
  for (char **line = lines; *line; line++) {
    /* 36 35 98:0 /root /mount options [tags…] - type source superoptions */
    g_auto(GStrv) fields = g_strsplit(*line, " ", -1);
    const char *const *fixed = (const char *const *)fields;
    char **dash = fields;
    while (*dash && strcmp(*dash, "-") != 0) {
      dash++;
    }
    if (g_strv_length(fields) < 7 || !dash[0] || !dash[1]) {
      continue;
    }
    g_autofree char *mount = unescape(fixed[4]);
    if (lies_under(absolute, mount) && strlen(mount) >= longest) { /* a later mount hides an earlier one */
      longest = strlen(mount);
      g_free(type);
      type = g_strdup(dash[1]);
    }
  }
  return g_steal_pointer(&type);
}

char *place_refusal(const char *type) {
  gboolean refused =
      g_strv_contains(NETWORK, type) ||
      ((g_str_has_prefix(type, "fuse.") || strcmp(type, "fuse") == 0) && !g_strv_contains(LOCAL_FUSE, type));
  return refused ? g_strdup_printf("网络或共享文件夹（%s）", type) : NULL;
}

gboolean place_check(const char *path, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  char *real = realpath(folder, NULL);
  g_autofree char *mounts = NULL;
  g_autofree char *type = NULL;
  if (real && g_file_get_contents("/proc/self/mountinfo", &mounts, NULL, NULL)) {
    type = place_type(mounts, real);
  }
  free(real); /* realpath's own */
  g_autofree char *refusal = type ? place_refusal(type) : NULL;
  if (refusal) {
    g_autofree char *shown = g_filename_display_name(folder);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_NETWORK,
                "文件夹 %s 在%s上，断线时记录会丢。请把整个工作文件夹移到本机硬盘上；要给别处留一份，在命令行用 "
                "ready315 backup。",
                shown, refusal);
    return FALSE;
  }
  return TRUE;
}
