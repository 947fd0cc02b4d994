/* What HarfBuzz knows of a face. A character is plain when no rule of the face that runs for Chinese or Latin text speaks of its glyph: then
 * shaping a whole text and putting glyphs one after another give the same, and the second takes a hundredth of the time. */
#include "paper/face.h"
#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

enum { PAGE_SIZE = 256, PAGES = 256, MAX_WORDS = 20000 };
typedef enum { SEEN_NOT, SEEN_PLAIN, SEEN_OTHER } Seen;

struct Face {
  hb_face_t *source;
  hb_font_t *font;
  hb_buffer_t *buffer;
  hb_set_t *ruled;         /* glyphs that rules speak of; NULL until asked */
  gboolean same;           /* Chinese and Latin text go by the same rules */
  FaceGlyph *pages[PAGES]; /* of the characters of the first plane */
  guint8 *seen[PAGES];     /* Seen */
  GHashTable *words;       /* GBytes → GArray of FaceGlyph, or an empty one: not one to one */
  gboolean cid;
  guint16 *cids; /* of glyphs, where they differ from them; NULL */
  guint n_cids;
};

static const hb_tag_t layout_tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};

static const hb_segment_properties_t *chinese(void) {
  static hb_segment_properties_t text = {.direction = HB_DIRECTION_LTR, .script = HB_SCRIPT_HAN};
  text.language = hb_language_from_string("zh-cn", -1);
  return &text;
}

static void collect(hb_face_t *source, const hb_segment_properties_t *text, hb_tag_t table, hb_set_t *lookups) {
  hb_shape_plan_t *plan = hb_shape_plan_create_cached(source, text, NULL, 0, NULL);
  hb_ot_shape_plan_collect_lookups(plan, table, lookups);
  hb_shape_plan_destroy(plan);
}

static void find_ruled(Face *face) {
  hb_segment_properties_t latin = *chinese();
  latin.script = HB_SCRIPT_LATIN;
  face->ruled = hb_set_create();
  face->same = TRUE;
  for (guint t = 0; t < G_N_ELEMENTS(layout_tables); t++) {
    hb_set_t *lookups = hb_set_create(), *others = hb_set_create();
    collect(face->source, chinese(), layout_tables[t], lookups);
    collect(face->source, &latin, layout_tables[t], others);
    face->same = face->same && hb_set_is_equal(lookups, others);
    hb_set_union(lookups, others);
    for (hb_codepoint_t i = HB_SET_VALUE_INVALID; hb_set_next(lookups, &i);) {
      hb_ot_layout_lookup_collect_glyphs(face->source, layout_tables[t], i, face->ruled, face->ruled, face->ruled,
                                         NULL);
    }
    hb_set_destroy(lookups);
    hb_set_destroy(others);
  }
}

/* ---- the CFF's own numbers of glyphs ---- */

static guint number_at(const guint8 *bytes, gsize at, guint size) {
  guint value = 0;
  for (guint i = 0; i < size; i++) {
    value = value << 8 | bytes[at + i];
  }
  return value;
}

/* Where an INDEX ends; *first and *past of its first item. 0 = it is broken. */
static gsize index_end(const guint8 *bytes, gsize length, gsize at, gsize *first, gsize *past) {
  if (at + 2 > length) {
    return 0;
  }
  guint count = number_at(bytes, at, 2), size = count > 0 && at + 2 < length ? bytes[at + 2] : 1;
  gsize offsets = at + 3, data = offsets + (gsize)(count + 1) * size - 1;
  if (count == 0) {
    return at + 2;
  }
  if (size < 1 || size > 4 || data >= length) {
    return 0;
  }
  *first = data + number_at(bytes, offsets, size);
  *past = data + number_at(bytes, offsets + size, size);
  gsize end = data + number_at(bytes, offsets + (gsize)count * size, size);
  return end <= length && *first <= *past && *past <= end ? end : 0;
}

