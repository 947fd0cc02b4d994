/* The order of loading: the store, then its phases layer by layer, then what needs both (time zone, working days). */
#include "load/load.h"
#include "base/clock.h"
#include "base/text.h"
#include "data/yaml.h"
#include "load/layers.h"
#include "load/load_checklist.h"
#include "load/load_phase.h"
#include "load/load_store.h"
#include <string.h>

static const DefinitionKind phase_kind = {"phases", "phase", "阶段", "tasks", load_phase_check};
static const DefinitionKind checklist_kind = {"checklists", "checklist", "检查表", NULL, load_checklist_check};

#define MAX_PACKS 100

typedef struct {
  Reader *reader;
  Campaign *campaign;
  Layers *phases, *checklists;
  gboolean ids_only; /* of checklists */
} Loading;

static guint8 add_layer(Campaign *campaign, const char *name, char *title) {
  Layer *layer = g_new0(Layer, 1);
  layer->name = g_strdup(name);
  layer->title = title;
  g_ptr_array_add(campaign->layers, layer);
  return (guint8)(campaign->layers->len - 1);
}

/* FALSE when the folder holds neither phases/ nor checklists/. */
static gboolean add_folder(Loading *loading, const char *base, guint8 layer) {
  gboolean phases = layers_add_folder(loading->phases, base, layer, FALSE);
  gboolean checklists = layers_add_folder(loading->checklists, base, layer, loading->ids_only);
  return phases || checklists;
}

static void add_packs(Loading *loading, const Node *packs, const char *workspace) {
  Reader *reader = loading->reader;
  guint n = 0;
  for (const Node *item = packs->first; item; item = item->next) {
    if (!reader_shape(reader, item, AS_SCALAR, "定义包")) {
      continue;
    }
    if (++n > MAX_PACKS) {
      diag_fix(reader_bad(reader, E010, item, "定义包太多，最多 %d 个。", MAX_PACKS), "把它们合并。");
      return;
    }
    g_autofree char *folder =
        g_path_is_absolute(item->text) ? g_strdup(item->text) : g_build_filename(workspace, item->text, NULL);
    g_autofree char *name = g_path_get_basename(item->text);
    guint8 layer = add_layer(loading->campaign, name, g_strdup_printf("定义包 %s", reader_shown(reader, name)));
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
      diag_fix(reader_bad(reader, E001, item, "没有定义包文件夹 `%s`。", reader_shown(reader, item->text)),
               "路径从 store.yaml 所在的文件夹算起；改对路径，或从 `packs:` 里删掉它。");
    } else if (!add_folder(loading, folder, layer)) {
      diag_fix(reader_bad(reader, E001, item, "定义包 `%s` 里没有 phases 或 checklists 文件夹。",
                          reader_shown(reader, item->text)),
               "路径应当指到装着这两个文件夹的那一层。");
    }
  }
}

static gint by_order(gconstpointer a, gconstpointer b) {
  const Phase *x = *(const Phase *const *)a, *y = *(const Phase *const *)b;
  return x->order != y->order ? x->order - y->order : strcmp(x->id, y->id);
}

static void read_definitions(Loading *loading) {
  for (guint i = 0; i < loading->phases->definitions->len; i++) {
    const Definition *definition = g_ptr_array_index(loading->phases->definitions, i);
    if (definition->root) {
      load_phase(loading->reader, loading->campaign, definition->root, definition->off, loading->checklists->by_id);
    }
  }
  g_ptr_array_sort(loading->campaign->phases, by_order);
  load_phase_check_needs(loading->reader, loading->campaign);
  for (guint i = 0; i < loading->checklists->definitions->len; i++) {
    const Definition *definition = g_ptr_array_index(loading->checklists->definitions, i);
    if (definition->root) {
      load_checklist(loading->reader, loading->campaign, definition->root);
    }
  }
}

/* Calendars hold one offset for the whole campaign, with room for 筹备 before it and late signatures after. */
#define ZONE_BEFORE 60
#define ZONE_AFTER 30

