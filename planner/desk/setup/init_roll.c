/* Rolling a workspace over to another year. The files are copied as they were written, comments and all; only what belongs to one year alone is
 * edited: the year itself, leave, the store's own days off (kept as comments to be looked at). Rosters and imported notices stay behind. What the
 * new year does to the dates is told from the two plans (roll_report). */
#include "desk/setup/init_roll.h"
#include "base/file.h"
#include "data/yaml.h"
#include "desk/output.h"
#include "desk/setup/roll_report.h"
#include "desk/setup/yaml_edit.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  Desk *desk, *source; /* the new place's and last year's */
  const char *folder, *old;
  int from, to;
  gboolean same_year; /* then nothing is dropped */
  GPtrArray *files;   /* InitFile* */
  RollDropped dropped;
} Roll;

/* As yaml_parse reads it: without BOM and CR, so that the nodes' places are places in this text. */
static char *text_of(GBytes *bytes) {
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  gsize start = length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  g_autoptr(GString) text = g_string_new_len(data + start, (gssize)(length - start));
  g_string_replace(text, "\r\n", "\n", 0);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *read_text(const Roll *roll, const char *name, GError **error) {
  g_autofree char *path = g_build_filename(roll->old, name, NULL);
  g_autoptr(GBytes) bytes = file_read(path, NODE_MAX_BYTES, error);
  return bytes != NULL ? text_of(bytes) : NULL;
}

/* ---- edits -------------------------------------------------------------------------------------------------------------------------------- */

static void drop_leave(Roll *roll, YamlEdit *edit, const Node *staff) {
  for (const Node *person = staff != NULL ? staff->first : NULL; person != NULL; person = person->next) {
    const Node *leave = node_get(person, "leave");
    if (leave != NULL && yaml_edit_remove(edit, leave, "# 以前的请假 ")) {
      roll->dropped.leave++;
    }
  }
}

/* A date with last year's year in it loses the year. */
static void strip_year(const Roll *roll, YamlEdit *edit, const Node *scalar) {
  Day day = scalar != NULL && scalar->kind == NODE_SCALAR ? day_parse(scalar->text) : DAY_NONE;
  if (day != DAY_NONE && day_year(day) == roll->from) {
    yaml_edit_scalar(edit, scalar, scalar->text + strlen("2027-"));
  }
}

/* Relative packs that are another folder seen from the new place are named in full. */
static void move_packs(const Roll *roll, YamlEdit *edit, const Node *packs) {
  g_autofree char *new_full = g_canonicalize_filename(roll->folder, NULL);
  g_autofree char *old_full = g_canonicalize_filename(roll->old, NULL);
  for (const Node *pack = packs != NULL ? packs->first : NULL; pack != NULL; pack = pack->next) {
    if (pack->kind != NODE_SCALAR) {
      continue;
    }
    g_autofree char *from_old = g_canonicalize_filename(pack->text, old_full);
    g_autofree char *from_new = g_canonicalize_filename(pack->text, new_full);
    if (strcmp(from_old, from_new) != 0) {
      g_autofree char *quoted = yaml_quote(from_old);
      yaml_edit_scalar(edit, pack, quoted);
    }
  }
}

static void edit_store(Roll *roll, YamlEdit *edit, const Node *root) {
  g_autofree char *year = g_strdup_printf("%d", roll->to);
  const Node *campaign = node_get(root, "campaign");
  yaml_edit_scalar(edit, node_get(campaign, "year"), year); /* there: the old store was loaded without errors */
  move_packs(roll, edit, node_get(root, "packs"));
  if (roll->same_year) {
    return;
  }
  drop_leave(roll, edit, node_get(root, "staff"));
  const Node *closed = node_get(root, "closed"), *open = node_get(root, "open");
  roll->dropped.closed = closed != NULL && yaml_edit_remove(edit, closed, "# 以前的歇业日，请核对：");
  roll->dropped.open = open != NULL && yaml_edit_remove(edit, open, "# 以前的照常上班日，请核对：");
  const Node *overlays = node_get(root, "overlays");
  for (const Node *overlay = overlays != NULL ? overlays->first : NULL; overlay != NULL; overlay = overlay->next) {
    strip_year(roll, edit, node_get(overlay, "from"));
    strip_year(roll, edit, node_get(overlay, "to"));
  }
}

static void edit_staff(Roll *roll, YamlEdit *edit, const Node *root) {
  if (!roll->same_year) {
    drop_leave(roll, edit, root->kind == NODE_LIST ? root : node_get(root, "staff"));
  }
}

/* ---- copying ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean exists(const Roll *roll, const char *name) {
  g_autofree char *path = g_build_filename(roll->old, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static gboolean copy_edited(Roll *roll, const char *name, void (*change)(Roll *, YamlEdit *, const Node *),
                            GError **error) {
  if (!exists(roll, name)) {
    return TRUE;
  }
  g_autofree char *text = read_text(roll, name, error);
  if (text == NULL) {
    return FALSE;
  }
  if (change != NULL) {
    g_autoptr(DiagList) none = diag_list_new(); /* it was loaded without errors a moment ago */
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(Doc) doc = yaml_parse(name, bytes, none);
    if (doc->root != NULL && doc->root->kind != NODE_NULL) {
      g_autoptr(YamlEdit) edit = yaml_edit_new(text);
      change(roll, edit, doc->root);
      g_free(text);
      text = yaml_edit_finish(edit);
    }
  }
  g_autofree char *path = g_build_filename(roll->old, name, NULL);
  init_files_add(roll->files, name, g_steal_pointer(&text))->imported = output_is_ours(roll->source, path);
  return TRUE;
}

