/* desk/calendar/exports: SEQUENCE, stamps and cancellations over several exports; desk/calendar/exportfile: the memory's layout and what damages it. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "desk/calendar/exportfile.h"
#include "desk/calendar/exports.h"

/* ---- a small world: two departments, each with an owner and a member ------------------------------------------------------------------- */

enum { CAMPAIGN, DEPT_A, DEPT_B, ANNA, ADAM, BEA, BOB, N_AUDIENCES };
static const char *const ids[N_AUDIENCES] = {"campaign",   "dept:a",    "dept:b",   "staff:anna",
                                             "staff:adam", "staff:bea", "staff:bob"};
static const char letters_of[] = "cABnavo"; /* campaign, A, B, anna, adam, bea, bob */
static const guint anna[] = {ANNA, DEPT_A}, adam[] = {ADAM, DEPT_A}, bea[] = {BEA, DEPT_B}, bob[] = {BOB, DEPT_B},
                   adam_moved[] = {ADAM, DEPT_B};

typedef struct {
  char *folder, *path;
  GHashTable *sets; /* text of a reach → GArray*, so that equal reaches are one pointer */
  gint64 now;
  int year;
  gboolean selected[N_AUDIENCES];
  gboolean adam_in_b, without_b;
} World;

static World *world_new(void) {
  World *world = g_new0(World, 1);
  world->folder = g_dir_make_tmp("ready315-exports-XXXXXX", NULL);
  world->path = g_build_filename(world->folder, "export.json", NULL);
  world->sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)(void (*)(void))g_array_unref);
  world->now = 1000;
  world->year = 2027;
  for (guint i = 0; i < N_AUDIENCES; i++) {
    world->selected[i] = TRUE;
  }
  return world;
}

static void world_free(World *world) {
  g_unlink(world->path);
  g_rmdir(world->folder);
  g_hash_table_unref(world->sets);
  g_free(world->path);
  g_free(world->folder);
  g_free(world);
}

static const GArray *reach(World *world, const char *letters) {
  GArray *set = g_hash_table_lookup(world->sets, letters);
  if (!set) {
    set = g_array_new(FALSE, FALSE, sizeof(guint16));
    for (const char *c = letters; *c; c++) {
      guint16 audience = (guint16)(strchr(letters_of, *c) - letters_of);
      g_array_append_val(set, audience);
    }
    g_hash_table_insert(world->sets, g_strdup(letters), set);
  }
  return set;
}

/* One export. `events` is "uid:digest:reach uid:digest:reach …" by uid; the result "uid=sequence@stamp … | uid=sequence@stamp>told …". */
static char *export(World *world, const char *events) {
  guint n = world->without_b ? DEPT_B : N_AUDIENCES;
  const ExportsPerson people[] = {
      {"anna", 2, anna}, {"adam", 2, world->adam_in_b ? adam_moved : adam}, {"bea", 2, bea}, {"bob", 2, bob}};
  /* Without B nobody but the campaign and A is there: indexes stay valid. */
  ExportsFrame frame = {.year = world->year,
                        .now = world->now,
                        .n_audiences = n,
                        .audiences = ids,
                        .selected = world->selected,
                        .n_people = world->without_b ? 0 : 4,
                        .people = people};
  GError *error = NULL;
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(FileWriter) out = file_writer_new(world->path, &error);
  g_assert_no_error(error);
  g_autoptr(Exports) exports = exports_new(world->path, out, &frame, diags, &error);
  g_assert_no_error(error);
  g_assert_nonnull(exports);
  GString *result = g_string_new(NULL);
  g_auto(GStrv) list = g_strsplit(events, " ", -1);
  for (char **item = list; *item && **item; item++) {
    g_auto(GStrv) parts = g_strsplit(*item, ":", -1);
    g_autofree char *uid = g_strdup_printf("%d.%s", world->year, parts[0]),
                    *summary = g_strdup_printf("事“%s”\"\\", parts[1]);
    ExportsEvent event = {.uid = uid,
                          .digest = g_str_hash(parts[1]),
                          .start = moment_at(day_from(2027, 3, 1), 540),
                          .end = moment_at(day_from(2027, 3, 1), 600),
                          .summary = summary,
                          .reach = reach(world, parts[2])};
    ExportsStamp stamp = exports_visit(exports, &event);
    g_string_append_printf(result, "%s%s=%u@%" G_GINT64_FORMAT, result->len ? " " : "", parts[0], stamp.sequence,
                           stamp.stamp);
  }
  exports_finish(exports);
  for (guint i = 0; i < exports_n_cancelled(exports); i++) {
    const ExportsCancelled *cancelled = exports_cancelled(exports, i);
    g_string_append_printf(result, "%s%s=%u@%" G_GINT64_FORMAT ">", i ? " " : " | ", strchr(cancelled->uid, '.') + 1,
                           cancelled->sequence, cancelled->stamp);
    for (guint k = 0; k < n; k++) {
      if (exports_told(exports, i, k)) {
        g_string_append_c(result, "cABnavo"[k]);
      }
    }
    g_assert_true(g_str_has_prefix(cancelled->summary, "事“"));
    g_assert_true(g_str_has_suffix(cancelled->summary, "”\"\\"));
    g_assert_cmpint(cancelled->start, ==, moment_at(day_from(2027, 3, 1), 540));
    g_assert_cmpint(cancelled->end, ==, moment_at(day_from(2027, 3, 1), 600));
  }
  g_assert_true(file_commit(out, &error));
  world->now += 1000;
  return g_string_free(result, FALSE);
}

