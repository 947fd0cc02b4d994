/* One entry a person, gathered from the rows of the contact table. What can be typed is prepared once, so that a key press is a walk over text. */
#include "desk/show/phonebook.h"
#include "base/pinyin.h"
#include "out/contacts.h"
#include "out/phrase.h"
#include <string.h>

static void contact_free(gpointer data) {
  Contact *contact = data;
  g_free(contact->name);
  g_free(contact->place);
  g_free(contact->duties);
  g_free(contact->phone);
  g_free(contact->names);
  g_free(contact->sounds);
  g_free(contact->texts);
  for (guint i = 0; i < contact->facts->len; i++) {
    g_free(g_array_index(contact->facts, ContactFact, i).value);
  }
  g_array_unref(contact->facts);
  g_free(contact);
}

void phonebook_free(Phonebook *book) {
  if (book == NULL) {
    return;
  }
  g_ptr_array_unref(book->contacts);
  g_free(book->ladder);
  g_free(book);
}

/* ---- what can be typed ---------------------------------------------------------------------------------------------------------- */

/* Full-width letters are what an input method left on produces. */
static char *folded(const char *text) {
  g_autofree char *compatible = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_casefold(compatible, -1);
}

static void add_key(GString *keys, const char *text) {
  if (text != NULL && *text != '\0') {
    g_autofree char *key = folded(text);
    g_string_append_printf(keys, "%s\n", key);
  }
}

static void add_digits(GString *keys, const char *number) {
  for (const char *p = number; p != NULL && *p != '\0'; p++) {
    if (g_ascii_isdigit(*p)) {
      g_string_append_c(keys, *p);
    }
  }
  g_string_append_c(keys, '\n');
}

static void add_sound(GString *keys, const char *text, gboolean surname) {
  g_autofree char *initials = pinyin_initials(text, surname);
  g_autofree char *spelled = pinyin_spell(text, surname);
  g_auto(GStrv) parts = g_strsplit(spelled, ".", -1);
  g_autofree char *whole = g_strjoinv("", parts);
  add_key(keys, initials);
  add_key(keys, whole);
  add_key(keys, g_strv_length(parts) > 1 ? parts[1] : NULL); /* the given name alone */
}

/* ---- entries -------------------------------------------------------------------------------------------------------------------- */

static Contact *contact_new(const char *name) {
  Contact *contact = g_new0(Contact, 1);
  contact->name = g_strdup(name);
  contact->facts = g_array_new(FALSE, FALSE, sizeof(ContactFact));
  return contact;
}

/* Takes the value; nothing is said of what is not known. */
static void add_fact(Contact *contact, const char *label, char *value) {
  if (value == NULL || *value == '\0') {
    g_free(value);
    return;
  }
  ContactFact fact = {label, g_strdelimit(value, "\n", ' ')};
  g_array_append_val(contact->facts, fact);
}

static void add_duty(GString *duties, const ContactRow *row, const Person *person) {
  const char *const roles[] = {"对接人", "监督人", "备份"};
  const Person *const holders[] = {row->owner, row->supervisor, row->backup};
  gboolean manager =
      row->department == NULL && row->backup != NULL; /* the last section: the store's manager and deputy */
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
    if (holders[i] != person || (row->department == NULL && i == 1)) {
      continue;
    }
    g_string_append(duties, duties->len > 0 ? "、" : "");
    if (row->department != NULL) {
      g_string_append_printf(duties, "%s%s", row->unit, roles[i]);
    } else {
      g_string_append(duties, manager && i == 2 ? "副店长" : row->unit);
    }
  }
}

/* What is to be known of the departments and functions that a person answers for. */
static void add_row_facts(Contact *contact, const Store *store, const ContactRow *row) {
  const Department *d = row->department;
  if (d != NULL) {
    add_fact(contact, "当班电话", g_strdup(d->duty_phone));
    add_fact(contact, "座机/内线", g_strdup(d->landline));
    add_fact(contact, "首问类型", words_of_set(words_complaint, d->complaints));
    add_fact(contact, "响应时限", d->respond > 0 ? phrase_minutes(d->respond) : NULL);
  }
  add_fact(contact, "升级到谁", contacts_steps(store, row));
}

