/* Working days, shifts and leave of one campaign, with an index over roster and people so that a plan of thousands of tasks asks each
 * question once. The rules are CONTRACT §2's: the store's own closed and open days first, then the department's rule. Knows no tasks. */
#pragma once
#include "model/campaign.h"

typedef struct Days Days;
Days *days_new(const Campaign *campaign);
void days_free(Days *days);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Days, days_free)

/* By the store's own `closed` and `open`; of two ranges that name the day the narrower counts. */
gboolean days_closed(Days *days, Day day);
/* Whom to ask: the department, else the person's own, else every day the store is open. */
gboolean days_is_workday(Days *days, const Department *department, const Person *person, Day day);
/* Distinct starts of shifts that day, in minutes, sorted: of the department's people by roster or shifts, else the store's first hour. Empty
 * when the store is closed or nobody works. `out` is emptied first. */
void days_shift_starts(Days *days, const Department *department, const Person *person, Day day,
                       GArray *out /* of gint16 */);
/* Whether roster or shifts say anything about the department that day, and nobody is there. */
gboolean days_nobody(Days *days, const Department *department, Day day);
/* The first roster row of the department's people; NULL when they are not on a roster. */
const RosterRow *days_roster(Days *days, const Department *department);
/* Who holds the post (interned) that day by the roster; NULL when nobody. A post without any row is the store manager's: so is
 * `post:manager` everywhere, and `post:duty-manager` in shops without a roster. `days_post_row` is its first row, NULL when it is on none. */
Person *days_post_holder(Days *days, const char *post, Day day);
const RosterRow *days_post_row(Days *days, const char *post);
/* A year that was asked for and stands in no table (Monday to Friday was taken); 0 when none. Reading forgets it. */
int days_take_unknown_year(Days *days);