static void check_zone(Loading *loading) {
  Store *store = loading->campaign->store;
  if (!store->timezone || !store->year) {
    return;
  }
  Day first = day_from(store->year, 3, 15), last = first;
  for (guint i = 0; i < loading->campaign->phases->len; i++) {
    const Phase *phase = g_ptr_array_index(loading->campaign->phases, i);
    if (phase->on) {
      first = MIN(first, phase->first);
      last = MAX(last, phase->last);
    }
  }
  gboolean known = TRUE;
  gboolean constant =
      zone_constant(store->timezone, first - ZONE_BEFORE, last + ZONE_AFTER, &store->utc_offset, &known);
  Reader *reader = loading->reader;
  if (!known) {
    Diag *diag = diag_add(reader->diags, E045, store->timezone_pos, "没有叫 `%s` 的时区。",
                          reader_shown(reader, store->timezone));
    diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(store->timezone, -1), 1, 60));
    diag_fix(diag, "中国大陆写 `Asia/Shanghai`。");
  } else if (!constant) {
    Diag *diag = diag_add(reader->diags, E046, store->timezone_pos, "时区 `%s` 在活动期间要换夏令时，日历会差一小时。",
                          reader_shown(reader, store->timezone));
    diag_underline(diag, (guint32)CLAMP(g_utf8_strlen(store->timezone, -1), 1, 60));
    diag_fix(diag, "中国大陆写 `Asia/Shanghai`；换夏令时的地方还不支持。");
  }
}

/* A provisional year is for the plan to say (N006); without any the definitions cannot be used. */
static void check_year(Loading *loading) {
  const Store *store = loading->campaign->store;
  if (store->year && daytable_status(loading->campaign->days, store->year) == YEAR_UNKNOWN) {
    Diag *diag =
        diag_add(loading->reader->diags, E056, store->year_pos, "没有 %d 年的放假安排，算不出工作日。", store->year);
    diag_underline(diag, 4);
    diag_fix(diag, "国务院办公厅的通知公布后，用 `ready315 holidays import 文件` 导入；或改对年份。");
  }
}

/* Messages say store.yaml, not ./store.yaml. */
static const char *load_folder(const char *workspace) {
  return g_str_equal(workspace, ".") ? "" : workspace;
}

char *load_checklist_title(const Campaign *campaign, const char *id) {
  const GPtrArray *files = g_hash_table_lookup(campaign->checklist_files, id);
  for (guint i = files ? files->len : 0; i > 0; i--) {
    g_autofree char *title = yaml_peek(g_ptr_array_index(files, i - 1), "title");
    if (title && title[0]) {
      return text_clean(title, FALSE);
    }
  }
  return NULL;
}

Campaign *load_campaign(const LoadOptions *options, DiagList *diags) {
  Campaign *campaign = campaign_new();
  campaign->workspace = g_strdup(options->workspace);
  Reader reader;
  reader_init(&reader, diags);
  reader.store = campaign->store;
  StoreFiles files = {0};
  const char *workspace = load_folder(options->workspace);
  load_store(&reader, workspace, options->year, &files);

  g_autoptr(Layers) phases = layers_new(&phase_kind, &reader);
  g_autoptr(Layers) checklists = layers_new(&checklist_kind, &reader);
  checklists->files = campaign->checklist_files;
  Loading loading = {&reader, campaign, phases, checklists, !options->checklists};
  add_folder(&loading, options->share, add_layer(campaign, "shipped", g_strdup("随软件提供")));
  if (files.packs) {
    add_packs(&loading, files.packs, workspace);
  }
  add_folder(&loading, workspace, add_layer(campaign, "workspace", g_strdup("本店文件")));
  layers_add_campaign(phases, files.phases, files.tasks, add_layer(campaign, "campaign", g_strdup("store.yaml")));
  read_definitions(&loading);
  check_zone(&loading);
  daytable_free(campaign->days);
  campaign->days = load_holidays(options->share, options->workspace, diags);
  check_year(&loading);
  store_files_clear(&files);
  reader_clear(&reader);
  return campaign;
}
