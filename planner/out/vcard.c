/* Why 3.0 and not 4.0: Chinese Android phones import 2.1 and 3.0, and some drop 4.0 without a word. Only properties that all of them keep. */
#include "out/vcard.h"

#include "base/text.h"
#include <string.h>

#define LINE_OCTETS 75

/* Escapes as RFC 2426 §5 asks: backslash, comma, semicolon, newline. */
static void escape(const char *text, GString *out) {
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\n') {
      g_string_append(out, "\\n");
    } else {
      if (strchr("\\,;", *p) != NULL) {
        g_string_append_c(out, '\\');
      }
      g_string_append_c(out, *p);
    }
  }
}

static gsize octets_at(const char *p) {
  return (gsize)(text_next(p) - p);
}

/* Writes one content line, folded; a continuation begins with a blank that counts. */
static void fold(const char *line, GString *out) {
  gsize used = 0;
  for (const char *p = line; *p != '\0'; p += octets_at(p)) {
    gsize octets = octets_at(p);
    if (used + octets > LINE_OCTETS) {
      g_string_append(out, "\r\n ");
      used = 1;
    }
    g_string_append_len(out, p, (gssize)octets);
    used += octets;
  }
  g_string_append(out, "\r\n");
}

/* NAME:part;part;… with the parts escaped; ends at NULL. */
static void property(GString *out, const char *name, const char *const *parts) {
  g_autoptr(GString) line = g_string_new(name);
  for (guint i = 0; parts[i] != NULL; i++) {
    g_string_append_c(line, i == 0 ? ':' : ';');
    escape(parts[i], line);
  }
  fold(line->str, out);
}

static void single(GString *out, const char *name, const char *value) {
  if (value != NULL && *value != '\0') {
    property(out, name, (const char *const[]){value, NULL});
  }
}

/* Surnames of two characters; all others take one. Phones sort and greet by the parts of N. */
static gsize surname_octets(const char *name) {
  static const char *const compound[] = {"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟",
                                         "公孙", "慕容", "令狐", "司徒", "司空", "夏侯", "长孙",
                                         "宇文", "闻人", "申屠", "端木", "百里", "南宫"};
  glong length = g_utf8_strlen(name, -1);
  for (guint i = 0; i < G_N_ELEMENTS(compound) && length > 2; i++) {
    if (g_str_has_prefix(name, compound[i])) {
      return strlen(compound[i]);
    }
  }
  return octets_at(name);
}

static gboolean is_chinese_name(const char *name) {
  glong length = g_utf8_strlen(name, -1);
  for (const char *p = name; *p != '\0'; p += octets_at(p)) {
    if (g_unichar_get_script(g_utf8_get_char(p)) != G_UNICODE_SCRIPT_HAN) {
      return FALSE;
    }
  }
  return length >= 2 && length <= 4;
}

static void card_open(GString *out, const Store *store, const char *kind, const char *id) {
  g_autofree char *uid = g_strdup_printf("contact.%s.%s@%s.ready315.invalid", kind, id, store->id);
  g_string_append(out, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
  single(out, "UID", uid);
  single(out, "NOTE", store->practice ? "演练" : NULL);
}

static void card_name(GString *out, const char *name, gboolean person) {
  single(out, "FN", name);
  gsize family = person && is_chinese_name(name) ? surname_octets(name) : strlen(name);
  g_autofree char *surname = g_strndup(name, family);
  property(out, "N", (const char *const[]){surname, name + family, "", "", "", NULL});
}

static void card_close(GString *out) {
  g_string_append(out, "END:VCARD\r\n");
}

static const char *post_of(const Store *store, const Person *person) {
  return person->title != NULL ? person->title : person == store->manager ? "店长" : NULL;
}

/* The number that reaches a person: the mobile, else his department's. One number on many cards would make every call from it a riddle, so the
 * department's stands on its own card otherwise. */
static const char *number_of(const Person *person) {
  const Department *d = person->department;
  return person->phone != NULL ? person->phone : d == NULL ? NULL : d->duty_phone != NULL ? d->duty_phone : d->landline;
}

static void person_card(const Store *store, const Person *person, GString *out) {
  const Department *d = person->department;
  card_open(out, store, "staff", person->id);
  card_name(out, person->name, TRUE);
  property(out, "ORG", (const char *const[]){store->name, d != NULL ? d->name : NULL, NULL});
  single(out, "TITLE", post_of(store, person));
  single(out, person->phone != NULL ? "TEL;TYPE=CELL" : "TEL;TYPE=WORK,VOICE", number_of(person));
  card_close(out);
}

static void department_card(const Store *store, const Department *d, GString *out) {
  g_autofree char *name = g_strdup_printf("%s%s当班", store->name, d->name);
  card_open(out, store, "dept", d->id);
  card_name(out, name, FALSE);
  property(out, "ORG", (const char *const[]){store->name, d->name, NULL});
  single(out, "TEL;TYPE=WORK,VOICE", d->duty_phone);
  single(out, "TEL;TYPE=WORK,VOICE", d->landline);
  card_close(out);
}

static void external_card(const Store *store, const External *external, const char *phone, GString *out) {
  card_open(out, store, "external", external->id);
  card_name(out, external->name, FALSE);
  single(out, "ORG", external->name);
  single(out, "TITLE", external->purpose);
  single(out, "TEL;TYPE=WORK,VOICE", phone);
  card_close(out);
}

void vcard_print(const Store *store, const ContactsOptions *options, GString *out) {
  g_autoptr(GArray) rows = contacts_rows(store, options);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (guint i = 0; !options->wall && i < rows->len; i++) {
    const ContactRow *row = &g_array_index(rows, ContactRow, i);
    Person *people[] = {row->owner, row->supervisor, row->backup};
    for (guint p = 0; p < G_N_ELEMENTS(people); p++) {
      if (people[p] != NULL && number_of(people[p]) != NULL && g_hash_table_add(seen, people[p])) {
        person_card(store, people[p], out);
      }
    }
  }
  for (guint i = 0; i < rows->len; i++) {
    const Department *d = g_array_index(rows, ContactRow, i).department;
    if (d != NULL && (d->duty_phone != NULL || d->landline != NULL)) {
      department_card(store, d, out);
    }
  }
  for (guint i = 0; options->department == NULL && i < store->external->len; i++) {
    const External *external = g_ptr_array_index(store->external, i);
    const char *phone = contacts_external_phone(external, options);
    if (phone != NULL) {
      external_card(store, external, phone, out);
    }
  }
}