/* The offset of the charset in a Top DICT, and whether the font is one of CIDs. */
static guint read_top(const guint8 *bytes, gsize at, gsize past, gboolean *cid) {
  gint32 last = 0;
  guint charset = 0;
  while (at < past) {
    guint b = bytes[at++];
    if (b == 28 && at + 2 <= past) {
      last = (gint16)number_at(bytes, at, 2);
      at += 2;
    } else if (b == 29 && at + 4 <= past) {
      last = (gint32)number_at(bytes, at, 4);
      at += 4;
    } else if (b == 30) {
      while (at < past && (bytes[at] & 15) != 15 && bytes[at] >> 4 != 15) {
        at++;
      }
      at++;
    } else if (b >= 32 && b <= 246) {
      last = (gint32)b - 139;
    } else if (b >= 247 && b <= 254 && at < past) {
      last = b <= 250 ? (gint32)((b - 247) * 256 + bytes[at] + 108) : -(gint32)((b - 251) * 256 + bytes[at] + 108);
      at++;
    } else if (b == 12 && at < past) {
      *cid = *cid || bytes[at] == 30;
      at++;
    } else if (b == 15) {
      charset = (guint)MAX(last, 0);
    }
  }
  return charset;
}

static void read_charset(Face *face, const guint8 *bytes, gsize length, gsize at) {
  guint n = hb_face_get_glyph_count(face->source), glyph = 1;
  if (at < 4 || at >= length || n > G_MAXUINT16 + 1) {
    return;
  }
  guint form = bytes[at++], left = form == 0 ? 0 : form;
  gboolean same = TRUE;
  g_autofree guint16 *cids = g_new0(guint16, n);
  while (glyph < n && at + 2 + left <= length) {
    guint cid = number_at(bytes, at, 2), more = left > 0 ? number_at(bytes, at + 2, left) : 0;
    at += 2 + left;
    for (guint i = 0; i <= more && glyph < n; i++, glyph++) {
      cids[glyph] = (guint16)(cid + i);
      same = same && cids[glyph] == glyph;
    }
  }
  if (!same) {
    face->cids = g_steal_pointer(&cids);
    face->n_cids = n;
  }
}

static void read_cff(Face *face) {
  hb_blob_t *blob = hb_face_reference_table(face->source, HB_TAG('C', 'F', 'F', ' '));
  unsigned int length = 0;
  const guint8 *bytes = (const guint8 *)hb_blob_get_data(blob, &length);
  gsize first = 0, past = 0, names = length > 4 ? index_end(bytes, length, bytes[2], &first, &past) : 0;
  first = past = 0;
  if (names > 0 && index_end(bytes, length, names, &first, &past) > 0) {
    guint charset = read_top(bytes, first, past, &face->cid);
    if (face->cid && charset > 2) {
      read_charset(face, bytes, length, charset);
    }
  }
  hb_blob_destroy(blob);
}

/* ---- */

static void free_word(gpointer glyphs) {
  g_array_unref(glyphs);
}

static void free_key(gpointer key) {
  g_bytes_unref(key);
}

Face *face_new(hb_face_t *source) {
  Face *face = g_new0(Face, 1);
  face->source = hb_face_reference(source);
  face->font = hb_font_create(source);
  face->buffer = hb_buffer_create();
  face->words = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, free_key, free_word);
  read_cff(face);
  return face;
}

void face_free(Face *face) {
  if (face == NULL) {
    return;
  }
  for (guint i = 0; i < PAGES; i++) {
    g_free(face->pages[i]);
    g_free(face->seen[i]);
  }
  g_hash_table_unref(face->words);
  hb_set_destroy(face->ruled);
  hb_buffer_destroy(face->buffer);
  hb_font_destroy(face->font);
  hb_face_destroy(face->source);
  g_free(face->cids);
  g_free(face);
}

double face_units(const Face *face) {
  return hb_face_get_upem(face->source);
}

static FaceGlyph with_ink(Face *face, guint glyph, int x, int y, int advance) {
  FaceGlyph found = {.glyph = glyph, .x = x, .y = y, .advance = advance};
  hb_glyph_extents_t ink = {0, 0, 0, 0};
  if (hb_font_get_glyph_extents(face->font, glyph, &ink) && ink.width != 0) {
    found.left = x + ink.x_bearing;
    found.right = found.left + ink.width;
    found.ascent = y + ink.y_bearing;
    found.descent = -(found.ascent + ink.height); /* the height is negative */
  }
  return found;
}