static void expect(World *world, const char *events, const char *wanted) {
  g_autofree char *got = export(world, events);
  g_assert_cmpstr(got, ==, wanted);
}

/* A clock that was set back, also far before the first export, takes nothing back: neither of changes nor of cancellations. */
static void test_clock(void) {
  World *world = world_new();
  world->now = 5000;
  expect(world, "t:one:cn u:one:cn", "t=0@5000 u=0@5000");
  world->now = 10;
  expect(world, "t:two:cn u:one:cn v:one:cn", "t=1@5000 u=0@5000 v=0@10");
  world->now = 20;
  expect(world, "t:two:cn", "t=1@5000 | u=1@5000>cn v=1@20>cn");
  world->now = 0;
  expect(world, "t:two:co u:one:cn", "t=1@5000 u=2@5000 | t=2@5000>n v=1@20>cn");
  world_free(world);
}

static char *memory(const World *world) {
  char *text = NULL;
  g_assert_true(g_file_get_contents(world->path, &text, NULL, NULL));
  return text;
}

static void only(World *world, const char *letters) {
  for (guint i = 0; i < N_AUDIENCES; i++) {
    world->selected[i] = strchr(letters, "cABnavo"[i]) != NULL;
  }
}

/* ---- rules -------------------------------------------------------------------------------------------------------------------------------- */

static void test_changes(void) {
  World *world = world_new();
  expect(world, "x:1:cAn y:1:cBv", "x=0@1000 y=0@1000");
  g_autofree char *first = memory(world);
  expect(world, "x:1:cAn y:1:cBv", "x=0@1000 y=0@1000"); /* unchanged: the same bytes */
  g_autofree char *second = memory(world);
  g_assert_cmpstr(first, ==, second);
  expect(world, "x:2:cAn y:1:cBv", "x=1@3000 y=0@1000");
  expect(world, "x:1:cAn y:1:cBv z:9:cAn", "x=2@4000 y=0@1000 z=0@4000"); /* back to what it was is a change, too */
  world_free(world);
}

static void test_withdrawn(void) {
  World *world = world_new();
  expect(world, "x:1:cAn y:1:cBv", "x=0@1000 y=0@1000");
  expect(world, "x:1:cAn", "x=0@1000 | y=1@2000>cBv");
  g_autofree char *first = memory(world);
  expect(world, "x:1:cAn", "x=0@1000 | y=1@2000>cBv"); /* cumulative, and does not change again */
  g_autofree char *second = memory(world);
  g_assert_cmpstr(first, ==, second);
  expect(world, "", " | x=1@4000>cAn y=1@2000>cBv");
  expect(world, "x:1:cAn y:1:cBv", "x=2@5000 y=2@5000"); /* comes back, above the cancellation */
  expect(world, "x:1:cAn", "x=2@5000 | y=3@6000>cBv");
  world_free(world);
}

