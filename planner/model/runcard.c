/* A run's card as one line: words separated by blanks, in a fixed order, "-" for what is absent. Ids of people may hold anything, so they are
 * escaped. Gates stand by their ids, so that a card outlives a change of their order. */
#include "model/runcard.h"
#include <string.h>

#define CARD_FORM "run2"
enum { N_COUNTS = 12, N_WORDS = 22 };

static guint *count_at(RunCard *card, guint i) {
  guint *const counts[N_COUNTS] = {&card->total, &card->answered,   &card->required,         &card->required_answered,
                                   &card->na,    &card->failed,     &card->evidence_missing, &card->seconds_missing,
                                   &card->fixes, &card->fixes_open, &card->judged,           &card->found};
  return counts[i];
}

static void put_name(GString *out, const char *name) {
  g_string_append_c(out, ' ');
  if (name) {
    g_string_append_uri_escaped(out, name, NULL, TRUE);
  } else {
    g_string_append_c(out, '-');
  }
}

char *runcard_text(const RunCard *card) {
  RunCard copy = *card;
  GString *out = g_string_new(CARD_FORM);
  put_name(out, card->checklist);
  g_string_append_printf(out, " %d %s", card->version, words_run_stage[card->stage].id);
  for (guint i = 0; i < N_COUNTS; i++) {
    g_string_append_printf(out, " %u", *count_at(&copy, i));
  }
  g_string_append(out, card->gates ? " " : " -");
  for (guint i = 0, n = 0; words_gate[i].id; i++) {
    if (card->gates & (1u << i)) {
      g_string_append_printf(out, "%s%s", n++ ? "+" : "", words_gate[i].id);
    }
  }
  put_name(out, card->inspector);
  put_name(out, card->second);
  g_string_append_printf(out, " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                         card->step < N_SECOND_STEPS ? words_second_step[card->step].id : "-", card->begun_ms,
                         card->finished_ms);
  return g_string_free(out, FALSE);
}

static gboolean get_name(const char *word, const char **name) {
  if (g_str_equal(word, "-")) {
    *name = NULL;
    return TRUE;
  }
  g_autofree char *text = strchr(word, '%') ? g_uri_unescape_string(word, NULL) : g_strdup(word);
  if (!text || !*text || !g_utf8_validate(text, -1, NULL)) {
    return FALSE;
  }
  *name = intern_string(text);
  return TRUE;
}

static gboolean get_number(const char *word, guint64 most, guint64 *value) {
  guint64 read = 0;
  const char *digit = word;
  for (; g_ascii_isdigit(*digit) && read <= (most - (guint64)(*digit - '0')) / 10; digit++) {
    read = read * 10 + (guint64)(*digit - '0');
  }
  *value = read;
  return digit > word && !*digit;
}

/* Cuts the line in its own place; home reads a season's cards each time that it is shown. FALSE unless there are exactly so many words. */
static gboolean split(char *line, char *words[N_WORDS]) {
  for (guint n = 0; n < N_WORDS; n++) {
    words[n] = line;
    char *blank = strchr(line, ' ');
    if (!blank) {
      return n == N_WORDS - 1;
    }
    *blank = '\0';
    line = blank + 1;
  }
  return FALSE;
}

static gboolean get_gates(const char *word, WordSet *gates) {
  *gates = 0;
  if (g_str_equal(word, "-")) {
    return TRUE;
  }
  g_auto(GStrv) ids = g_strsplit(word, "+", -1);
  for (guint i = 0; ids[i]; i++) {
    int gate = word_index(words_gate, ids[i]);
    if (gate < 0) {
      return FALSE;
    }
    *gates |= 1u << gate;
  }
  return TRUE;
}

gboolean runcard_parse(const char *text, RunCard *card) {
  g_autofree char *line = g_strdup(text);
  char *words[N_WORDS];
  if (!split(line, words) || !g_str_equal(words[0], CARD_FORM)) {
    return FALSE;
  }
  RunCard read = {0};
  guint64 version = 0, begun = 0, finished = 0;
  int stage = word_index(words_run_stage, words[3]);
  gboolean good =
      get_name(words[1], &read.checklist) && read.checklist && get_number(words[2], G_MAXINT, &version) && stage >= 0;
  for (guint i = 0; good && i < N_COUNTS; i++) {
    guint64 count = 0;
    good = get_number(words[4 + i], G_MAXUINT, &count);
    *count_at(&read, i) = (guint)count;
  }
  char **rest = words + 4 + N_COUNTS;
  int step = good && !g_str_equal(rest[3], "-") ? word_index(words_second_step, rest[3]) : N_SECOND_STEPS;
  good = good && step >= 0 && get_gates(rest[0], &read.gates) && get_name(rest[1], &read.inspector) &&
         get_name(rest[2], &read.second) && get_number(rest[4], G_MAXINT64, &begun) &&
         get_number(rest[5], G_MAXINT64, &finished);
  if (!good) {
    return FALSE;
  }
  read.version = (int)version;
  read.begun_ms = (gint64)begun;
  read.finished_ms = (gint64)finished;
  read.stage = (RunStage)stage;
  read.step = (SecondStep)step;
  *card = read;
  return TRUE;
}
