"""What other programs make of our calendars. Each reader gives a list of dictionaries: instants as seconds since 1970, days as
YYYY-MM-DD, `end` of an all-day event exclusive."""
import os
import re
import subprocess
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def moment(value):
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"floating time {value}")
        return int(value.timestamp())
    return value.isoformat()


def ring(start, trigger):
    """When an alarm rings; on an all-day event the trigger counts from 00:00 of the day."""
    base = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day, tzinfo=CHINA)
    return int((base + trigger).timestamp()) if isinstance(trigger, timedelta) else int(trigger.timestamp())


def by_icalendar(path):
    from icalendar import Calendar
    found = []
    for event in Calendar.from_ical(open(path, "rb").read()).walk("VEVENT"):
        start = event["dtstart"].dt
        categories = event.get("categories")
        found.append({"uid": str(event["uid"]), "start": moment(start), "end": moment(event["dtend"].dt),
                      "all_day": not isinstance(start, datetime), "summary": str(event["summary"]),
                      "description": str(event.get("description", "")), "categories": [str(c) for c in categories.cats] if categories else [],
                      "alarms": sorted(ring(start, a["trigger"].dt) for a in event.walk("VALARM"))})
    return found


def by_vobject(path):
    import vobject
    found = []
    calendar = vobject.readOne(open(path, encoding="utf-8", newline="").read())
    calendar.validate(raiseException=True)
    for event in calendar.contents["vevent"]:
        start = event.dtstart.value
        categories = [c for line in event.contents.get("categories", []) for c in line.value]
        found.append({"uid": event.uid.value, "start": moment(start), "end": moment(event.dtend.value),
                      "all_day": not isinstance(start, datetime), "summary": event.summary.value,
                      "description": event.description.value if hasattr(event, "description") else "", "categories": categories,
                      "alarms": sorted(ring(start, a.trigger.value) for a in event.contents.get("valarm", []))})
    return found


def local(text):
    """khal's own words for a time in Asia/Shanghai."""
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA).timestamp())


def by_khal(path, home):
    os.makedirs(f"{home}/items")
    with open(f"{home}/config", "w", encoding="utf-8") as out:
        out.write(f"[calendars]\n[[c]]\npath = {home}/items\n[locale]\nlocal_timezone = Asia/Shanghai\n"
                  "default_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
                  "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
                  f"[sqlite]\npath = {home}/khal.db\n[default]\ndefault_calendar = c\n")
    env = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "HOME": home, "XDG_DATA_HOME": home, "XDG_CACHE_HOME": home}
    khal = ["/usr/bin/khal", "-c", f"{home}/config"]
    subprocess.run([*khal, "import", "--batch", path], env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    text = subprocess.run([*khal, "list", "--once", "--day-format", "", "--format", "{uid}|{start-long}|{end-long}|{all-day}|{title}",
                           "2026-12-01", "250d"], env=env, check=True, capture_output=True).stdout.decode()
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        uid, start, end, all_day, title = line.split("|", 4)
        if all_day == "True":
            end = (date.fromisoformat(end) + timedelta(days=1)).isoformat()  # khal shows the last day
        else:
            start, end = local(start), local(end)
        found.append({"uid": uid, "start": start, "end": end, "all_day": all_day == "True", "summary": title})
    return found


def by_calcurse(path, home):
    os.makedirs(home)
    env = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "HOME": home}
    done = subprocess.run(["/usr/bin/calcurse", "-D", home, "-i", path], env=env, capture_output=True, check=True)
    said = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    if not re.search(r"/ 0 skipped", said):
        raise ValueError(f"calcurse: {said}")
    found = []
    for line in open(f"{home}/apts", encoding="utf-8"):
        day = re.match(r"(\d\d)/(\d\d)/(\d{4}) \[1\](?: \{1D -> (\d\d)/(\d\d)/(\d{4})\})?(?: ?>\w+)? (.*)$", line)
        hour = re.match(r"(\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d) -> (\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d)(?: ?>\w+)? ?([!|])(.*)$", line)
        if day:
            start = date(int(day[3]), int(day[1]), int(day[2]))
            last = date(int(day[6]), int(day[4]), int(day[5])) if day[4] else start
            found.append({"start": start.isoformat(), "end": (last + timedelta(days=1)).isoformat(), "all_day": True, "summary": day[7]})
        elif hour:
            found.append({"start": local(f"{hour[3]}-{hour[1]}-{hour[2]} {hour[4]}"), "end": local(f"{hour[7]}-{hour[5]}-{hour[6]} {hour[8]}"),
                          "all_day": False, "summary": hour[10], "alarm": hour[9] == "!"})
        else:
            raise ValueError(f"calcurse wrote: {line!r}")
    return found