/* A task goes from department A to B: left out in A's file, cancelled only for A's people. */
static void test_moved(void) {
  World *world = world_new();
  expect(world, "x:1:cAn", "x=0@1000");
  expect(world, "x:2:cBv", "x=1@2000 | x=2@2000>na"); /* anna had it twice, adam through the department's file */
  expect(world, "x:2:cBv", "x=1@2000 | x=2@2000>na");
  expect(world, "x:3:cBv", "x=2@4000 | x=2@2000>na");
  expect(world, "x:4:cAn", "x=3@5000 | x=4@5000>vo"); /* returns: above everything said before */
  expect(world, "x:4:cABn", "x=5@6000");              /* and reaches all again */
  expect(world, "", " | x=6@7000>cABn");
  world_free(world);
}

/* Only an assignee changes: the department's file still has it. */
static void test_reassigned(void) {
  World *world = world_new();
  expect(world, "x:1:cAn", "x=0@1000");
  expect(world, "x:2:cAa", "x=1@2000"); /* anna still has it in the department's file */
  expect(world, "x:3:cAv", "x=2@3000");
  expect(world, "x:4:cA", "x=3@4000 | x=4@4000>v"); /* bea is in B and had it in her own file only */
  expect(world, "", " | x=4@4000>v x=5@5000>cA");   /* whoever was told is not told again */
  world_free(world);
}

static void test_moving_person(void) {
  World *world = world_new();
  expect(world, "x:1:cA y:1:cB", "x=0@1000 y=0@1000");
  world->adam_in_b = TRUE;
  expect(world, "x:1:cA y:1:cB", "x=0@1000 y=0@1000 | x=1@2000>a");
  expect(world, "x:1:cA y:1:cB", "x=0@1000 y=0@1000 | x=1@2000>a");
  world->adam_in_b = FALSE;
  expect(world, "x:1:cA y:1:cB", "x=2@4000 y=0@1000 | y=1@4000>a");
  world_free(world);
}

/* What is not exported now stays as it was handed out. */
static void test_selected(void) {
  World *world = world_new();
  only(world, "n");
  expect(world, "x:1:cAn y:1:cBv", "x=0@1000 y=0@0"); /* nobody asked for y: it has no history yet */
  only(world, "cABnavo");
  expect(world, "x:1:cAn y:1:cBv", "x=0@1000 y=0@2000");
  only(world, "v");
  expect(world, "x:1:cAn", "x=0@1000 | y=1@3000>cBv");
  only(world, "cABnavo");
  expect(world, "x:1:cAn", "x=0@1000 | y=1@3000>cBv"); /* told when their turn comes */
  world_free(world);
}

/* A member who only has the department's file is told in a file of their own, even when it was not asked for. */
static void test_member(void) {
  World *world = world_new();
  only(world, "cAB");
  expect(world, "x:1:cA", "x=0@1000");
  expect(world, "x:1:cB", "x=0@1000 | x=1@2000>na");
  world_free(world);
}

static void test_department_gone(void) {
  World *world = world_new();
  expect(world, "x:1:cB y:1:cA", "x=0@1000 y=0@1000");
  world->without_b = TRUE;
  expect(world, "x:1:c y:1:cA", "x=0@1000 y=0@1000");
  expect(world, "y:1:cA", "y=0@1000 | x=1@3000>c"); /* B is forgotten */
  world_free(world);
}

static void test_years(void) {
  World *world = world_new();
  expect(world, "x:1:cA y:1:cB", "x=0@1000 y=0@1000");
  expect(world, "x:1:cA", "x=0@1000 | y=1@2000>cB");
  world->year = 2028;
  expect(world, "x:1:cA", "x=0@3000");
  expect(world, "", " | x=1@4000>cA");
  world->year = 2027;
  expect(world, "x:1:cA", "x=0@1000 | y=1@2000>cB");
  world_free(world);
}

/* ---- the layout ----------------------------------------------------------------------------------------------------------------------- */

