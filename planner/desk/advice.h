/* How to do what a sentence asks for. The desk says in plain words what is missing; whoever shows the sentence (command line, screen, later web) says how
 * it is given there: an option, a command, a key. So no sentence of the desk names what its reader cannot type. */
#pragma once
#include <glib.h>

typedef enum {
  ADVICE_BY,          /* who did it */
  ADVICE_REASON,      /* a reason */
  ADVICE_OWNER,       /* who answers for what is carried */
  ADVICE_DUE,         /* until when */
  ADVICE_SECOND,      /* a second person who confirms */
  ADVICE_NO_SECOND,   /* take the second away again */
  ADVICE_SIGN,        /* the signature */
  ADVICE_WAIVE,       /* a special release */
  ADVICE_GATE,        /* about = its name: which one is meant */
  ADVICE_GATES,       /* see what stands in the way, by name */
  ADVICE_REOPEN,      /* opening again what was signed */
  ADVICE_CLOCK,       /* answering for the clock */
  ADVICE_PIN_FIRST,   /* about = id: the manager's first PIN */
  ADVICE_PIN_GIVE,    /* about = id, more = who sets it: another one's PIN, also in place of a locked one */
  ADVICE_PIN_CHANGE,  /* about = id: one's own, knowing the old one */
  ADVICE_PIN_RECOVER, /* about = id: with the recovery code */
  ADVICE_PEPPER,      /* bringing back the key file */
  ADVICE_RUN,         /* about = checklist, more = key of the run */
  ADVICE_OCCURRENCE,  /* which occurrence of a task is meant */
  ADVICE_FINISH,      /* finishing a run */
  ADVICE_UPGRADE,     /* the newer definition */
  ADVICE_FIXES,       /* see all corrective actions */
  ADVICE_TASKS,       /* see all tasks with their ids */
  ADVICE_TASK_DONE,   /* a task is done */
  ADVICE_TASK_UNDO,   /* about = key: taking back */
  ADVICE_OVERWRITE,   /* a file that is in the way */
  ADVICE_VERIFY,      /* proving the record */
  ADVICE_BACKUP,      /* another backup */
  N_ADVICES
} Advice;

/* Words that continue a sentence, with their own punctuation before them: "（--reason）", "：ready315 staff pin liu.yang"; "" or NULL where there is nothing
 * to add. Caller frees. */
typedef char *(*Adviser)(Advice advice, const char *about, const char *more);