static Contact *person_entry(const Store *store, const GArray *rows, const Person *person) {
  Contact *contact = contact_new(person->name);
  g_autoptr(GString) duties = g_string_new(NULL), names = g_string_new(NULL);
  g_autoptr(GString) sounds = g_string_new(NULL), texts = g_string_new(NULL);
  const char *unit = person->department != NULL ? person->department->name : "";
  const char *title = person->title != NULL ? person->title : "";
  contact->place = g_strdup_printf("%s%s%s", unit, *unit != '\0' && *title != '\0' ? " · " : "", title);
  add_fact(contact, "手机", g_strdup(person->phone));
  const char *phone = person->phone;
  for (guint i = 0; i < rows->len; i++) {
    const ContactRow *row = &g_array_index(rows, ContactRow, i);
    add_duty(duties, row, person);
    if (row->owner == person) {
      phone = phone == NULL && row->department != NULL ? row->department->duty_phone : phone;
      add_row_facts(contact, store, row);
      add_key(texts, row->unit);
      add_sound(sounds, row->unit, FALSE);
      add_digits(texts, row->department != NULL ? row->department->duty_phone : NULL);
      add_digits(texts, row->department != NULL ? row->department->landline : NULL);
    }
  }
  add_fact(contact, "在岗时间", phrase_attendance(store, person->department, person));
  add_fact(contact, "工号", g_strdup(person->no));
  contact->phone = g_strdup(phone != NULL ? phone : "");
  add_key(names, person->name);
  add_key(names, person->id);
  add_key(names, person->no);
  add_sound(names, person->name, TRUE);
  add_sound(sounds, unit, FALSE);
  add_key(texts, person->name);
  add_key(texts, contact->place);
  add_key(texts, duties->str);
  add_digits(texts, person->phone);
  contact->duties = g_string_free(g_steal_pointer(&duties), FALSE);
  contact->names = g_string_free(g_steal_pointer(&names), FALSE);
  contact->sounds = g_string_free(g_steal_pointer(&sounds), FALSE);
  contact->texts = g_string_free(g_steal_pointer(&texts), FALSE);
  return contact;
}

static Contact *outside_entry(const External *external) {
  Contact *contact = contact_new(external->name);
  g_autoptr(GString) names = g_string_new(NULL), sounds = g_string_new(NULL), texts = g_string_new(NULL);
  contact->place = g_strdup(external->purpose != NULL ? external->purpose : "");
  contact->duties = g_strdup("外部联系");
  contact->phone = g_strdup(external->phone != NULL ? external->phone : "");
  contact->outside = TRUE;
  add_fact(contact, "电话", g_strdup(external->phone));
  add_fact(contact, "用途", g_strdup(external->purpose));
  add_key(names, external->name);
  add_key(names, external->id);
  add_sound(names, external->name, FALSE);
  add_sound(sounds, contact->place, FALSE);
  add_key(texts, external->name);
  add_key(texts, contact->place);
  add_key(texts, contact->duties);
  add_digits(texts, external->phone);
  contact->names = g_string_free(g_steal_pointer(&names), FALSE);
  contact->sounds = g_string_free(g_steal_pointer(&sounds), FALSE);
  contact->texts = g_string_free(g_steal_pointer(&texts), FALSE);
  return contact;
}

Phonebook *phonebook_new(const Desk *desk) {
  const Store *store = desk->campaign->store;
  Phonebook *book = g_new0(Phonebook, 1);
  book->contacts = g_ptr_array_new_with_free_func(contact_free);
  book->ladder = contacts_ladder(store);
  const ContactsOptions everything = {.date = desk_today(desk)};
  g_autoptr(GArray) rows = contacts_rows(store, &everything);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < rows->len; i++) {
    Person *owner = g_array_index(rows, ContactRow, i).owner;
    if (owner != NULL && g_hash_table_add(seen, owner)) {
      g_ptr_array_add(book->contacts, person_entry(store, rows, owner));
    }
  }
  for (guint i = 0; i < store->people->len; i++) {
    Person *person = g_ptr_array_index(store->people, i);
    if (g_hash_table_add(seen, person)) {
      g_ptr_array_add(book->contacts, person_entry(store, rows, person));
    }
  }
  for (guint i = 0; i < store->external->len; i++) {
    g_ptr_array_add(book->contacts, outside_entry(g_ptr_array_index(store->external, i)));
  }
  return book;
}

/* ---- finding -------------------------------------------------------------------------------------------------------------------- */

/* Whether one of the lines begins with the word, or (anywhere) holds it. */
static gboolean has(const char *lines, const char *word, gboolean anywhere) {
  const char *at = strstr(lines, word);
  while (at != NULL && !anywhere && at != lines && at[-1] != '\n') {
    at = strstr(at + 1, word);
  }
  return at != NULL;
}

/* 0: every word begins a name; 1: every word is somewhere; -1: not this one. */
static int rank_of(const Contact *contact, char *const *words) {
  int rank = 0;
  for (char *const *word = words; *word != NULL; word++) {
    if (**word == '\0' || has(contact->names, *word, FALSE)) {
      continue;
    }
    if (!has(contact->sounds, *word, FALSE) && !has(contact->texts, *word, TRUE)) {
      return -1;
    }
    rank = 1;
  }
  return rank;
}

GArray *phonebook_find(const Phonebook *book, const char *query) {
  GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autofree char *key = folded(query);
  g_auto(GStrv) words = g_strsplit(key, " ", -1);
  for (int rank = 0; rank <= 1; rank++) {
    for (guint i = 0; i < book->contacts->len; i++) {
      if (rank_of(g_ptr_array_index(book->contacts, i), words) == rank) {
        g_array_append_val(found, i);
      }
    }
  }
  return found;
}
