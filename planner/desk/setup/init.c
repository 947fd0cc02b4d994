/* A workspace out of nothing: sample people for the usual departments, and the moving into place that leaves nothing behind when it fails. */
#include "desk/setup/init.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/pinyin.h"
#include "desk/names.h"
#include "desk/output.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHINA_MINUTES = 8 * 60, SOLO_MOST = 2, STANDARD_MOST = 99 };

int init_next_year(gint64 now) {
  Day today = moment_day(moment_from_instant(now, CHINA_MINUTES));
  int year = day_year(today);
  return today > day_from(year, 4, 10) ? year + 1 : year;
}

Scale init_scale(int people) {
  return people <= SOLO_MOST ? SCALE_SOLO : people <= STANDARD_MOST ? SCALE_STANDARD : SCALE_LARGE;
}

char **init_usual_departments(WordSet kinds) {
  gboolean online = kinds & (1u << KIND_ONLINE), shop = kinds & (1u << KIND_SHOP);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  g_strv_builder_add(names, "客服部");
  if (online) {
    g_strv_builder_add(names, "运营部");
  }
  g_strv_builder_add(names, online && !shop ? "商品部" : "采购部");
  if (shop) {
    g_strv_builder_add_many(names, "卖场部", "收银部", NULL);
  }
  if (kinds & (1u << KIND_FRESH)) {
    g_strv_builder_add(names, "生鲜部");
  }
  if (kinds & (1u << KIND_FOOD)) {
    g_strv_builder_add(names, "食品安全部");
  }
  g_strv_builder_add(names, online ? "仓储物流部" : "仓储部");
  return g_strv_builder_end(names);
}

void init_name(const char *folder, char **name, char **id) {
  g_autofree char *full = g_canonicalize_filename(folder, NULL);
  g_autofree char *base = g_path_get_basename(full);
  g_autofree char *valid = g_utf8_make_valid(base, -1);
  gboolean ascii = g_str_is_ascii(valid);
  g_autofree char *spelled = ascii ? g_strdup(valid) : pinyin_spell(valid, FALSE);
  g_autoptr(GHashTable) taken = names_taken_new();
  for (char *c = spelled; *c != '\0'; c++) {
    *c = *c == '.' ? '-' : *c; /* a store's id has no dots */
  }
  *id = names_unique_id(taken, spelled, "store");
  *name = g_strdup(strcmp(valid, "/") == 0 ? "本店" : valid);
}

/* ---- a shop with sample people ------------------------------------------------------------------------------------------------------ */

static SetupPerson *sample(Setup *setup, const char *id, const char *name, const char *title, const char *department) {
  SetupPerson *person = setup_add_person(setup, id, name, title, department);
  person->sample = TRUE;
  return person;
}

static SetupDepartment *usual_department(Setup *setup, const char *name, WordSet *covered, GHashTable *taken) {
  WordSet functions = names_functions(name) & ~*covered; /* what an earlier department has stays there */
  *covered |= functions;
  int first = functions != 0 ? g_bit_nth_lsf(functions, -1) : -1;
  g_autofree char *spelled = pinyin_spell(name, FALSE);
  g_autofree char *id = names_unique_id(taken, first >= 0 ? words_function[first].id : spelled, "dept");
  SetupDepartment *department = setup_add_department(setup, id, name, functions);
  department->complaints = names_complaints(functions);
  department->respond = functions & (1u << FUNCTION_SERVICE) ? 10 : 30;
  department->workdays = functions & (1u << FUNCTION_SERVICE | 1u << FUNCTION_FLOOR | 1u << FUNCTION_CHECKOUT |
                                      1u << FUNCTION_FRESH | 1u << FUNCTION_FOOD_SAFETY)
                             ? WORKDAYS_CALENDAR
                             : WORKDAYS_WORKDAY;
  return department;
}

