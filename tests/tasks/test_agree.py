#!/usr/bin/python3
"""After each kind of task change the plan, its difference, the day, the list and the calendars of the built program say the same; a changed event keeps its
UID with a higher SEQUENCE and every other one keeps its bytes."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
program = os.environ["READY315"]
fixture = os.path.join(root, "tests", "fixtures", "shop")
os.environ.update(READY315_SHARE=os.path.join(fixture, "share"), LC_ALL="C.UTF-8", NO_COLOR="1")
n = 0


def check(good, what, more=""):
    global n
    n += 1
    print(f"{'ok' if good else 'not ok'} {n} {what}")
    if not good and more:
        print("\n".join("# " + line for line in str(more).splitlines()[:20]))


def run(store, *arguments, now):
    done = subprocess.run([program, "-C", store, *arguments, "--now", now], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"Bail out! {arguments}: {done.stderr}")
    return done.stdout


def fields(block):
    text = block.replace("\r\n ", "").replace("\r\n", "\n")
    return dict(re.split(r"[;:]", line, maxsplit=1)[0:1] + [line.split(":", 1)[1]] for line in text.split("\n") if ":" in line)


def calendar(store):
    """uid → (start, sequence, the whole event)"""
    with open(os.path.join(store, "calendars", "campaign.ics"), newline="", encoding="utf-8") as file:
        text = file.read()
    events = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.S):
        alone = block.split("BEGIN:VALARM")[0]
        of = fields(alone)
        events[of["UID"]] = (of["DTSTART"], int(of.get("SEQUENCE", 0)), block)
    return events


def ics_start(start):
    return re.sub(r"[-:]", "", start[:19]) if "T" in start else start.replace("-", "")


def key(task):
    return (task["id"], task["occurrence"])


def compare(store, what, before, said, old_events, now):
    plan = json.loads(run(store, "plan", "--format", "json", now=now))
    with open(os.path.join(store, "before.json"), "w", encoding="utf-8") as file:
        json.dump(before, file)
    diff = json.loads(run(store, "plan", "--diff", os.path.join(store, "before.json"), "--format", "json", now=now))
    check(diff["changes"] == said["changes"], f"{what}: the command tells what plan --diff tells", (diff, said))
    listed = json.loads(run(store, "task", "list", "--all", "--format", "json", now=now))["tasks"]
    check([key(t) for t in listed] == [key(t) for t in plan["tasks"]], f"{what}: the list has the plan's tasks")
    days = {c["to"][:10] for c in diff["changes"] if c["to"] and re.match(r"\d{4}-", c["to"])} | {"2027-03-05"}
    for day in sorted(days):
        today = json.loads(run(store, "today", "--format", "json", now=day + "T12:00"))
        on = {key(t) for t in plan["tasks"] if t["start"][:10] <= day <= t["end"][:10]}
        check({key(t) for t in today["today"]} == on, f"{what}: {day} is as planned", (today["today"], on))
    run(store, "calendar", "--for", "all", now=now)
    events = calendar(store)
    planned = {e["uid"]: ics_start(e["start"]) for e in plan["events"]}
    check({u: e[0] for u, e in events.items()} == planned, f"{what}: the calendar has the plan's events")
    stamp = re.compile(r"(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*\r\n")
    wrong = []
    for uid, (start, sequence, block) in events.items():
        if uid in old_events:
            same = stamp.sub("", block) == stamp.sub("", old_events[uid][2])
            good = block == old_events[uid][2] if same else sequence > old_events[uid][1]
            wrong += [] if good else [uid]
    check(not wrong, f"{what}: what changed has a higher SEQUENCE, the rest the same bytes", wrong)
    marked = {key(t) for t in plan["tasks"] if t["changed_by"] == "record"}
    return plan, events, marked


steps = [
    (["add", "擦洗冷柜", "--on", "03-05", "--at", "09:00", "--function", "service"], {("add-2", None)}),
    (["move", "train", "--on", "03-08"], {("train", None)}),
    (["move", "hourly-watch@2027-03-12T1400", "--on", "03-13", "--at", "15:30"], {("hourly-watch", "2027-03-12T1400")}),
    (["move", "screen-goods", "--on", "03-02", "--due", "03-04"], {("screen-goods", None)}),
    (["assign", "price", "--to", "赵敏"], {("price", None)}),
    (["assign", "hourly-watch", "--to", "李雷"], {("hourly-watch", f"2027-03-{d}T{t}") for d in range(11, 18) for t in ("1000", "1400", "2000")}),
    (["done", "women-takedown"], set()),
    (["drop", "screen-goods"], None),
    (["drop", "hourly-watch@2027-03-15T2000"], None),
    (["undo", "screen-goods"], {("screen-goods", None)}),
    (["undo", "hourly-watch"], None),
    (["undo", "train"], None),
]

work = tempfile.mkdtemp()
try:
    store = os.path.join(work, "shop")
    os.mkdir(store)
    with open(os.path.join(fixture, "store.yaml"), encoding="utf-8") as file:
        text = file.read().replace("  scale: standard\n", "  scale: standard\n  practice: true\n", 1)
    with open(os.path.join(store, "store.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    minute = 0
    run(store, "calendar", "--for", "all", now="2027-03-01T09:00")
    plan = json.loads(run(store, "plan", "--format", "json", now="2027-03-01T09:00"))
    events, marked = calendar(store), set()
    for arguments, changed in steps:
        minute += 1
        now = f"2027-03-01T10:{minute:02}"
        more = ["--by", "刘洋"] + (["--reason", "店里另有安排"] if arguments[0] != "done" else [])
        said = json.loads(run(store, "task", *arguments, *more, "--format", "json", now=now))
        what = " ".join(arguments[:2])
        plan, events, after = compare(store, what, plan, said, events, now)
        if changed is not None:
            check(changed <= after, f"{what}: marked as changed by the record", (changed, after))
        marked = after
    check(("train", None) not in marked, "what was taken back is not marked any more")
    with open(os.path.join(store, "ready315.db"), "r+b") as file:
        file.write(b"this is no record any more")
    broken = subprocess.run([program, "-C", store, "calendar", "--now", now], capture_output=True, text=True)
    check(broken.returncode == 3 and "E110" in broken.stderr, "no calendar is written from a plan without its record", broken)
finally:
    shutil.rmtree(work)
print(f"1..{n}")
