/* A small form over a view: a title, a sentence, and fields that are filled in one after the other; a question with yes and no; or a text to read. It
 * takes all keys while it is open. Pure data: who opened it is told by `intent` when it is submitted, reads the values, and closes it or says what is
 * wrong, with everything that was typed still there. */
#pragma once
#include "base/date.h"
#include "model/store.h"
#include "tui/edit.h"

/* Who is told (update.c has the table). Add freely. */
typedef enum {
  PROMPT_NOBODY, /* a message: just closed */
  PROMPT_RUN_WHICH,
  PROMPT_RUN_WHO,
  PROMPT_RUN_VALUE,
  PROMPT_RUN_NA,
  PROMPT_RUN_REST,
  PROMPT_RUN_FIND,
  PROMPT_RUN_EVIDENCE,
  PROMPT_RUN_FILE,
  PROMPT_RUN_PAPER,
  PROMPT_RUN_LINK,
  PROMPT_RUN_FINISH,
  PROMPT_RUN_SECOND,
  PROMPT_RUN_REOPEN,
  PROMPT_RUN_NEWER,
  PROMPT_FIX_DONE,
  PROMPT_FIX_RECHECK,
  PROMPT_FIX_CLOSE,
  PROMPT_WHO,
  PROMPT_TASK_DONE,
  PROMPT_TASK_MOVE,
  PROMPT_TASK_ASSIGN,
  PROMPT_TASK_DROP,
  PROMPT_TASK_ADD,
  PROMPT_TASK_UNDO,
  PROMPT_ROW_ADD,
  PROMPT_ROW_CHANGE,
  PROMPT_ROW_CLOSE,
  PROMPT_ROW_REOPEN,
  PROMPT_SIGN,
  PROMPT_WAIVE,
  PROMPT_UNSIGN,
  PROMPT_CLOCK,
  PROMPT_PIN,
  N_PROMPT_INTENTS
} PromptIntent;

typedef enum {
  PROMPT_TEXT,
  PROMPT_LINES,  /* a longer text, wrapped */
  PROMPT_SECRET, /* a PIN */
  PROMPT_CHOICE, /* one of a list, searched while typing */
  PROMPT_PERSON, /* the same of the store's people; value = id */
  PROMPT_DATE,   /* as typed_day; value YYYY-MM-DD */
  PROMPT_TIME,   /* as typed_minute; value HH:MM */
} PromptKind;

typedef struct {
  char *value, *label;
  char *keys; /* what may be typed for it, a line each, folded */
} PromptChoice;

typedef struct PromptField PromptField;
/* What stands in a field, as whoever opened it understands it: NULL and *shown (NULL: as typed; both of them the caller's), or a sentence. `data` is what
 * prompt_check was given. Not asked about an empty field, nor about one that is as it began. */
typedef char *(*PromptCheck)(const PromptField *field, const char *typed, char **shown, gconstpointer data);

struct PromptField {
  const char *id; /* interned */
  PromptKind kind;
  char *label, *help; /* help: a sentence; may be NULL */
  gboolean required;
  Edit *edit;               /* what is typed; of a choice what is searched */
  GPtrArray *choices;       /* PromptChoice* */
  GArray *found;            /* guint into choices: those that match */
  int chosen;               /* into found; -1 none */
  gboolean fresh;           /* nothing was typed since the field was entered: typing replaces the choice */
  char *initial;            /* what it began with; "" */
  char *value;              /* as accepted; "" when left empty */
  PromptCheck check;        /* NULL */
  gconstpointer check_data; /* borrowed */
};

typedef struct {
  PromptIntent intent;
  char *title, *text; /* text: sentences, lines kept; may be NULL */
  gboolean question;  /* yes or no */
  gboolean quick;     /* a digit, typed first, picks that choice of the only field and submits */
  gboolean exact;     /* the text is a drawing (QR): never wrapped */
  GPtrArray *fields;  /* PromptField* */
  guint field;        /* where the cursor is */
  int top;            /* first line of the text that is shown */
  char *said;         /* why it is still open; NULL */
  gboolean leaving;   /* Esc was pressed with something typed: once more leaves */
  gboolean typed;     /* something was typed */
  Moment now;         /* of the store, for dates and times */
  gpointer about;     /* the opener's: what it is about; owned; NULL */
  GDestroyNotify about_free;
} Prompt;

Prompt *prompt_new(PromptIntent intent, const char *title, const char *text);
Prompt *prompt_question(PromptIntent intent, const char *title, const char *text);
Prompt *prompt_message(const char *title, const char *text, gboolean exact);
void prompt_free(Prompt *prompt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prompt, prompt_free)
void prompt_about(Prompt *prompt, gpointer about, GDestroyNotify about_free);

/* The fields in their order. `choices`: NULL-terminated, of PROMPT_CHOICE; more may be added. `initial` may be NULL. The field is the prompt's. */
PromptField *prompt_field(Prompt *prompt, const char *id, PromptKind kind, const char *label, const char *initial,
                          const char *const *choices, gboolean required);
void prompt_help(PromptField *field, const char *sentence);
/* `data` is borrowed: it must outlive the prompt. */
void prompt_check(PromptField *field, PromptCheck check, gconstpointer data);
/* Also found by `keys` (may be NULL), a line each, and by the pinyin initials of its label. */
void prompt_choice(PromptField *field, const char *value, const char *label, const char *keys);
/* Ready ones, of another field (takes a reference): for thousands. */
void prompt_choices(PromptField *field, GPtrArray *choices);
/* The people of the store; `fits` NULL: all. A PERSON field without choices gets all when it is shown (app_ask). */
typedef gboolean (*PromptFits)(const Person *person, gpointer data);
void prompt_people(PromptField *field, const Store *store, PromptFits fits, gpointer data);
void prompt_pick(PromptField *field, const char *value); /* the choice with this value, as if it had been chosen */

/* As accepted; "" where nothing was entered. */
const char *prompt_value(const Prompt *prompt, const char *id);
PromptField *prompt_find(const Prompt *prompt, const char *id); /* asserted */
void prompt_refuse(Prompt *prompt, const char *sentence);       /* it stays open with what was typed */

typedef enum { PROMPT_STAYS, PROMPT_SUBMITTED, PROMPT_LEFT } PromptOutcome;
PromptOutcome prompt_input(Prompt *prompt, const Input *input);