static void test_layout(void) {
  World *world = world_new();
  expect(world, "x:1:cAn y:1:cBv", "x=0@1000 y=0@1000");
  expect(world, "x:1:cAn", "x=0@1000 | y=1@2000>cBv");
  g_autofree char *text = memory(world);
  g_autofree char *wanted = g_strdup_printf("{\"schema\":1,\"people\":{\n"
                                            "\"anna\":[\"dept:a\",\"staff:anna\"],\n\"adam\":[\"dept:a\",\"staff:"
                                            "adam\"],\n\"bea\":[\"dept:b\",\"staff:bea\"],\n"
                                            "\"bob\":[\"dept:b\",\"staff:bob\"]\n},\"events\":[\n"
                                            "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1000,\"hash\":\"%016x\",\"had\":["
                                            "\"campaign\",\"dept:a\",\"staff:anna\"],"
                                            "\"what\":{\"day\":false,\"start\":\"2027-03-01T09:00\",\"end\":\"2027-03-"
                                            "01T10:00\",\"summary\":\"事“1”\\\"\\\\\"},\"gone\":[]},\n"
                                            "{\"uid\":\"2027.y\",\"seq\":1,\"stamp\":2000,\"hash\":null,\"had\":[],"
                                            "\"what\":null,\"gone\":[{\"to\":[\"campaign\",\"dept:b\","
                                            "\"staff:bea\"],\"seq\":1,\"stamp\":2000,\"what\":{\"day\":false,\"start\":"
                                            "\"2027-03-01T09:00\",\"end\":\"2027-03-01T10:00\","
                                            "\"summary\":\"事“1”\\\"\\\\\"}}]}\n]}\n",
                                            g_str_hash("1"));
  g_assert_cmpstr(text, ==, wanted);
  world_free(world);
}

/* Somebody's editor saved it its own way, in another order: nothing is lost. */
static void test_reformatted(void) {
  World *world = world_new();
  expect(world, "x:1:cAn y:1:cBv z:1:cA", "x=0@1000 y=0@1000 z=0@1000");
  expect(world, "x:1:cAn z:1:cA", "x=0@1000 z=0@1000 | y=1@2000>cBv");
  g_autofree char *text = memory(world);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  /* lines: head, 4 people, events, x, y, z, end */
  g_autofree char *other =
      g_strdup_printf("%s%s%s%s%s%s %s\n  %s\n%.*s%s", lines[0], lines[1], lines[2], lines[3], lines[4], lines[5],
                      lines[7], lines[6], (int)strlen(lines[8]), lines[8], lines[9]);
  g_assert_true(g_file_set_contents(world->path, other, -1, NULL));
  expect(world, "x:1:cAn z:1:cA", "x=0@1000 z=0@1000 | y=1@2000>cBv");
  g_autofree char *again = memory(world);
  g_assert_cmpstr(again, ==, text);
  world_free(world);
}

static void test_damaged(void) {
#define HEAD EXPORTFILE_HEAD "\n" EXPORTFILE_EVENTS "\n"
#define WHAT "{\"day\":false,\"start\":\"2027-03-01T09:00\",\"end\":\"2027-03-01T10:00\",\"summary\":\"s\"}"
  static const char *const texts[] = {
      "",
      "nonsense",
      "[]",
      "{}",
      "{\"schema\":2,\"people\":{},\"events\":[]}",
      "{\"schema\":1,\"people\":{},\"events\":{}}",
      HEAD "{\"uid\":\"2027.x\"}\n]}\n",
      HEAD "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":\"00\",\"had\":[],\"what\":" WHAT ",\"gone\":[]}\n]}\n",
      HEAD "{\"uid\":\"2027.x\",\"seq\":-1,\"stamp\":1,\"hash\":\"0000000000000000\",\"had\":[],\"what\":" WHAT
           ",\"gone\":[]}\n]}\n",
      HEAD "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":\"0000000000000000\",\"had\":[1],\"what\":null,\"gone\":"
           "[]}\n]}\n",
      HEAD "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":\"0000000000000000\",\"had\":[],\"what\":{\"day\":false,"
           "\"start\":"
           "\"2027-13-01T09:00\",\"end\":\"2027-03-01T10:00\",\"summary\":\"s\"},\"gone\":[]}\n]}\n",
      HEAD
      "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":null,\"had\":[],\"what\":null,\"gone\":[{\"to\":[]}]}\n]}\n",
      /* twice the same */
      HEAD "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":null,\"had\":[],\"what\":null,\"gone\":[]},\n"
           "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":null,\"had\":[],\"what\":null,\"gone\":[]}\n]}\n",
      /* cut off */
      HEAD "{\"uid\":\"2027.x\",\"seq\":0,\"stamp\":1,\"hash\":null,\"had\":[],\"what\":null,\"gone\":[]}",
  };
  World *world = world_new();
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_test_message("text %u", i);
    g_assert_true(g_file_set_contents(world->path, texts[i], -1, NULL));
    g_autoptr(DiagList) diags = diag_list_new();
    GError *error = NULL;
    g_autoptr(ExportFile) file = exportfile_open(world->path, diags, &error);
    g_assert_no_error(error);
    g_assert_null(file);
    g_assert_true(diag_has_errors(diags));
  }
  g_unlink(world->path);
  g_autoptr(DiagList) diags = diag_list_new();
  GError *error = NULL;
  g_autoptr(ExportFile) none = exportfile_open(world->path, diags, &error);
  g_assert_nonnull(none); /* not there: the first export */
  g_assert_null(exportfile_next(none));
  g_autofree char *inside = g_build_filename(world->path, "below", NULL);
  g_assert_true(g_file_set_contents(world->path, "x", -1, NULL));
  g_assert_null(exportfile_open(inside, diags, &error));
  g_assert_error(error, FILE_FAULT, FILE_FAULT_ACCESS);
  g_clear_error(&error);
  world_free(world);
}