/* Each department an owner of its own as far as there are people; the deputy looks over all. */
static void people_departments(Setup *setup, char **names, int people) {
  WordSet covered = 0;
  g_autoptr(GHashTable) taken = names_taken_new();
  g_autoptr(GHashTable) taken_people = names_taken_new();
  g_hash_table_add(taken_people, g_strdup("manager"));
  g_hash_table_add(taken_people, g_strdup("deputy"));
  guint owners = 0, most = people > 0 ? (guint)MAX(people - 2, 1) : G_MAXUINT;
  for (char **name = names; *name != NULL; name++) {
    SetupDepartment *department = usual_department(setup, *name, &covered, taken);
    department->supervisor = g_strdup(setup->deputy);
    if (owners < most) {
      g_autofree char *wanted = g_strdup_printf("%s-lead", department->id);
      g_autofree char *id = names_unique_id(taken_people, wanted, "lead");
      g_autofree char *short_name =
          g_str_has_suffix(*name, "部") ? g_strndup(*name, strlen(*name) - strlen("部")) : g_strdup(*name);
      g_autofree char *sample_name = g_strdup_printf("示例%s", short_name);
      g_autofree char *title = g_strdup_printf("%s主管", short_name);
      sample(setup, id, sample_name, title, department->id);
      department->owner = g_strdup(id);
      owners++;
    } else { /* fewer people than departments: they hold several in turn */
      const SetupPerson *again = g_ptr_array_index(setup->people, 2 + (owners++ % most));
      department->owner = g_strdup(again->id);
    }
  }
}

/* A shop without 运营部: its copy and promotions are the buyers', or they would all fall to the manager. */
static void place_operations(Setup *setup) {
  SetupDepartment *buyers = NULL;
  for (guint i = 0; i < setup->departments->len; i++) {
    SetupDepartment *department = g_ptr_array_index(setup->departments, i);
    if (department->covers & (1u << FUNCTION_OPERATIONS)) {
      return;
    }
    if (buyers == NULL && department->covers & (1u << FUNCTION_PURCHASING | 1u << FUNCTION_MERCHANDISE)) {
      buyers = department;
    }
  }
  if (buyers != NULL) {
    buyers->covers |= 1u << FUNCTION_OPERATIONS;
  }
}

Setup *init_setup(const InitWish *wish) {
  Setup *setup = setup_new();
  init_name(wish->folder, &setup->name, &setup->id);
  setup->province = g_strdup(wish->province);
  setup->kinds = wish->kinds;
  setup->scale = wish->scale;
  setup->year = wish->year;
  setup->practice = wish->practice;
  setup->hours = g_strsplit(wish->kinds & (1u << KIND_SHOP) ? "09:00-22:00" : "09:00-21:00", " ", -1);
  setup->manager = g_strdup("manager");
  sample(setup, "manager", "示例店长", "店长", NULL);
  gboolean none = wish->departments != NULL && wish->departments[0] == NULL;
  if (wish->scale != SCALE_SOLO && !none) {
    setup->deputy = g_strdup("deputy");
    sample(setup, "deputy", "示例副店长", "副店长", NULL);
    g_auto(GStrv) names =
        wish->departments != NULL ? g_strdupv(wish->departments) : init_usual_departments(wish->kinds);
    people_departments(setup, names, wish->people);
    place_operations(setup);
  }
  setup_add_external(setup, "hotline", "消费者投诉举报热线", "12315", "投诉举报");
  return setup;
}

/* ---- moving into place -------------------------------------------------------------------------------------------------------------- */

static void file_drop(gpointer data) {
  InitFile *file = data;
  g_free(file->path);
  g_free(file->text);
  g_free(file);
}

GPtrArray *init_files_new(void) {
  return g_ptr_array_new_with_free_func(file_drop);
}

InitFile *init_files_add(GPtrArray *files, const char *path, char *text) {
  InitFile *file = g_new(InitFile, 1);
  *file = (InitFile){g_strdup(path), text, FALSE};
  g_ptr_array_add(files, file);
  return file;
}

char *init_refusal(const char *folder) {
  g_autofree char *store = g_build_filename(folder, "store.yaml", NULL);
  if (g_file_test(store, G_FILE_TEST_EXISTS)) {
    return g_strdup_printf("“%s”已经是店铺文件夹，没有动它。请换一个文件夹名。", folder);
  }
  if (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
    return NULL;
  }
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    return g_strdup_printf("“%s”是文件，不能当作文件夹。请换一个名字。", folder);
  }
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  return dir != NULL && g_dir_read_name(dir) != NULL
             ? g_strdup_printf("文件夹“%s”里已经有东西，没有动它。请换一个空的文件夹。", folder)
             : NULL;
}

static void remove_tree(const char *path) {
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    if (g_file_test(inner, G_FILE_TEST_IS_DIR) && !g_file_test(inner, G_FILE_TEST_IS_SYMLINK)) {
      remove_tree(inner);
    } else {
      g_unlink(inner);
    }
  }
  g_rmdir(path);
}

