/* Group messages. Forwarded text leaves the house, so phases have their formal names and nobody's number stands in it. */
#include "out/message.h"

#include "base/text.h"
#include "out/phrase.h"
#include <string.h>

static gsize octets_at(const char *p) {
  return (gsize)(text_next(p) - p);
}

/* The largest prefix of `text` that is at most `limit` bytes and ends between characters; at least one character. */
static gsize prefix_octets(const char *text, gsize limit) {
  gsize used = octets_at(text);
  while (text[used] != '\0' && used + octets_at(text + used) <= limit) {
    used += octets_at(text + used);
  }
  return used;
}

/* Lines gathered into parts of at most `room` bytes. Where a part begins in the middle of a person's lines, his @ is said again. */
static GPtrArray *fill(const char *body, gsize room) {
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) part = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
  const char *called = NULL;
  for (char **line = lines; *line != NULL; line++) {
    const char *rest = *line;
    called = *rest == '@' ? rest : called;
    do {
      gsize length = strlen(rest);
      if (part->len > 0 && part->len + 1 + length > room) {
        g_ptr_array_add(parts, g_strdup(part->str));
        g_string_truncate(part, 0);
        if (called != NULL && called != *line && strlen(called) + 1 + length <= room) {
          g_string_append(part, called);
        }
      }
      gsize take = length <= room || length == 0 ? length : prefix_octets(rest, room);
      g_string_append(part, part->len > 0 ? "\n" : "");
      g_string_append_len(part, rest, (gssize)take);
      rest += take;
    } while (*rest != '\0');
  }
  if (part->len > 0) {
    g_ptr_array_add(parts, g_strdup(part->str));
  }
  return parts;
}

char **message_split(const char *head, const char *body, gsize limit) {
  static const char widest[] = "（99/99）\n";
  gsize plain = strlen(head) + 1;
  g_assert(limit > strlen(head) + sizeof widest + 4);
  g_autoptr(GPtrArray) parts = NULL;
  if (plain + strlen(body) <= limit) {
    parts = fill(body, limit - plain);
  } else {
    parts = fill(body, limit - strlen(head) - (sizeof widest - 1));
  }
  GPtrArray *messages = g_ptr_array_new();
  for (guint i = 0; i < parts->len; i++) {
    const char *text = g_ptr_array_index(parts, i);
    g_ptr_array_add(messages, parts->len == 1 ? g_strdup_printf("%s\n%s", head, text)
                                              : g_strdup_printf("%s（%u/%u）\n%s", head, i + 1, parts->len, text));
  }
  if (parts->len == 0) {
    g_ptr_array_add(messages, g_strdup(head));
  }
  g_ptr_array_add(messages, NULL);
  return (char **)g_ptr_array_free(messages, FALSE);
}

/* ---- a day ------------------------------------------------------------------------------------------------------------------- */

/* The lines of one person; kept in order of first mention. */
typedef struct {
  const Person *person; /* NULL = nobody stands in the post yet */
  GString *lines;
} Block;

static void block_free(gpointer data) {
  Block *block = data;
  g_string_free(block->lines, TRUE);
  g_free(block);
}

typedef struct {
  const DayView *day;
  const Department *department;
  const Person *person;
  GPtrArray *blocks;
} Letter;

static GString *block_of(Letter *letter, const Person *person) {
  for (guint i = 0; i < letter->blocks->len; i++) {
    Block *block = g_ptr_array_index(letter->blocks, i);
    if (block->person == person) {
      return block->lines;
    }
  }
  Block *block = g_new0(Block, 1);
  block->person = person;
  block->lines = g_string_new(NULL);
  g_ptr_array_add(letter->blocks, block);
  return block->lines;
}

/* Who is called, and what is put before the task: a department that only helps, or a supervisor, is told so. */
static const Person *addressee(const Letter *letter, const PlanTask *task, const char **before) {
  const Person *actor = dayview_actor(task, letter->day->day);
  *before = "";
  if (letter->person != NULL) {
    if (task->owner != letter->person && actor != letter->person) {
      *before = "督促：";
    }
    return letter->person;
  }
  if (letter->department != NULL && task->department != letter->department) {
    *before = "协助：";
    return letter->department->owner;
  }
  return actor;
}

/* Whether two occurrences of today share a line: one task, one addressee, still to be done. */
static gboolean same_line(const Letter *letter, guint i, guint j) {
  const DayView *day = letter->day;
  guint32 one = g_array_index(day->today, guint32, i), other = g_array_index(day->today, guint32, j);
  const PlanTask *a = plan_task(day->view->plan, one), *b = plan_task(day->view->plan, other);
  const char *unused;
  return a->task == b->task && !dayview_settled(day, one) && !dayview_settled(day, other) &&
         addressee(letter, a, &unused) == addressee(letter, b, &unused);
}