/* Text that is written from left to right, a glyph a character, whatever the script beside it: Chinese, its punctuation, and ASCII. */
static gboolean is_simple(gunichar c) {
  return (c >= ' ' && c < 0x7f) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3000 && c <= 0x3011) ||
         (c >= 0x3014 && c <= 0x301b) || (c >= 0xff01 && c <= 0xff5e) || c == 0x2014 || c == 0x2018 || c == 0x2019 ||
         c == 0x201c || c == 0x201d || c == 0x2026 || c == 0xb7;
}

static Seen look_at(Face *face, gunichar c, FaceGlyph *kept) {
  hb_codepoint_t glyph = 0;
  if (!is_simple(c) || !hb_font_get_nominal_glyph(face->font, c, &glyph)) {
    return SEEN_OTHER;
  }
  if (face->ruled == NULL) {
    find_ruled(face);
  }
  if (!face->same || hb_set_has(face->ruled, glyph)) {
    return SEEN_OTHER;
  }
  *kept = with_ink(face, glyph, 0, 0, hb_font_get_glyph_h_advance(face->font, glyph));
  return SEEN_PLAIN;
}

const FaceGlyph *face_plain(Face *face, gunichar c) {
  guint page = c / PAGE_SIZE, at = c % PAGE_SIZE;
  if (page >= PAGES) {
    return NULL;
  }
  if (face->seen[page] == NULL) {
    face->seen[page] = g_new0(guint8, PAGE_SIZE);
    face->pages[page] = g_new0(FaceGlyph, PAGE_SIZE);
  }
  if (face->seen[page][at] == SEEN_NOT) {
    face->seen[page][at] = look_at(face, c, &face->pages[page][at]);
  }
  return face->seen[page][at] == SEEN_PLAIN ? &face->pages[page][at] : NULL;
}

gboolean face_in_word(Face *face, gunichar c) {
  if (face->ruled == NULL) {
    find_ruled(face);
  }
  return is_simple(c) && face->same;
}

static GArray *shape(Face *face, const char *word, gsize length) {
  GArray *glyphs = g_array_new(FALSE, FALSE, sizeof(FaceGlyph));
  hb_buffer_clear_contents(face->buffer);
  hb_buffer_add_utf8(face->buffer, word, (int)length, 0, (int)length);
  hb_buffer_set_segment_properties(face->buffer, chinese());
  hb_shape(face->font, face->buffer, NULL, 0);
  unsigned int n = 0;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(face->buffer, &n);
  const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(face->buffer, &n);
  gsize at = 0;
  gboolean well = TRUE;
  for (guint i = 0; i < n && well; i++) {
    well = at < length && infos[i].cluster == at && infos[i].codepoint != 0;
    FaceGlyph glyph = with_ink(face, infos[i].codepoint, places[i].x_offset, places[i].y_offset, places[i].x_advance);
    g_array_append_val(glyphs, glyph);
    at += well ? (gsize)g_utf8_skip[(guchar)word[at]] : 0;
  }
  well = well && at == length;
  if (!well) {
    g_array_set_size(glyphs, 0);
  }
  return glyphs;
}

const GArray *face_word(Face *face, const char *word, gsize length) {
  g_autoptr(GBytes) wanted = g_bytes_new_static(word, length);
  const GArray *known = g_hash_table_lookup(face->words, wanted);
  if (known == NULL) {
    if (g_hash_table_size(face->words) >= MAX_WORDS) {
      g_hash_table_remove_all(face->words);
    }
    GArray *made = shape(face, word, length);
    g_hash_table_insert(face->words, g_bytes_new(word, length), made);
    known = made;
  }
  return known->len > 0 ? known : NULL;
}

/* ---- for files ---- */

static gboolean has_table(const Face *face, hb_tag_t tag) {
  hb_blob_t *blob = hb_face_reference_table(face->source, tag);
  gboolean has = hb_blob_get_length(blob) > 0;
  hb_blob_destroy(blob);
  return has;
}

FaceProgram face_program(const Face *face) {
  static const hb_tag_t others[] = {HB_TAG('f', 'v', 'a', 'r'), HB_TAG('C', 'B', 'D', 'T'), HB_TAG('s', 'b', 'i', 'x'),
                                    HB_TAG('C', 'O', 'L', 'R'), HB_TAG('S', 'V', 'G', ' ')};
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    if (has_table(face, others[i])) {
      return FACE_CANNOT;
    }
  }
  return has_table(face, HB_TAG('C', 'F', 'F', ' '))   ? FACE_BARE_CFF
         : has_table(face, HB_TAG('g', 'l', 'y', 'f')) ? FACE_TRUETYPE
                                                       : FACE_CANNOT;
}

