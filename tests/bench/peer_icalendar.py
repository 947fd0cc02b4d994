#!/usr/bin/python3
"""peer_icalendar.py FOLDER EVENTS: the same as peer_libical.c with python3-icalendar."""
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from icalendar import Alarm, Event

folder, wanted = sys.argv[1], int(sys.argv[2])
HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//peer//peer//ZH\r\n"
zone, stamp = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 22, tzinfo=timezone.utc)


def open_file(name):
    file = open(f"{folder}/{name}.ics", "wb", buffering=65536)
    file.write(HEAD)
    return file


campaign = open_file("campaign")
groups = [(open_file(f"dept-{i}"), open_file(f"staff-{i}")) for i in range(8)]
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
    text = event.to_ical()
    for file in (campaign, *groups[group]):
        file.write(text)
for file in (campaign, *(f for pair in groups for f in pair)):
    file.write(b"END:VCALENDAR\r\n")
    file.close()
