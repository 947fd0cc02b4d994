/* How all runs stand, from the cards that the record keeps; what is not to be believed is made anew. */
#include "desk/runs/runtale.h"
#include "desk/runs/session.h"
#include <string.h>

#define PREFIX "run:"

typedef struct {
  GHashTable *cards;
  GPtrArray *stale; /* keys whose card is to be made anew; owned */
} Cards;

/* A card made anew, of so many entries. */
static char *derive(Desk *desk, const char *key, gint64 *last, GError **error) {
  g_autoptr(RunTale) tale = runtale_new(key);
  g_autoptr(RunState) state = runtale_read(tale, desk, NULL, error) ? runtale_replay(tale, desk, error) : NULL;
  *last = tale->last;
  return state != NULL ? runtale_card(tale, state, NULL, 0) : NULL;
}

char *session_card_text(Desk *desk, const char *key, GError **error) {
  gint64 last = 0;
  return derive(desk, key, &last, error);
}

static void take_topic(const RecordTopic *topic, gpointer data) {
  const Cards *cards = data;
  RunCard card;
  const char *key = topic->subject + strlen(PREFIX);
  if (topic->card != NULL && runcard_parse(topic->card, &card)) {
    g_hash_table_replace(cards->cards, g_strdup(key), g_memdup2(&card, sizeof card));
  } else {
    g_ptr_array_add(cards->stale, g_strdup(key));
  }
}

/* Whether nobody could look a second time: then what a card calls missing never comes (see run/card.h). */
static gboolean is_alone(const Desk *desk) {
  g_autofree RunPerson *list = NULL;
  RunPeople crowd = session_crowd(desk, &list);
  gboolean manager_listed = FALSE;
  for (guint i = 0; i < crowd.count; i++) {
    manager_listed = manager_listed || g_strcmp0(crowd.list[i].id, crowd.manager) == 0;
  }
  return crowd.count + (crowd.manager != NULL && !manager_listed) <= 1;
}

GHashTable *session_cards(Desk *desk, GError **error) {
  g_autoptr(GHashTable) cards = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) stale = g_ptr_array_new_with_free_func(g_free);
  Cards taken = {cards, stale};
  Record *record = record_of(desk, RECORD_READ, error);
  if (record == NULL || !record_topics(record, PREFIX, take_topic, &taken, error)) {
    return NULL;
  }
  for (guint i = 0; i < stale->len; i++) {
    const char *key = g_ptr_array_index(stale, i);
    g_autofree char *subject = g_strconcat(PREFIX, key, NULL);
    RunCard card;
    LedgerCard derived = {.subject = subject};
    g_autofree char *text = derive(desk, key, &derived.last, error);
    if (text == NULL) {
      return NULL;
    }
    gboolean read = runcard_parse(text, &card);
    g_assert(read); /* our own */
    derived.text = text;
    record_note_cards(record, &derived, 1);
    g_hash_table_replace(cards, g_strdup(key), g_memdup2(&card, sizeof card));
  }
  const gboolean alone = is_alone(desk);
  GHashTableIter each;
  gpointer value = NULL;
  g_hash_table_iter_init(&each, cards);
  while (alone && g_hash_table_iter_next(&each, NULL, &value)) {
    RunCard *card = value;
    if (card->stage == RUN_OPEN) {
      card->gates &= ~(1u << GATE_SECOND_MISSING);
      card->seconds_missing = 0;
    }
  }
  return g_steal_pointer(&cards);
}
