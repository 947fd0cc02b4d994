/* Runs a fuzz target over every file of a folder, so that the corpus is an ordinary test without libFuzzer. */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
  const char *folder = argc > 1 ? argv[1] : ".";
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &bytes, &length, NULL)) {
      continue;
    }
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
    n++;
    printf("ok %u %s\n", n, name);
  }
  printf("1..%u\n", n);
  return n ? 0 : 1;
}
