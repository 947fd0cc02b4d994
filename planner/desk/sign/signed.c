/* Entries of signatures read back. */
#include "desk/sign/signed.h"
#include "desk/record/body.h"
#include <string.h>

static void signature_free(Signature *signature) {
  g_free(signature->subject);
  g_free(signature->page);
  g_free(signature->reason);
  g_free(signature);
}

static void carried_free(Carried *carried) {
  g_free(carried->text);
  g_free(carried->reason);
  g_free(carried);
}

static void waiver_free(Waiver *waiver) {
  g_free(waiver->text);
  g_free(waiver->reason);
  g_free(waiver);
}

static Signed *signed_new(void) {
  Signed *book = g_new0(Signed, 1);
  book->signatures = g_ptr_array_new_with_free_func((GDestroyNotify)signature_free);
  book->carried = g_ptr_array_new_with_free_func((GDestroyNotify)carried_free);
  book->waivers = g_ptr_array_new_with_free_func((GDestroyNotify)waiver_free);
  book->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  book->waived = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return book;
}

void signed_free(Signed *book) {
  if (book) {
    g_hash_table_unref(book->by_name);
    g_hash_table_unref(book->waived);
    g_ptr_array_unref(book->signatures);
    g_ptr_array_unref(book->carried);
    g_ptr_array_unref(book->waivers);
    g_free(book);
  }
}

static Day day_of(const Node *map, const char *key) {
  const char *text = body_get_text(map, key);
  return text ? day_parse(text) : DAY_NONE;
}

static const char *word_of(const Node *map, const char *key) {
  return intern_string(body_get_text(map, key)); /* NULL stays NULL */
}

static char *name_of(const char *gate, const char *subject) {
  return g_strconcat(gate, " ", subject, NULL);
}

static void read_carried(Signed *book, const Node *map, Signature *signature) {
  const char *gate = word_of(map, "gate"), *subject = word_of(map, "subject");
  if (!gate || !subject) {
    return;
  }
  Carried *carried = g_new0(Carried, 1);
  *carried = (Carried){.gate = gate,
                       .subject = subject,
                       .text = g_strdup(body_get_text(map, "text")),
                       .owner = word_of(map, "owner"),
                       .reason = g_strdup(signature->reason),
                       .due = day_of(map, "due"),
                       .sequence = signature->sequence};
  g_ptr_array_add(book->carried, carried);
  signature->carried++;
}

static void read_signature(Signed *book, const Entry *entry, const Node *root) {
  Signature *signature = g_new0(Signature, 1);
  *signature = (Signature){.subject = g_strdup(entry->subject),
                           .first = day_of(root, "first"),
                           .last = day_of(root, "last"),
                           .phase = word_of(root, "phase"),
                           .department = word_of(root, "department"),
                           .by = intern_string(entry->done_by),
                           .second = word_of(root, "second"),
                           .step = word_of(root, "step"),
                           .page = g_strdup(body_get_text(root, "page")),
                           .reason = g_strdup(body_get_text(root, "reason")),
                           .late = body_get_flag(root, "late"),
                           .open = (guint)CLAMP(body_get_number(root, "open"), 0, G_MAXINT),
                           .sequence = entry->sequence,
                           .utc_ms = entry->time.utc_ms};
  memcpy(signature->hash, entry->hash, ENTRY_HASH_SIZE);
  g_ptr_array_add(book->signatures, signature);
  const Node *list = node_get(root, "carried");
  for (const Node *item = list ? list->first : NULL; item; item = item->next) {
    read_carried(book, item, signature);
  }
}

static void read_waiver(Signed *book, const Entry *entry, const Node *root) {
  const char *gate = word_of(root, "gate"), *subject = word_of(root, "subject");
  if (!gate || !subject) {
    return;
  }
  Waiver *waiver = g_new0(Waiver, 1);
  *waiver = (Waiver){.gate = gate,
                     .subject = subject,
                     .text = g_strdup(body_get_text(root, "text")),
                     .reason = g_strdup(body_get_text(root, "reason")),
                     .until = day_of(root, "until"),
                     .by = intern_string(entry->done_by),
                     .second = word_of(root, "second"),
                     .sequence = entry->sequence};
  g_ptr_array_add(book->waivers, waiver);
  g_hash_table_replace(book->waived, name_of(gate, subject), waiver);
}

