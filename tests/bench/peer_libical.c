/* peer_libical FOLDER EVENTS: what calendar is measured against. A bare libical program that renders each event once and writes it to the files
 * of its three audiences; same texts, same two alarms, same number of files as tests/bench/make_store.py makes ready315 write. It reads
 * nothing, plans nothing and remembers nothing. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS 8
static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八"};

static void put(FILE *file, icalproperty *property) {
  char *text = icalproperty_as_ical_string_r(property);
  fputs(text, file);
  icalmemory_free_buffer(text);
  icalproperty_free(property);
}

static void begin(FILE *file) {
  fputs("BEGIN:VCALENDAR\r\n", file);
  put(file, icalproperty_new_version("2.0"));
  put(file, icalproperty_new_prodid("-//peer//peer//ZH"));
  fputs("BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0800\r\n"
        "TZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
        file);
}

static icalproperty *zoned(icalproperty *property) {
  icalproperty_add_parameter(property, icalparameter_new_tzid("Asia/Shanghai"));
  return property;
}

static icalcomponent *alarm_at(const char *summary, int minutes) {
  struct icaltriggertype trigger = {.time = icaltime_null_time(), .duration = icaldurationtype_from_int(minutes * 60)};
  icalcomponent *alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
  icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
  icalcomponent_add_property(alarm, icalproperty_new_description(summary));
  return alarm;
}

static char *render(int task, int slot) {
  char uid[128], summary[256], description[512], categories[64];
  int group = task % GROUPS, day = slot / 20, half = slot % 20;
  struct icaltimetype start = icaltime_null_time(), stamp = icaltime_null_time();
  start.year = 2027, start.month = 3, start.day = 1 + day, start.hour = 8 + half / 2, start.minute = half % 2 * 30;
  struct icaltimetype end = start;
  end.minute += 20;
  stamp.year = 2026, stamp.month = 11, stamp.day = 22, stamp.zone = icaltimezone_get_utc_timezone();
  snprintf(uid, sizeof uid, "2027.task-%04d.202703%02dT%02d%02d.e@bench.ready315.invalid", task, start.day, start.hour,
           start.minute);
  snprintf(summary, sizeof summary, "【测量】第 %d 项价签与文案核对、超期货品下架", task);
  snprintf(description, sizeof description,
           "负责人：组长%s\n部门：第%"
           "d组\n备注：主图、标题、详情页、价签逐一核对；发现不一致，先下架，再查来源，并告诉值班经理",
           digits[group], group + 1);
  snprintf(categories, sizeof categories, "315,测量,第%d组", group + 1);
  icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_property(event, icalproperty_new_uid(uid));
  icalcomponent_add_property(event, icalproperty_new_dtstamp(stamp));
  icalcomponent_add_property(event, icalproperty_new_lastmodified(stamp));
  icalcomponent_add_property(event, icalproperty_new_sequence(0));
  icalcomponent_add_property(event, zoned(icalproperty_new_dtstart(start)));
  icalcomponent_add_property(event, zoned(icalproperty_new_dtend(end)));
  icalcomponent_add_property(event, icalproperty_new_summary(summary));
  icalcomponent_add_property(event, icalproperty_new_description(description));
  icalcomponent_add_property(event, icalproperty_new_categories(categories));
  icalcomponent_add_property(event, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
  icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_component(event, alarm_at(summary, -1440));
  icalcomponent_add_component(event, alarm_at(summary, -30));
  char *text = icalcomponent_as_ical_string_r(event);
  icalcomponent_free(event);
  return text;
}

static FILE *open_file(const char *folder, const char *kind, int number) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s%d.ics", folder, kind, number);
  FILE *file = fopen(path, "w");
  if (!file) {
    perror(path);
    exit(3);
  }
  begin(file);
  return file;
}

static void close_file(FILE *file) {
  fputs("END:VCALENDAR\r\n", file);
  if (fclose(file) != 0) {
    perror("fclose");
    exit(3);
  }
}

int main(int argc, char **argv) {
  if (argc != 3) {
    return 2;
  }
  int n = atoi(argv[2]);
  FILE *campaign = open_file(argv[1], "campaign", 0), *departments[GROUPS], *owners[GROUPS];
  for (int i = 0; i < GROUPS; i++) {
    departments[i] = open_file(argv[1], "dept-", i);
    owners[i] = open_file(argv[1], "staff-", i);
  }
  for (int i = 0; i < n; i++) {
    char *text = render(i / 400, i % 400);
    size_t length = strlen(text);
    fwrite(text, 1, length, campaign);
    fwrite(text, 1, length, departments[i / 400 % GROUPS]);
    fwrite(text, 1, length, owners[i / 400 % GROUPS]);
    icalmemory_free_buffer(text);
  }
  close_file(campaign);
  for (int i = 0; i < GROUPS; i++) {
    close_file(departments[i]);
    close_file(owners[i]);
  }
  return 0;
}
