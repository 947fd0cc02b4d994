/* The closed vocabularies of the definitions: id in files ↔ enum ↔ Chinese word on screen and sheets (WORDING.md). */
#pragma once
#include <glib.h>

typedef enum {
  FUNCTION_SERVICE,
  FUNCTION_OPERATIONS,
  FUNCTION_MERCHANDISE,
  FUNCTION_PURCHASING,
  FUNCTION_WAREHOUSE,
  FUNCTION_LOGISTICS,
  FUNCTION_FLOOR,
  FUNCTION_CHECKOUT,
  FUNCTION_FRESH,
  FUNCTION_FOOD_SAFETY,
  FUNCTION_IT,
  FUNCTION_PR,
  FUNCTION_LEGAL,
  FUNCTION_TRAINING,
  FUNCTION_HR,
  N_FUNCTIONS,
  FUNCTION_NONE = -1
} Function;

typedef enum {
  KIND_ONLINE,
  KIND_SHOP,
  KIND_FOOD,
  KIND_FRESH,
  KIND_COSMETICS,
  KIND_LIVESTREAM,
  KIND_PREPAID,
  N_KINDS
} Kind;
typedef enum { SCALE_SOLO, SCALE_SMALL, SCALE_STANDARD, SCALE_LARGE, N_SCALES } Scale;
typedef enum {
  COMPLAINT_SERVICE,
  COMPLAINT_POLICY,
  COMPLAINT_QUALITY,
  COMPLAINT_FEE,
  COMPLAINT_OTHER,
  N_COMPLAINTS
} Complaint;
typedef enum { WORKDAYS_CALENDAR, WORKDAYS_WORKDAY, WORKDAYS_SHIFT, N_WORKDAYS } Workdays;
typedef enum { SHIFT_NEXT, SHIFT_PREVIOUS, SHIFT_AS_IS, N_DAY_SHIFTS } DayShift; /* the task key `workday` */
typedef enum { EVERY_NONE = -1, EVERY_DAY, EVERY_WORKDAY, EVERY_WEEK, EVERY_SHIFT, N_EVERY } Every;
typedef enum { SIGN_DAILY, SIGN_WEEKLY, SIGN_END, N_SIGNS } SignRhythm;
typedef guint32 WordSet; /* bit i = member i of the enum */

typedef struct {
  const char *id;    /* as written in files */
  const char *title; /* as read by people */
} Word;

/* Tables end with {NULL, NULL}; indexed by the enum. */
extern const Word words_function[], words_kind[], words_scale[], words_complaint[], words_workdays[], words_day_shift[],
    words_every[], words_sign[], words_weekday[];

int word_index(const Word *table, const char *id); /* -1 when absent */
/* The ids as a NULL-terminated array for text_nearest (static per table; do not free). */
const char *const *word_ids(const Word *table);
/* "客服、运营" for a set, in enum order; caller frees. */
char *words_of_set(const Word *table, WordSet set);
