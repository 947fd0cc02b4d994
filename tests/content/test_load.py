#!/usr/bin/python3
"""What the shipped campaign asks of people: a manager no more than half an hour a day outside 15 March, also where one head holds three
functions and nobody holds the rest; a one-person shop three hours in all; the front line twenty minutes of training."""
import collections
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import defs

READY = os.environ.get("READY315") or os.path.join(defs.ROOT, "build/check/bin/ready315")
STORES = os.path.join(defs.ROOT, "share", "stores")
EXAMPLES = "solo-taobao supermarket brand region/shop-a region/shop-b region/shop-c".split()
tap = defs.Tap()

# Three heads with three functions each; the other functions fall to the manager.
THREE_HEADS = """store: {id: three-heads, name: 三个主管的店, kinds: [%s], scale: %s, manager: boss}
campaign: {year: 2027}
departments:
  - {id: one, name: 甲组, covers: [%s], owner: head.one, supervisor: boss, duty_phone: "8001"}
  - {id: two, name: 乙组, covers: [%s], owner: head.two, supervisor: boss, duty_phone: "8002"}
  - {id: three, name: 丙组, covers: [%s], owner: head.three, supervisor: boss, duty_phone: "8003"}
staff:
  - {id: boss, name: 店长甲}
  - {id: head.one, name: 主管乙}
  - {id: head.two, name: 主管丙}
  - {id: head.three, name: 主管丁}
"""
SHOP = ("service, pr, hr", "floor, checkout, fresh", "warehouse, logistics, food-safety")
ONLINE = ("service, pr, hr", "operations, merchandise, it", "warehouse, logistics, purchasing")
VARIANTS = [("shop, food, fresh, prepaid", s, SHOP) for s in ("standard", "large")] + [
    ("online, livestream, cosmetics", s, ONLINE) for s in ("standard", "large")]

efforts = {}
for folder in [defs.ROOT, os.path.join(STORES, "region", "hq")]:
    for name in sorted(os.listdir(os.path.join(folder, "phases"))):
        for task in defs.items(defs.lines(folder, "phases", name), "tasks"):
            if "effort" in task:
                efforts[task["id"]] = defs.minutes(task["effort"])
shipped = [t["id"] for ts, _ in defs.phases().values() for t in ts]
tap.ok(len(shipped) > 100 and not [t for t in shipped if t not in efforts], "every task says how long it takes",
       [t for t in shipped if t not in efforts])


def run(*args):
    return subprocess.run([READY, *args], capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "200"})


def days_of(plan):
    """owner → day → minutes; a bar of several days is spread over them."""
    work = collections.defaultdict(lambda: collections.defaultdict(float))
    for task in plan["tasks"]:
        first = datetime.date.fromisoformat(task["start"][:10])
        last = datetime.date.fromisoformat(task["end"][:10]) if task["all_day"] else first
        n = (last - first).days + 1
        for i in range(n):
            work[task["owner"]][first + datetime.timedelta(i)] += efforts[task["id"]] / n
    return work


def measure(name, folder):
    result = run("-C", folder, "plan", "--format", "json")
    if result.returncode:
        tap.ok(False, "%s: has a plan" % name, result.stdout[-800:], result.stderr[-800:])
        return
    plan = json.loads(result.stdout)
    text = "\n".join(defs.lines(folder, "store.yaml"))
    manager = re.search(r"manager: ([a-z.]+)", text).group(1)
    boss = re.search(r"id: %s,.*?name: ([^,}]+)" % re.escape(manager), text + "\n".join(
        defs.lines(folder, "staff.yaml") if os.path.exists(os.path.join(folder, "staff.yaml")) else [])).group(1)
    work = days_of(plan)
    tap.ok(None not in work and manager in work, "%s: every task has an owner" % name, list(work))
    if plan["scale"] == "solo":
        days = {t["start"][:10] for t in plan["tasks"]}
        total = sum(sum(d.values()) for d in work.values())
        tap.ok(total <= 180, "%s: three hours in all" % name, total)
        tap.ok(8 <= len(plan["tasks"]) <= 12, "%s: about ten items" % name, len(plan["tasks"]))
        tap.ok(days == {"2027-03-05", "2027-03-14", "2027-03-31"}, "%s: on three days" % name, days)
        return
    mine = {d: m for d, m in work[manager].items() if d != datetime.date(2027, 3, 15)}
    worst = max(mine, key=mine.get)
    tap.ok(mine[worst] <= 30, "%s: the manager's fullest day but the 15th" % name, worst, mine[worst],
           [t["id"] for t in plan["tasks"] if t["owner"] == manager and t["start"][:10] <= str(worst) <= t["end"][:10]])
    said = re.findall(r"│ %s +│.*?(\d+) 分钟 │ *\S* *│?$" % re.escape(boss), run("-C", folder, "plan").stdout, re.M)
    tap.ok(len(said) == 1 and abs(int(said[0]) - mine[worst]) < 1, "%s: the plan's foot says the same" % name, said, mine[worst])


def main():
    for name in EXAMPLES:
        measure(name, os.path.join(STORES, name))
    with tempfile.TemporaryDirectory() as work:
        for i, (kinds, scale, covers) in enumerate(VARIANTS):
            folder = os.path.join(work, str(i))
            os.mkdir(folder)
            with open(os.path.join(folder, "store.yaml"), "w", encoding="utf-8") as file:
                file.write(THREE_HEADS % (kinds, scale, *covers))
            measure("three heads, %s, %s" % (kinds.replace(", ", " "), scale), folder)
        for i, kinds in enumerate(("shop,food,fresh,prepaid", "online", "online,cosmetics,livestream", "shop", "shop,online,food")):
            for scale in ("standard", "large"):
                folder = os.path.join(work, "%s-%d" % (scale, i))
                run("init", folder, "--scale", scale, "--kind", kinds, "--year", "2027")
                measure("as init makes it, %s, %s" % (kinds.replace(",", " "), scale), folder)
    lessons = [t for ts, _ in defs.phases().values() for t in ts if t.get("checklist") in ("training-four-skills", "training-exam")]
    tap.ok(len(lessons) == 2, "the front line has one lesson and one exam", [t["id"] for t in lessons])
    tap.ok(sum(efforts[t["id"]] for t in lessons) <= 20, "which take twenty minutes a person", lessons)
    tap.done()


main()
