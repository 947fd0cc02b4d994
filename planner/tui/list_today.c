/* The day's work as a list: what is done today, what lies behind and is not done, and what comes next. */
#include "base/text.h"
#include "tui/listing.h"
#include "tui/phrases.h"

enum { MARK_CELLS = 4, TIME_CELLS = 13, WHO_CELLS = 19, STATE_CELLS = 11 };

static char *time_of(const Duty *duty, gboolean overdue) {
  char day[DAY_TEXT];
  if (overdue) {
    return g_strdup(day_words(duty->task->due, day));
  }
  g_autoptr(GString) text = g_string_new(NULL);
  dayview_time(duty->task, text);
  return g_strdup(text->str);
}

static char *details_of(const App *app, const Duty *duty) {
  const PlanTask *of = duty->task;
  char day[DAY_TEXT];
  g_autoptr(GString) text = g_string_new(of->task->title);
  g_autofree char *progress = phrase_progress(duty), *done = phrase_done(app->scene->store, duty);
  g_string_append_printf(text, "\n%s%s　截止：%s", of->owner != NULL ? "负责人：" : "还没有人负责",
                         of->owner != NULL ? of->owner->name : "", day_words(of->due, day));
  if (of->task->checklist != NULL) {
    g_string_append_printf(text, "　检查表：%s%s%s", phrase_checklist(app->scene, of->task->checklist),
                           *progress != '\0' ? "，" : "", progress);
  }
  g_string_append_printf(text, "%s%s", *done != '\0' ? "　" : "", done);
  if (of->task->notes != NULL) {
    g_string_append_printf(text, "\n%s", of->task->notes);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_duty(const App *app, Listing *listing, const Duty *duty, gboolean overdue) {
  ListingRow *row = listing_add(listing, duty, g_strdup(phrase_mark(duty)), time_of(duty, overdue),
                                g_strdup(duty->task->task->title), phrase_owner(duty->task), phrase_state(duty));
  row->attr = duty->state >= DUTY_DONE ? ATTR_DIM : ATTR_PLAIN;
  row->details = details_of(app, duty);
}

static void add_part(const App *app, Listing *listing, const GArray *part, gboolean overdue) {
  const DutyBoard *duties = app->scene->home->duties;
  for (guint i = 0; i < part->len; i++) {
    add_duty(app, listing, &g_array_index(duties->duties, Duty, g_array_index(part, guint, i)), overdue);
  }
}

static void add_next(const App *app, Listing *listing) {
  const GPtrArray *items = app->scene->day->parts[DAY_NEXT];
  if (items->len == 0) {
    return;
  }
  listing_heading(listing, g_strdup_printf("%s（%u 项）", daylist_heading(DAY_NEXT), items->len));
  for (guint i = 0; i < items->len; i++) {
    const DayItem *item = g_ptr_array_index(items, i);
    g_autoptr(GString) said = g_string_new(NULL);
    daylist_say(item, said);
    g_autofree char *text = g_strdup_printf("　%s　%s", item->when, said->str);
    listing_sentence(listing, text, app->columns);
  }
}

void listing_today(const App *app, Listing *listing) {
  const Scene *scene = app->scene;
  *listing = (Listing){.rows = listing->rows, .widths = {MARK_CELLS, TIME_CELLS, LISTING_REST, WHO_CELLS, STATE_CELLS}};
  g_autofree char *head = g_strdup_printf("%s。%s。", scene->day->phase, scene->day->to_315);
  listing_sentence(listing, head, app->columns);
  for (guint i = 0; i < scene->day->around->len; i++) {
    listing_sentence(listing, g_ptr_array_index(scene->day->around, i), app->columns);
  }
  const HomeBoard *home = scene->home;
  if (home->fault != NULL) {
    listing_sentence(listing, home->fault, app->columns);
    return;
  }
  listing_heading(listing, g_strdup_printf("今天（%u 项，做完 %u 项）", home->duties->now->len, home->done));
  if (home->duties->now->len == 0) {
    listing_sentence(listing, "没有安排的工作。", app->columns);
  }
  add_part(app, listing, home->duties->now, FALSE);
  if (home->duties->overdue->len > 0) {
    listing_heading(listing, g_strdup_printf("过了截止日还没做完（%u 项）", home->duties->overdue->len));
    add_part(app, listing, home->duties->overdue, TRUE);
  }
  add_next(app, listing);
}
