/* One reading of --for, so that every command understands the same names. */
#include "desk/whom.h"
#include "out/planview.h"
#include <string.h>

static gboolean is_everybody(const char *who) {
  return who == NULL || strcmp(who, "all") == 0 || strcmp(who, "campaign") == 0;
}

gboolean whom_find(const Desk *desk, const char *who, Whom *whom, char **problem) {
  *whom = (Whom){NULL, NULL, -1};
  if (is_everybody(who)) {
    return TRUE;
  }
  if (g_str_has_prefix(who, "dept:")) {
    whom->department = desk_find_department(desk, who, problem);
  } else {
    whom->person = desk_find_person(desk, who, problem);
    if (whom->person == NULL && !g_str_has_prefix(who, "staff:")) { /* a bare word may be a department, too */
      g_autofree char *no_department = NULL;
      whom->department = desk_find_department(desk, who, &no_department);
      if (whom->department == NULL && strstr(*problem, "是不是") == NULL && strstr(no_department, "是不是") != NULL) {
        g_free(*problem); /* the department's name was nearer */
        *problem = g_steal_pointer(&no_department);
      }
    }
    if (whom->department != NULL) {
      g_clear_pointer(problem, g_free);
    }
  }
  if (whom->department == NULL && whom->person == NULL) {
    return FALSE;
  }
  whom->audience = planview_audience(desk->plan, whom->department, whom->person);
  g_assert(whom->audience >= 0); /* a plan has an audience for every department and person */
  return TRUE;
}

const char *whom_name(const Whom *whom) {
  return whom->department != NULL ? whom->department->name : whom->person != NULL ? whom->person->name : NULL;
}
