/* A file of answers against a run, as a whole: every problem with its place, nothing recorded. What passes is a list of events for session_steps. */
#pragma once
#include "desk/runs/answers.h"
#include "desk/runs/session.h"

typedef struct {
  const Person
      *by; /* of the command line; where the file names another 检查人, he is the one who types (代录); may be NULL */
  const Person *second; /* whose PIN was or will be checked; confirms what waits for a second; NULL when nobody */
  gboolean finish;
} AnswersAsk;

typedef struct {
  GArray *events;               /* of RunEvent, in the order in which they are to happen */
  const char *by, *recorded_by; /* who begins the run; interned */
  guint given;                  /* answers, n/a included, that differ from what was there */
  guint rest;                   /* of 其余全部合格 */
  GStringChunk *texts;          /* what the events borrow, besides the answers */
  GPtrArray *evidence;          /* Evidence* */
} AnswersPlan;
void answersplan_free(AnswersPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnswersPlan, answersplan_free)

/* `scratch` is what it is tried on, and is what the run will be. Problems of the file go to desk->diags; what belongs to no place (nobody named, a second who
 * may not) is a sentence in *problem, where there is one (caller frees). Never NULL; of use only without problems, and as long as `answers`. */
AnswersPlan *answers_check(Desk *desk, const Answers *answers, RunState *scratch, const RunPeople *people,
                           const AnswersAsk *ask, char **problem);
