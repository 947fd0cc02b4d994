/* Where an installed program finds its own things. Found from the executable, so that a tree may be moved or run from where it was built. */
#include "base/place.h"
#include "base/intern.h"

/* …/bin/X and …/libexec/ready315/X → … */
static char *installed_prefix(void) {
  g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname(exe ? exe : "/usr/local/bin/ready315");
  g_autofree char *above = g_path_get_dirname(folder);
  return g_str_has_suffix(folder, "/libexec/ready315") ? g_path_get_dirname(above) : g_steal_pointer(&above);
}

static const char *under(const char *below) {
  g_autofree char *prefix = installed_prefix();
  g_autofree char *path = g_build_filename(prefix, below, "ready315", NULL);
  return intern_string(path);
}

const char *place_share(void) {
  const char *asked = g_getenv("READY315_SHARE");
  return asked && *asked ? intern_string(asked) : under("share");
}

const char *place_libexec(void) {
  return under("libexec");
}