static gboolean write_imported(const Desk *desk, const char *folder, const InitFile *file, const char *path,
                               GError **error) {
  g_autoptr(Desk) inside = desk_new(folder, desk->share, desk->tools);
  g_assert(inside->has_workspace);
  return output_write(inside, path, file->text, strlen(file->text), error);
}

/* What follows is written into a workspace. */
static gint store_first(gconstpointer a, gconstpointer b) {
  const InitFile *x = *(const InitFile *const *)a, *y = *(const InitFile *const *)b;
  return (strcmp(y->path, "store.yaml") == 0) - (strcmp(x->path, "store.yaml") == 0);
}

static gboolean fill(const Desk *desk, const char *folder, GPtrArray *files, GError **error) {
  g_ptr_array_sort(files, store_first);
  for (guint i = 0; i < files->len; i++) {
    const InitFile *file = g_ptr_array_index(files, i);
    g_autofree char *path = g_build_filename(folder, file->path, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    if (!file_make_folder(parent, error) ||
        !(file->imported ? write_imported(desk, folder, file, path, error)
                         : file_write(path, file->text, strlen(file->text), error))) {
      return FALSE;
    }
  }
  return TRUE;
}

typedef struct {
  DiagList *to;
  const char *from, *shown; /* folders */
} Move;

static void move_diag(const Diag *diag, gpointer data) {
  Move *move = data;
  Pos pos = diag->pos;
  if (pos.file != NULL && g_str_has_prefix(pos.file, move->from)) {
    g_autofree char *file = g_strconcat(move->shown, pos.file + strlen(move->from), NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    if (g_file_get_contents(pos.file, &text, &length, NULL)) {
      g_autoptr(GBytes) source = g_bytes_new(text, length);
      diag_add_source(move->to, intern_string(file), source);
    }
    pos.file = intern_string(file);
  }
  Diag *moved = diag_add(move->to, diag->code, pos, "%s", diag->message);
  diag_underline(moved, diag->width);
  if (diag->fix != NULL) {
    diag_fix(moved, "%s", diag->fix);
  }
}

/* The definitions as `check` sees them, from where they stand now; problems are told of the place where they would stand. */
static gboolean sound(const Desk *desk, const char *building, const char *folder, DiagList *diags) {
  g_autoptr(DiagList) found = diag_list_new();
  LoadOptions options = {.workspace = building, .share = desk->share, .checklists = TRUE};
  g_autoptr(Campaign) campaign = load_campaign(&options, found);
  if (!diag_has_errors(found)) {
    plan_free(sched_plan(campaign, NULL, found));
  }
  diag_each(found, move_diag, &(Move){diags, building, folder});
  return !diag_has_errors(diags);
}

static gboolean world_failed(GError **error, const char *folder, int code) {
  FileFault fault = code == ENOSPC                    ? FILE_FAULT_FULL
                    : code == EACCES || code == EROFS ? FILE_FAULT_ACCESS
                                                      : FILE_FAULT_OTHER;
  if (fault == FILE_FAULT_OTHER) {
    g_set_error(error, FILE_FAULT, fault, "建不了文件夹“%s”：系统拒绝了（错误号 %d）。请换一个位置。", folder, code);
  } else {
    g_set_error(error, FILE_FAULT, fault, "建不了文件夹“%s”：%s。", folder,
                fault == FILE_FAULT_FULL ? "磁盘满了，请腾出空间后再试" : "没有写入权限，请换一个位置");
  }
  return FALSE;
}

gboolean init_write(const Desk *desk, const char *folder, GPtrArray *files, DiagList *diags, GError **error) {
  g_autofree char *full = g_canonicalize_filename(folder, NULL);
  g_autofree char *parent = g_path_get_dirname(full);
  if (!file_make_folder(parent, error)) {
    return FALSE;
  }
  g_autofree char *building = g_build_filename(parent, ".ready315-init-XXXXXX", NULL);
  if (g_mkdtemp_full(building, 0755) == NULL) { /* less the umask */
    return world_failed(error, folder, errno);
  }
  gboolean fine = fill(desk, building, files, error) && sound(desk, building, folder, diags);
  if (fine && g_rename(building, full) != 0) { /* over an empty folder as well; a filled one is refused by the kernel */
    fine = world_failed(error, folder, errno);
  }
  if (!fine) {
    remove_tree(building);
  }
  return fine;
}
