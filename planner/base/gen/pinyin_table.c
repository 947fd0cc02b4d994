/* Writes pinyin_table.h: for each Chinese character its most common reading without tone, as ICU's transliterator gives it.
 * Runs once at build time, because opening the transliterator takes longer than the whole program (0.3 s) and ICU is not needed afterwards.
 * People are looked up with it, so a few readings that ICU prefers and given names do not use are put right here.
 * The table is a list of syllables and, for each character of two blocks, a place in that list (0 = no reading). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/utrans.h>

#define SYLLABLE 8 /* zhuang and a zero, rounded up */
#define SYLLABLES_MAX 1024

typedef struct {
  const char *name;
  UChar first, last;
} Block;
static const Block BLOCKS[] = {{"EXTENSION_A", 0x3400, 0x4DBF}, {"UNIFIED", 0x4E00, 0x9FFF}};

typedef struct {
  UChar c;
  const char *reading;
} NameReading;
static const NameReading IN_NAMES[] = {
    {u'佛', "fo"}, {u'地', "di"},   {u'拓', "tuo"}, {u'晟', "sheng"},
    {u'泊', "bo"}, {u'琢', "zhuo"}, {u'都', "du"},  {u'长', "chang"},
};

static char syllables[SYLLABLES_MAX][SYLLABLE]; /* in order of first use; the first is empty */
static unsigned n_syllables = 1;

static void check(UErrorCode status, const char *what) {
  if (U_FAILURE(status)) {
    fprintf(stderr, "pinyin_table: %s: %s\n", what, u_errorName(status));
    exit(1);
  }
}

/* The reading in plain letters, ü as v; empty when there is none. */
static void reading(const UTransliterator *latin, const UNormalizer2 *nfd, UChar c, char out[SYLLABLE]) {
  for (size_t i = 0; i < sizeof IN_NAMES / sizeof *IN_NAMES; i++) {
    if (IN_NAMES[i].c == c) {
      strcpy(out, IN_NAMES[i].reading);
      return;
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  UChar text[64] = {c};
  UChar parts[64];
  int32_t length = 1, limit = 1;
  utrans_transUChars(latin, text, &length, 64, 0, &limit, &status);
  check(status, "transliterate");
  int32_t n = unorm2_normalize(nfd, text, length, parts, 64, &status);
  check(status, "normalize");
  int used = 0;
  for (int32_t i = 0; i < n && used < SYLLABLE - 1; i++) {
    if (parts[i] == 0x308 && used && out[used - 1] == 'u') {
      out[used - 1] = 'v';
    } else if (parts[i] >= 'a' && parts[i] <= 'z') {
      out[used++] = (char)parts[i];
    } else if (parts[i] < 0x300 || parts[i] > 0x36F) { /* not a tone: no reading, or more than one */
      break;
    }
  }
  out[used] = '\0';
}

static unsigned place_of(const char *syllable) {
  for (unsigned i = 0; i < n_syllables; i++) {
    if (strcmp(syllables[i], syllable) == 0) {
      return i;
    }
  }
  if (n_syllables == SYLLABLES_MAX) {
    fprintf(stderr, "pinyin_table: more than %d syllables\n", SYLLABLES_MAX);
    exit(1);
  }
  memcpy(syllables[n_syllables], syllable, strlen(syllable) + 1);
  return n_syllables++;
}

int main(void) {
  UErrorCode status = U_ZERO_ERROR;
  static const UChar ID[] = u"Han-Latin";
  UTransliterator *latin = utrans_openU(ID, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  check(status, "open Han-Latin");
  const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
  check(status, "open NFD");
  printf("/* Made by planner/base/gen/pinyin_table.c; do not edit. */\n");
  for (size_t b = 0; b < sizeof BLOCKS / sizeof *BLOCKS; b++) {
    const Block *block = &BLOCKS[b];
    printf("#define PINYIN_%s 0x%04X\nstatic const guint16 PINYIN_OF_%s[%d] = {", block->name, (unsigned)block->first,
           block->name, block->last - block->first + 1);
    for (int c = block->first; c <= block->last; c++) {
      char syllable[SYLLABLE];
      reading(latin, nfd, (UChar)c, syllable);
      printf("%s%u,", (c - block->first) % 32 ? "" : "\n  ", place_of(syllable));
    }
    printf("\n};\n");
  }
  printf("static const char PINYIN_SYLLABLES[%u][%d] = {\n", n_syllables, SYLLABLE);
  for (unsigned i = 0; i < n_syllables; i++) {
    printf("  \"%s\",\n", syllables[i]);
  }
  printf("};\n");
  utrans_close(latin);
  return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