const hb_face_t *face_source(const Face *face) {
  return face->source;
}

char *face_name(const Face *face) {
  char name[128] = "";
  unsigned int length = sizeof name;
  hb_ot_name_get_utf8(face->source, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", -1), &length, name);
  GString *out = g_string_new(NULL);
  for (const char *p = name; *p != '\0'; p++) {
    if (g_ascii_isalnum(*p) || *p == '-') {
      g_string_append_c(out, *p);
    }
  }
  if (out->len == 0) {
    g_string_append(out, "Type");
  }
  return g_string_free(out, FALSE);
}

int face_advance(Face *face, guint glyph) {
  return hb_font_get_glyph_h_advance(face->font, glyph);
}

guint face_code(const Face *face, guint glyph) {
  return face->cids != NULL && glyph < face->n_cids ? face->cids[glyph] : glyph;
}

static int thousandths(const Face *face, double units) {
  double value = units * 1000 / face_units(face);
  return (int)(value < 0 ? value - 0.5 : value + 0.5);
}

FaceBox face_box(const Face *face) {
  hb_font_extents_t extents = {0};
  hb_position_t cap = 0;
  hb_font_get_h_extents(face->font, &extents);
  hb_ot_metrics_get_position_with_fallback(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap);
  FaceBox box = {.ascent = thousandths(face, extents.ascender), .descent = thousandths(face, extents.descender)};
  box.cap = thousandths(face, cap);
  hb_blob_t *head = hb_face_reference_table(face->source, HB_TAG('h', 'e', 'a', 'd'));
  unsigned int length = 0;
  const guint8 *bytes = (const guint8 *)hb_blob_get_data(head, &length);
  if (length >= 44) {
    int *const sides[] = {&box.left, &box.bottom, &box.right, &box.top};
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
      *sides[i] = thousandths(face, (gint16)number_at(bytes, 36 + 2 * i, 2));
    }
  }
  hb_blob_destroy(head);
  return box;
}

/* Only what a printer needs to draw the outlines: without the others the cut takes a tenth of the time, for nobody looks what else belongs to a glyph. */
static hb_blob_t *outline_table(hb_face_t *cut, hb_tag_t tag, void *source) {
  static const hb_tag_t needed[] = {HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                                    HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                                    HB_TAG('m', 'a', 'x', 'p'), HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
                                    HB_TAG('p', 'r', 'e', 'p')};
  (void)cut;
  for (guint i = 0; i < G_N_ELEMENTS(needed); i++) {
    if (needed[i] == tag) {
      return hb_face_reference_table(source, tag);
    }
  }
  return hb_blob_get_empty();
}

static void unref_blob(gpointer blob) {
  hb_blob_destroy(blob);
}

/* Glyphs are named by CID where there are CIDs; otherwise they keep their places, so that their names stay true. */
GBytes *face_subset(const Face *face, const GArray *glyphs) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (input == NULL) {
    return NULL;
  }
  for (guint i = 0; i < glyphs->len; i++) {
    hb_set_add(hb_subset_input_glyph_set(input), g_array_index(glyphs, guint, i));
  }
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE |
                                       (face->cid ? 0 : HB_SUBSET_FLAGS_RETAIN_GIDS));
  hb_face_t *outlines = hb_face_create_for_tables(outline_table, face->source, NULL);
  hb_face_t *cut = hb_subset_or_fail(outlines, input);
  hb_face_destroy(outlines);
  hb_subset_input_destroy(input);
  if (cut == NULL) {
    return NULL;
  }
  hb_blob_t *blob = face_program(face) == FACE_BARE_CFF ? hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' '))
                                                        : hb_face_reference_blob(cut);
  hb_face_destroy(cut);
  unsigned int length = 0;
  const char *bytes = hb_blob_get_data(blob, &length);
  if (length == 0) {
    hb_blob_destroy(blob);
    return NULL;
  }
  return g_bytes_new_with_free_func(bytes, length, unref_blob, blob);
}