/* "· 10:00、14:00 疑难问题清零", the times of one task and person on one line. What is known to be done is left out. */
static void today_lines(Letter *letter) {
  const GArray *today = letter->day->today;
  const Plan *plan = letter->day->view->plan;
  for (guint i = 0; i < today->len; i++) {
    const PlanTask *task = plan_task(plan, g_array_index(today, guint32, i));
    gboolean told = !same_line(letter, i, i);
    for (guint j = 0; j < i && !told; j++) {
      told = same_line(letter, j, i);
    }
    if (told) {
      continue;
    }
    const char *before;
    const Person *who = addressee(letter, task, &before);
    GString *lines = block_of(letter, who);
    g_string_append(lines, "· ");
    for (guint j = i, n = 0; j < today->len; j++) {
      if (same_line(letter, i, j)) {
        g_string_append(lines, n++ > 0 ? "、" : "");
        dayview_time(plan_task(plan, g_array_index(today, guint32, j)), lines);
      }
    }
    g_string_append_printf(lines, " %s%s", before, task->task->title);
    if (task->owner != NULL && who != NULL && who != task->owner && *before == '\0') {
      g_string_append_printf(lines, "（代%s）", task->owner->name);
    }
    if (task->has_due) {
      char due[DAY_TEXT];
      g_string_append_printf(lines, "（%s截止）", task->due == letter->day->day ? "今天" : day_words(task->due, due));
    }
    g_string_append_c(lines, '\n');
  }
}

/* What the record knows to be overdue, a line a task and addressee. */
static void overdue_lines(Letter *letter) {
  const GArray *past = letter->day->past;
  const Plan *plan = letter->day->view->plan;
  for (guint i = 0; i < past->len; i++) {
    const PlanTask *task = plan_task(plan, g_array_index(past, guint32, i));
    const char *before, *unused;
    const Person *who = addressee(letter, task, &before);
    guint earlier = 0, all = 0;
    for (guint j = 0; j < past->len; j++) {
      const PlanTask *other = plan_task(plan, g_array_index(past, guint32, j));
      gboolean same = other->task == task->task && addressee(letter, other, &unused) == who;
      earlier += same && j < i;
      all += same;
    }
    if (earlier > 0) {
      continue;
    }
    char due[DAY_TEXT];
    GString *lines = block_of(letter, who);
    g_string_append_printf(lines, "· 已逾期：%s%s（%s截止", before, task->task->title, day_words(task->due, due));
    if (all > 1) {
      g_string_append_printf(lines, "，连后来的共 %u 次", all);
    }
    g_string_append(lines, "）\n");
  }
}

/* Deadlines of work that began earlier. Those of days before yesterday would be repeated every day without knowing whether they are done. */
static void deadline_lines(Letter *letter, const GArray *list, Day due, const char *when) {
  const Plan *plan = letter->day->view->plan;
  for (guint i = 0; i < list->len; i++) {
    guint32 index = g_array_index(list, guint32, i);
    const PlanTask *task = plan_task(plan, index);
    if (!task->has_due || task->due != due || dayview_in(letter->day->today, index)) {
      continue;
    }
    const char *before;
    GString *lines = block_of(letter, addressee(letter, task, &before));
    g_string_append_printf(lines, "· %s：%s%s%s\n", when, before, task->task->title,
                           due < letter->day->day ? "，没做完的请今天补上" : "");
  }
}

/* Something of today was carried: nothing is left to do, yet not all was done. */
static gboolean put_off(const DayView *day) {
  for (guint i = 0; day->marks != NULL && i < day->today->len; i++) {
    if (day->marks[g_array_index(day->today, guint32, i)].state == DUTY_CARRIED) {
      return TRUE;
    }
  }
  return FALSE;
}

static char *head_of(const Letter *letter) {
  const DayView *day = letter->day;
  const Store *store = day->view->plan->campaign->store;
  char text[DAY_TEXT];
  GString *out = g_string_new(MESSAGE_PREFIX);
  g_string_append_printf(out, "%s%s %s", store->practice ? "【演练】" : "", day_words(day->day, text),
                         letter->department != NULL ? letter->department->name : store->name);
  if (day->phase != NULL) {
    g_string_append_printf(out, " · %s", phrase_phase(day->phase, TRUE));
  }
  if (day->to_315 > 0) {
    g_string_append_printf(out, " · 距3月15日还有 %d 天", day->to_315);
  } else if (day->to_315 == 0) {
    g_string_append(out, " · 今天就是3月15日");
  }
  return g_string_free(out, FALSE);
}

char **message_of_day(const DayView *day, const Department *department, const Person *person) {
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(block_free);
  Letter letter = {day, department, person, blocks};
  today_lines(&letter);
  deadline_lines(&letter, day->due, day->day, "今天截止");
  deadline_lines(&letter, day->open, day->day + 1, "明天截止");
  if (day->marks != NULL) {
    overdue_lines(&letter);
  } else {
    deadline_lines(&letter, day->past, day->day - 1, "昨天截止");
  }
  g_autoptr(GString) body = g_string_new(NULL);
  for (guint i = 0; i < blocks->len; i++) {
    const Block *block = g_ptr_array_index(blocks, i);
    if (block->person != NULL) {
      g_string_append_printf(body, "@%s\n%s", block->person->name, block->lines->str);
    } else {
      g_string_append_printf(body, "还没有排人，请店长指定：\n%s", block->lines->str);
    }
  }
  if (blocks->len == 0) {
    g_string_append_printf(body, "%s%s%s%s\n", person != NULL ? "@" : "", person != NULL ? person->name : "",
                           person != NULL ? " " : "",
                           put_off(day)          ? "今天没有剩下要做的，带遗留的按新期限做完。"
                           : day->today->len > 0 ? "今天的工作都做完了。"
                                                 : "今天没有安排的工作。");
  }
  g_string_truncate(body, body->len - 1); /* the last newline */
  g_autofree char *head = head_of(&letter);
  g_autofree char *formal = phrase_formal(day->view->plan->campaign, body->str);
  return message_split(head, formal, MESSAGE_BYTES);
}