static gboolean copy_folder(Roll *roll, const char *name, const char *const *endings, GError **error) {
  g_autofree char *path = g_build_filename(roll->old, name, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *entry = NULL;
  gboolean fine = TRUE;
  while (fine && dir != NULL && (entry = g_dir_read_name(dir)) != NULL) {
    const char *dot = strrchr(entry, '.');
    if (dot != NULL && dot != entry && g_strv_contains(endings, dot)) {
      g_autofree char *inner = g_build_filename(name, entry, NULL);
      fine = copy_edited(roll, inner, NULL, error);
    }
  }
  return fine;
}

static gboolean gather(Roll *roll, GError **error) {
  static const char *const yaml[] = {".yaml", ".yml", NULL}, *const json[] = {".json", NULL};
  gboolean fine = copy_edited(roll, "store.yaml", edit_store, error) &&
                  copy_edited(roll, "staff.yaml", edit_staff, error) && copy_folder(roll, "phases", yaml, error) &&
                  copy_folder(roll, "checklists", yaml, error);
  if (fine && roll->same_year) {
    fine = copy_edited(roll, "roster.yaml", NULL, error) && copy_folder(roll, "holidays", json, error);
  } else if (fine) {
    roll->dropped.roster = exists(roll, "roster.yaml");
    roll->dropped.holidays = exists(roll, "holidays");
  }
  return fine;
}

/* ---- the roll ----------------------------------------------------------------------------------------------------------------------------- */

static Campaign *load(const Desk *desk, const char *folder, DiagList *diags) {
  LoadOptions options = {.workspace = folder, .share = desk->share, .checklists = TRUE};
  return load_campaign(&options, diags);
}

gboolean init_roll(Desk *desk, const char *folder, const char *old, int year, GString *report, GError **error) {
  g_autofree char *store = g_build_filename(old, "store.yaml", NULL);
  if (!g_file_test(store, G_FILE_TEST_EXISTS)) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_MISSING,
                "文件夹“%s”里没有 store.yaml，不是店铺文件夹。--from 后面写去年的店铺文件夹。", old);
    return FALSE;
  }
  g_autoptr(Campaign) before = load(desk, old, desk->diags);
  if (diag_has_errors(desk->diags)) {
    return FALSE;
  }
  g_autoptr(DiagList) later = diag_list_new();
  g_autoptr(Plan) plan_before = sched_plan(before, NULL, later);
  g_autoptr(GPtrArray) files = init_files_new();
  g_autoptr(Desk) source = desk_new(old, desk->share, desk->tools);
  Roll roll = {.desk = desk,
               .source = source,
               .folder = folder,
               .old = old,
               .from = before->store->year,
               .to = year,
               .same_year = before->store->year == year,
               .files = files};
  if (!gather(&roll, error) || !init_write(desk, folder, files, desk->diags, error)) {
    return FALSE;
  }
  g_autoptr(Campaign) after = load(desk, folder, later);
  g_autoptr(Plan) plan_after = sched_plan(after, NULL, later);
  roll_report(plan_before, plan_after, folder, old, &roll.dropped, report);
  return TRUE;
}