/* Voids what was signed of that period, and of what contains it: a phase that holds the day. */
static void read_reopening(Signed *book, const Node *root) {
  Day first = day_of(root, "first"), last = day_of(root, "last");
  for (guint i = 0; i < book->signatures->len; i++) {
    Signature *signature = g_ptr_array_index(book->signatures, i);
    signature->voided = signature->voided || (signature->first <= first && signature->last >= last);
  }
}

static void follow(Signed *book, const Entry *entry) {
  g_autoptr(Doc) doc = body_read(entry->body);
  if (!doc) {
    return;
  }
  if (entry_is(entry, ENTRY_SIGNATURE)) {
    read_signature(book, entry, doc->root);
  } else if (entry_is(entry, ENTRY_WAIVE)) {
    read_waiver(book, entry, doc->root);
  } else {
    read_reopening(book, doc->root);
  }
}

/* What voided signatures carried is open again. */
static void settle(Signed *book) {
  guint s = 0, kept = 0;
  for (guint i = 0; i < book->carried->len; i++) {
    Carried *carried = g_ptr_array_index(book->carried, i);
    const Signature *signature = g_ptr_array_index(book->signatures, s);
    while (signature->sequence != carried->sequence) {
      signature = g_ptr_array_index(book->signatures, ++s);
    }
    if (signature->voided) {
      carried_free(carried);
      continue;
    }
    book->carried->pdata[kept++] = carried;
    g_hash_table_replace(book->by_name, name_of(carried->gate, carried->subject), carried);
  }
  g_ptr_array_set_free_func(book->carried, NULL); /* the rest was moved or freed */
  g_ptr_array_set_size(book->carried, (gint)kept);
  g_ptr_array_set_free_func(book->carried, (GDestroyNotify)carried_free);
}

static gboolean gather(const Entry *entry, gpointer data) {
  if (!entry_is(entry, ENTRY_SIGNATURE) && !entry_is(entry, ENTRY_WAIVE) && !entry_is(entry, ENTRY_REOPEN)) {
    return TRUE;
  }
  Entry *copy = entry_new(entry_kind_parse(entry->kind), &entry->time, entry->done_by, entry->recorded_by,
                          entry->subject, entry->body);
  copy->sequence = entry->sequence;
  memcpy(copy->hash, entry->hash, ENTRY_HASH_SIZE);
  g_ptr_array_add(data, copy);
  return TRUE;
}

static gint by_sequence(gconstpointer a, gconstpointer b) {
  const Entry *x = *(const Entry *const *)a, *y = *(const Entry *const *)b;
  return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

Signed *signed_read(Desk *desk, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  if (!record) {
    return NULL;
  }
  g_autoptr(Signed) book = signed_new();
  Ledger *ledger = record_ledger(record);
  if (!ledger) {
    return g_steal_pointer(&book);
  }
  static const char *const prefixes[] = {"day:", "phase:"}; /* by subject, for by kind would read the whole chain */
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++) {
    LedgerQuery query = {.prefix = prefixes[i]};
    if (!ledger_each(ledger, &query, gather, entries, error)) {
      return NULL;
    }
  }
  g_ptr_array_sort(entries, by_sequence);
  for (guint i = 0; i < entries->len; i++) {
    follow(book, g_ptr_array_index(entries, i));
  }
  settle(book);
  return g_steal_pointer(&book);
}

const Carried *signed_carried(const Signed *book, Gate gate, const char *subject, Day day) {
  g_autofree char *name = name_of(words_gate[gate].id, subject);
  const Carried *carried = g_hash_table_lookup(book->by_name, name);
  return carried && carried->due != DAY_NONE && carried->due > day ? carried : NULL;
}

const Waiver *signed_waived(const Signed *book, Gate gate, const char *subject, Day day) {
  g_autofree char *name = name_of(words_gate[gate].id, subject);
  const Waiver *waiver = g_hash_table_lookup(book->waived, name);
  return waiver && (waiver->until == DAY_NONE || day <= waiver->until) ? waiver : NULL;
}

const Signature *signed_find(const Signed *book, const char *subject) {
  for (guint i = book->signatures->len; i > 0; i--) {
    const Signature *signature = g_ptr_array_index(book->signatures, i - 1);
    if (!signature->voided && strcmp(signature->subject, subject) == 0) {
      return signature;
    }
  }
  return NULL;
}