/* Many events at random: what the rules promise, checked against a naive account of who holds what. */
static void test_random(void) {
  g_autoptr(GRand) rand = g_rand_new_with_seed(315);
  static const char *const reaches[] = {"c", "cA", "cB", "cAn", "cABv", "cBvo", "cAa"};
  World *world = world_new();
  guint32 top[12] = {0}; /* the highest SEQUENCE said of each event */
  for (guint round = 0; round < 200; round++) {
    g_autoptr(GString) events = g_string_new(NULL);
    for (guint i = 0; i < 12; i++) {
      if (g_rand_boolean(rand)) {
        g_string_append_printf(events, "%s%c:%d:%s", events->len ? " " : "", 'a' + (int)i, g_rand_int_range(rand, 0, 2),
                               reaches[g_rand_int_range(rand, 0, G_N_ELEMENTS(reaches))]);
      }
    }
    world->adam_in_b = g_rand_boolean(rand);
    g_autofree char *got = export(world, events->str);
    g_auto(GStrv) halves = g_strsplit(got, " | ", 2);
    for (char **half = halves; *half; half++) {
      g_auto(GStrv) items = g_strsplit(*half, " ", -1);
      for (char **item = items; *item; item++) {
        if (**item) {
          guint32 sequence = (guint32)g_ascii_strtoull(*item + 2, NULL, 10);
          guint at = (guint)(**item - 'a');
          if (half == halves) {
            g_assert_cmpuint(sequence + 1, >=,
                             top[at]); /* never back below what was said, but for a person's last word */
          }
          top[at] = MAX(top[at], sequence);
        }
      }
    }
    g_autofree char *again_before = memory(world);
    g_autofree char *again = export(world, events->str);
    g_autofree char *again_after = memory(world);
    g_assert_cmpstr(again, ==, got); /* nothing changed: nothing changes */
    g_assert_cmpstr(again_after, ==, again_before);
  }
  world_free(world);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/exports/clock", test_clock);
  g_test_add_func("/exports/changes", test_changes);
  g_test_add_func("/exports/withdrawn", test_withdrawn);
  g_test_add_func("/exports/moved", test_moved);
  g_test_add_func("/exports/reassigned", test_reassigned);
  g_test_add_func("/exports/moving-person", test_moving_person);
  g_test_add_func("/exports/selected", test_selected);
  g_test_add_func("/exports/member", test_member);
  g_test_add_func("/exports/department-gone", test_department_gone);
  g_test_add_func("/exports/years", test_years);
  g_test_add_func("/exports/layout", test_layout);
  g_test_add_func("/exports/reformatted", test_reformatted);
  g_test_add_func("/exports/damaged", test_damaged);
  g_test_add_func("/exports/random", test_random);
  return g_test_run();
}
