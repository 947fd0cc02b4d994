/* Checklists to work through: those that today and the days before ask for, with how far they are, and all others, which may be done at any time. */
#include "base/text.h"
#include "tui/listing.h"
#include "tui/phrases.h"

enum { MARK_CELLS = 4, TIME_CELLS = 13, WHO_CELLS = 19, STATE_CELLS = 11 };

static void add_duty(const App *app, Listing *listing, const Duty *duty, gboolean overdue) {
  const Task *task = duty->task->task;
  if (task->checklist == NULL) {
    return;
  }
  char day[DAY_TEXT];
  g_autoptr(GString) time = g_string_new(NULL);
  dayview_time(duty->task, time);
  const char *mark = phrase_mark(duty);
  const char *checklist = phrase_checklist(app->scene, task->checklist);
  g_autofree char *progress = phrase_progress(duty), *done = phrase_done(app->scene->store, duty);
  ListingRow *row =
      listing_add(listing, duty, g_strdup(mark), g_strdup(overdue ? day_words(duty->task->due, day) : time->str),
                  g_strdup(checklist), phrase_owner(duty->task), phrase_state(duty));
  row->sort = CHECK_OF_DUTY;
  row->attr = duty->state >= DUTY_DONE ? ATTR_DIM : ATTR_PLAIN;
  row->details =
      g_strdup_printf("%s\n工作：%s　截止：%s%s%s%s%s", checklist, task->title, day_words(duty->task->due, day),
                      *progress != '\0' ? "　" : "", progress, *done != '\0' ? "　" : "", done);
}

static void add_part(const App *app, Listing *listing, const GArray *part, gboolean overdue) {
  const DutyBoard *duties = app->scene->home->duties;
  for (guint i = 0; i < part->len; i++) {
    add_duty(app, listing, &g_array_index(duties->duties, Duty, g_array_index(part, guint, i)), overdue);
  }
}

static void add_others(const App *app, Listing *listing) {
  const GPtrArray *all = app->scene->plan->view->plan->campaign->checklists;
  listing_heading(listing, g_strdup("全部检查表（随时可以加做一次）"));
  for (guint i = 0; i < all->len; i++) {
    const Checklist *checklist = g_ptr_array_index(all, i);
    if (checklist->source != SOURCE_LIST) {
      continue;
    }
    g_autofree char *adhoc = phrase_adhoc(app->scene, checklist);
    const RunCard *card =
        app->scene->home->duties != NULL ? g_hash_table_lookup(app->scene->home->duties->cards, adhoc) : NULL;
    ListingRow *row =
        listing_add(listing, checklist,
                    g_strdup(card == NULL                  ? ""
                             : card->stage == RUN_FINISHED ? "[x]"
                                                           : "[~]"),
                    NULL, g_strdup(checklist->title),
                    g_strdup(checklist->function != FUNCTION_NONE ? words_function[checklist->function].title : ""),
                    card != NULL ? g_strdup_printf("做了 %u/%u", card->answered, card->total) : NULL);
    row->sort = CHECK_OF_CHECKLIST;
    row->details = g_strdup_printf("%s\n%u 项。%s", checklist->title, checklist->rows->len,
                                   checklist->why != NULL ? checklist->why : "");
  }
}

void listing_checks(const App *app, Listing *listing) {
  *listing = (Listing){.rows = listing->rows, .widths = {MARK_CELLS, TIME_CELLS, LISTING_REST, WHO_CELLS, STATE_CELLS}};
  const HomeBoard *home = app->scene->home;
  if (home->fault != NULL) {
    listing_sentence(listing, home->fault, app->columns);
    return;
  }
  listing_heading(listing, g_strdup_printf("今天（%u 张，做完 %u 张）", home->checks, home->checks_done));
  if (home->checks == 0) {
    listing_sentence(listing, "今天的工作没有用到检查表。", app->columns);
  }
  add_part(app, listing, home->duties->now, FALSE);
  guint overdue = 0;
  for (guint i = 0; i < home->duties->overdue->len; i++) {
    guint index = g_array_index(home->duties->overdue, guint, i);
    overdue += g_array_index(home->duties->duties, Duty, index).task->task->checklist != NULL;
  }
  if (overdue > 0) {
    listing_heading(listing, g_strdup_printf("过了截止日还没做完（%u 张）", overdue));
    add_part(app, listing, home->duties->overdue, TRUE);
  }
  add_others(app, listing);
}
