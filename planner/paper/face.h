/* One face of type as its file has it: glyphs of characters, widths, ink and words, in units of the face. The characters that most sheets are made of
 * stand as they are, whatever is beside them; what that is, the face's own rules say. Knows HarfBuzz and no page. */
#pragma once
#include <glib.h>

typedef struct hb_face_t hb_face_t;
typedef struct Face Face;

typedef struct {
  guint glyph;
  int x, y, advance;   /* where it is put, and how far the next one is */
  int left, right;     /* its ink from its own origin */
  int ascent, descent; /* of the ink above and below the base line, the offset in it; may be negative */
} FaceGlyph;

Face *face_new(hb_face_t *source); /* takes a reference */
void face_free(Face *face);
double face_units(const Face *face); /* to the em */
/* The glyph of a character of plain Chinese or Latin text that is the same beside whatever else; NULL where it has none, or where its neighbours or its
 * script matter. Lives as long as the face. */
const FaceGlyph *face_plain(Face *face, gunichar c);
/* Of the same kind of text, but its neighbours may matter: a word of such characters is shaped as one. */
gboolean face_in_word(Face *face, gunichar c);
/* The glyphs of a word of them, one a character (of FaceGlyph); NULL where that is not so. Lives until the next call. */
const GArray *face_word(Face *face, const char *word, gsize length);

/* ---- for files that carry the face with them ---- */

typedef enum {
  FACE_BARE_CFF,
  FACE_TRUETYPE,
  FACE_CANNOT
} FaceProgram; /* FACE_CANNOT: pictures, colours, or a face of many weights */
FaceProgram face_program(const Face *face);
const hb_face_t *face_source(const Face *face);
char *face_name(const Face *face); /* PostScript name, ASCII without blanks; caller frees */
int face_advance(Face *face, guint glyph);
/* The number that a file names the glyph by: its CID where the face has such, else the glyph itself. */
guint face_code(const Face *face, guint glyph);
typedef struct {
  int ascent, descent, left, bottom, right, top, cap; /* in thousandths of an em */
} FaceBox;
FaceBox face_box(const Face *face);
/* The face with these glyphs alone (of guint, any order); NULL where it cannot be cut. */
GBytes *face_subset(const Face *face, const GArray *glyphs);
