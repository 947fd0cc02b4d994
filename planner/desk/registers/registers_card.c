/* Cards of registers. */
#include "desk/registers/registers_card.h"
#include <stdlib.h>
#include <string.h>

enum { DEADLINES_MOST = 500 };

/* What a card depends on besides the entries. */
static guint print_of(const Checklist *checklist, int day_ends) {
  static const ColumnRole roles[] = {ROLE_SOURCE, ROLE_OWNER, ROLE_DUE, ROLE_PROMISED};
  g_autoptr(GString) all = g_string_new(NULL);
  g_string_append_printf(all, "%d", day_ends);
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
    const ChecklistRow *column = checklist_column(checklist, roles[i]);
    g_string_append_printf(all, "\n%s", column ? column->id : "");
    for (char **word = column ? column->authority : NULL; word && *word; word++) {
      g_string_append_printf(all, "\t%s", *word);
    }
  }
  return g_str_hash(all->str);
}

static gint by_time(gconstpointer a, gconstpointer b) {
  Moment x = *(const Moment *)a, y = *(const Moment *)b;
  return x < y ? -1 : x > y;
}

typedef struct {
  guint open, unowned;
  GArray *deadlines; /* of Moment, in order */
} Sum;

static void sum_of(const Register *reg, int day_ends, Sum *sum) {
  *sum = (Sum){0, 0, g_array_new(FALSE, FALSE, sizeof(Moment))};
  for (guint i = 0; i < reg->rows->len; i++) {
    const RegisterRow *row = g_ptr_array_index(reg->rows, i);
    Moment deadline = register_deadline(reg, row, day_ends);
    sum->open += row->open != FALSE;
    sum->unowned += register_unowned(reg, row) != FALSE;
    if (deadline != MOMENT_NONE) {
      g_array_append_val(sum->deadlines, deadline);
    }
  }
  g_array_sort(sum->deadlines, by_time);
}

char *registers_card_text(const Register *reg, int day_ends) {
  Sum sum;
  sum_of(reg, day_ends, &sum);
  g_autoptr(GArray) deadlines = sum.deadlines;
  if (deadlines->len > DEADLINES_MOST) {
    return NULL;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_printf(out, "register %08x %u %u", print_of(reg->checklist, day_ends), sum.open, sum.unowned);
  for (guint i = 0; i < deadlines->len; i++) {
    g_string_append_printf(out, " %d", g_array_index(deadlines, Moment, i));
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* FALSE when it was made by other columns, or is no card at all. */
static gboolean parse(const char *text, guint print, Sum *sum) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  guint n = g_strv_length(words);
  g_autofree char *wanted = g_strdup_printf("%08x", print);
  guint64 open = 0, unowned = 0;
  if (n < 4 || strcmp(words[0], "register") != 0 || strcmp(words[1], wanted) != 0 ||
      !g_ascii_string_to_unsigned(words[2], 10, 0, G_MAXINT, &open, NULL) ||
      !g_ascii_string_to_unsigned(words[3], 10, 0, open, &unowned, NULL) || n - 4 > open) {
    return FALSE;
  }
  *sum = (Sum){(guint)open, (guint)unowned, g_array_new(FALSE, FALSE, sizeof(Moment))};
  for (guint i = 4; i < n; i++) {
    gint64 value = 0;
    if (!g_ascii_string_to_signed(words[i], 10, G_MININT32 + 1, G_MAXINT32, &value, NULL)) {
      g_clear_pointer(&sum->deadlines, g_array_unref);
      return FALSE;
    }
    Moment deadline = (Moment)value;
    g_array_append_val(sum->deadlines, deadline);
  }
  return TRUE;
}

/* ---- all of them ---- */

static void keep_card(const RecordTopic *topic, gpointer data) {
  g_hash_table_insert(data, g_strdup(topic->subject), g_strdup(topic->card ? topic->card : ""));
}

static RegisterCard card_of(const Checklist *checklist, const Sum *sum, Moment now) {
  RegisterCard card = {checklist, sum->open, 0, sum->unowned, MOMENT_NONE};
  for (guint i = 0; i < sum->deadlines->len; i++) {
    Moment deadline = g_array_index(sum->deadlines, Moment, i);
    if (deadline > now) {
      card.next_due = deadline;
      break;
    }
    card.overdue++;
  }
  return card;
}

/* As a store manager looks for them: the shipped ones by how often they are needed, then the store's own as the campaign has them. */
static guint place_of(const Checklist *checklist) {
  static const char *const usual[] = {"difficult-issues", "platform-cases", "visits-media", "activity-register"};
  guint i = 0;
  while (i < G_N_ELEMENTS(usual) && strcmp(checklist->id, usual[i]) != 0) {
    i++;
  }
  return i;
}

static gint by_place(gconstpointer a, gconstpointer b) {
  const Checklist *x = *(const Checklist *const *)a, *y = *(const Checklist *const *)b;
  return (gint)place_of(x) - (gint)place_of(y);
}

/* Free the array only. */
static GPtrArray *all_registers(const Desk *desk) {
  GPtrArray *all = g_ptr_array_new();
  for (guint i = 0; i < desk->campaign->checklists->len; i++) {
    Checklist *checklist = g_ptr_array_index(desk->campaign->checklists, i);
    if (checklist->source == SOURCE_REGISTER) {
      g_ptr_array_add(all, checklist);
    }
  }
  g_ptr_array_sort(all, by_place); /* which keeps the order of equals */
  return all;
}

GArray *registers_cards(Desk *desk, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (!record || !record_topics(record, "register:", keep_card, texts, error)) {
    return NULL;
  }
  int day_ends = desk->campaign->store->day_ends;
  g_autoptr(GArray) cards = g_array_new(FALSE, TRUE, sizeof(RegisterCard));
  g_autoptr(GPtrArray) all = all_registers(desk);
  for (guint i = 0; i < all->len; i++) {
    const Checklist *checklist = g_ptr_array_index(all, i);
    g_autofree char *subject = registers_subject(checklist);
    const char *text = g_hash_table_lookup(texts, subject);
    Sum sum = {0};
    if (!text || !parse(text, print_of(checklist, day_ends), &sum)) {
      g_autoptr(Register) reg = text ? registers_read(desk, checklist, error) : register_new(checklist);
      if (!reg) {
        return NULL;
      }
      sum_of(reg, day_ends, &sum);
    }
    RegisterCard card = card_of(checklist, &sum, desk_moment(desk));
    g_array_append_val(cards, card);
    g_array_unref(sum.deadlines);
  }
  return g_steal_pointer(&cards);
}
