#!/usr/bin/python3
"""peer_icalendar.py FOLDER EVENTS: the same files as peer_libical.c with python3-icalendar, as its documentation shows: a Calendar a file, each
event made once and added to its three calendars, to_ical() of each. With "once" behind, each event is rendered once instead."""
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

folder, wanted, once = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["once"]
zone, stamp = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 22, tzinfo=timezone.utc)


def new_calendar():
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//peer//peer//ZH")
    return calendar


names = ["campaign"] + [f"{kind}-{i}" for i in range(8) for kind in ("dept", "staff")]
calendars = [new_calendar() for _ in names]
files = [open(f"{folder}/{name}.ics", "wb", buffering=65536) for name in names]
if once:
    for file in files:
        file.write(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//peer//peer//ZH\r\n")
for i in range(wanted):
    task, slot = divmod(i, 400)
    group = task % 8
    start = datetime(2027, 3, 1 + slot // 20, 8 + slot % 20 // 2, slot % 2 * 30, tzinfo=zone)
    event = Event()
    event.add("uid", f"2027.task-{task:04d}.{start:%Y%m%dT%H%M}.e@bench.ready315.invalid")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", 0)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=20))
    summary = f"【测量】第 {task} 项价签与文案核对、超期货品下架"
    event.add("summary", summary)
    event.add("description", f"负责人：组长{'一二三四五六七八'[group]}\n部门：第{group + 1}组\n"
              "备注：主图、标题、详情页、价签逐一核对；发现不一致，先下架，再查来源，并告诉值班经理")
    event.add("categories", ["315", "测量", f"第{group + 1}组"])
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    for minutes in (1440, 30):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -timedelta(minutes=minutes))
        alarm.add("description", summary)
        event.add_component(alarm)
    targets = (0, 1 + 2 * group, 2 + 2 * group)
    if once:
        text = event.to_ical()
        for target in targets:
            files[target].write(text)
    else:
        for target in targets:
            calendars[target].add_component(event)
for file, calendar in zip(files, calendars):
    file.write(b"END:VCALENDAR\r\n" if once else calendar.to_ical())
    file.close()
