/* How a run's rows and items lie on a form: rows of the checklist down and items across where these are few, else a line an item. Made in the same way when
 * a form is written and when it is read, so that what was changed on it is found. */
#pragma once
#include "model/run.h"

#define LAYOUT_SHEET "检查"
/* Marks of rows that are no rows of the checklist. */
#define MARK_CODE ":code"
#define MARK_BY ":by"
#define MARK_HEADS ":heads"
#define MARK_ITEMS ":items"
#define MARK_NOTE ":note"
#define MARK_OTHER ":text"
#define LAYOUT_NA "不适用"

typedef enum {
  LAYOUT_NUMBER,
  LAYOUT_ROW,
  LAYOUT_HELP,
  LAYOUT_ASK,
  LAYOUT_VALUE,
  LAYOUT_REASON,
  LAYOUT_PROOF
} LayoutKind;
typedef struct {
  LayoutKind kind;
  guint item; /* of LAYOUT_VALUE and LAYOUT_PROOF; G_MAXUINT where each line has its own */
  char *mark, *heading;
  int width; /* in cells of a terminal */
} LayoutColumn;

typedef struct {
  gboolean tall;      /* a line an item */
  GPtrArray *columns; /* LayoutColumn*; the sheet's column 0 with the marks of rows comes before them */
  gboolean landscape;
} FormLayout;
FormLayout *formlayout_new(const Checklist *checklist, const GPtrArray *rows);
void formlayout_free(FormLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormLayout, formlayout_free)

/* The mark of a row, or in a tall layout of an item of it. Caller frees. */
char *formlayout_mark(const FormLayout *layout, const Row *row, const ChecklistItem *item);
/* A condition in words: 检查情况是“不合格”. NULL when the item has none. Caller frees. */
char *formlayout_when(const Checklist *checklist, const ChecklistItem *item);
/* What an item asks, as it stands in a heading or beside its line: with its unit and when it is asked. Caller frees. */
char *formlayout_ask(const Checklist *checklist, const ChecklistItem *item);
