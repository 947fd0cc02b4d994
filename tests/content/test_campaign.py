#!/usr/bin/python3
"""The shipped campaign as stores get it: dates by scale, four rounds on every day of the middle phase, 15 March by the hour, nothing for
departments that a store lacks, what is fixed by headquarters; every kind and scale of store passes `check` in several years."""
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import defs

READY = os.environ.get("READY315") or os.path.join(defs.ROOT, "build/check/bin/ready315")
STORES = os.path.join(defs.ROOT, "share", "stores")
tap = defs.Tap()


def run(*args):
    return subprocess.run([READY, *args], capture_output=True, text=True)


def plan(store):
    return json.loads(run("-C", os.path.join(STORES, store), "plan", "--format", "json").stdout)


def at(tasks, *ids):
    return sorted(t["start"][11:16] for t in tasks if t["id"] in ids)


def on(result, day):
    return [t for t in result["tasks"] if t["start"][:10] == day and not t["all_day"]]


for store in "solo-taobao supermarket brand region/shop-a region/shop-b region/shop-c".split():
    result = run("-C", os.path.join(STORES, store), "check")
    tap.ok(result.returncode == 0 and "错误[" not in result.stdout and "警告[" not in result.stdout, "%s passes check without a warning" % store,
           *result.stdout.split("\n"))

solo, shop, brand = plan("solo-taobao"), plan("supermarket"), plan("brand")
spans = {r["scale"]: [(p["id"], p["from"][5:], p["to"][5:]) for p in r["phases"]] for r in (solo, shop, brand)}
tap.ok(spans == {
    "solo": [("prepare", "03-05", "03-14"), ("aftermath", "03-15", "03-31")],
    "standard": [("prepare", "03-01", "03-10"), ("combat", "03-11", "03-17"), ("aftermath", "03-18", "03-31")],
    "large": [("prepare", "02-25", "03-10"), ("combat", "03-11", "03-20"), ("aftermath", "03-21", "04-10")],
}, "phases by scale", spans)

ROUNDS = {
    "supermarket": (shop, range(11, 18), ["shop-open shop-noon shop-peak shop-close", "service-open service-noon service-peak service-close",
                                          "till-open", "fresh-open fresh-close", "food-daily", "hard-review", "day-sign"]),
    "brand": (brand, range(11, 21), ["online-open online-noon online-peak online-close", "service-open service-noon service-peak service-close",
                                     "hard-review", "day-sign"]),
}
for name, (result, days, groups) in ROUNDS.items():
    for group in groups:
        for day in days:
            have = {t["id"]: at(on(result, "2027-03-%02d" % day), t["id"]) for t in result["tasks"] if t["id"] in group.split()}
            if sorted(have) != sorted(group.split()) or any(len(h) != 1 for h in have.values()):
                tap.ok(False, "%s, 3-%02d: %s once each" % (name, day, group), have)
                break
        else:
            tap.ok(True, "%s: %s, once on each day" % (name, group))
    tap.ok(all(len(at(on(result, "2027-03-%02d" % d), "duty-floor")) == 2 for d in days), "%s: the duty manager is on the floor twice a day" % name)
    the15 = on(result, "2027-03-15")
    tap.ok(at(the15, "hard-cases", "hard-cases-315") == ["%02d:00" % h for h in range(10, 23, 2)], "%s: hard cases every two hours on the 15th" % name,
           at(the15, "hard-cases", "hard-cases-315"))
    hours = {"morning-315": "08:00", "copy-315": "09:30", "gala-standby": "19:30", "gala-watch": "20:00", "gala-sum": "22:30"}
    tap.ok(all(at(the15, task) == [hour] for task, hour in hours.items()), "%s: the 15th by the hour" % name, [(t["id"], t["start"]) for t in the15])
    tap.ok(at(on(result, "2027-03-16"), "opinion-316") == ["08:00"], "%s: the morning after" % name)
tap.ok(at(on(shop, "2027-03-15"), "tags-315") == ["09:30"], "price tags again at 09:30")


def first(result, task):
    return min(t["start"][:10] for t in result["tasks"] if t["id"] == task)


def last(result, task):
    return max(t["end"][:10] for t in result["tasks"] if t["id"] == task)


for result, live in ((shop, "2027-03-05"), (brand, "2027-03-04")):
    tap.ok(last(result, "women-day-copy") < live, "%s: 38节 copy is reviewed before it goes live" % result["scale"], last(result, "women-day-copy"))
    order = "past-top5 complaint-process deploy-notice train-leads train-front train-exam readiness".split()
    dates = [first(result, t) for t in order]
    tap.ok(dates == sorted(dates), "%s: analysis, process, notice, heads, front line, exam, readiness" % result["scale"], list(zip(order, dates)))
    tap.ok(last(result, "qa-confirm") < first(result, "train-front"), "%s: answers are confirmed before they are taught" % result["scale"])

# Nothing for kinds of trade that a store is not in.
for result, foreign in ((brand, "shop-open till-open fresh-open food-daily scales-check prepaid-check temperature"),
                        (shop, "online-open online-pages livestream-check delivery-check"), (solo, "kickoff shop-open readiness")):
    found = {t["id"] for t in result["tasks"]} & set(foreign.split())
    tap.ok(not found, "%s is spared what is not its trade" % result["store"]["id"] if isinstance(result["store"], dict) else "spared", found)

with tempfile.TemporaryDirectory() as work:
    # What headquarters locked cannot be changed by a shop.
    os.symlink(os.path.join(STORES, "region", "hq"), os.path.join(work, "hq"))
    os.mkdir(os.path.join(work, "shop"))
    text = "\n".join(defs.lines(STORES, "region", "shop-a", "store.yaml"))
    with open(os.path.join(work, "shop", "store.yaml"), "w", encoding="utf-8") as file:
        file.write(text.replace("  year: 2027\n", "  year: 2027\n  tasks: {hq-report: {at: \"20:00\"}, gala-watch: {drop: 不看}}\n"))
    result = run("-C", os.path.join(work, "shop"), "check")
    tap.ok(result.returncode == 1 and result.stdout.count("错误[E047]") == 2, "a shop cannot change what headquarters locked", *result.stdout.split("\n"))

    # Any shop, any year that the holiday table knows, office or shop days, a day of its own closed.
    bad = []
    for year in range(2024, 2029):
        for scale in ("solo", "small", "standard", "large") if year == 2027 else ("standard", "large"):
            for kinds in ("shop, food, fresh, prepaid", "online, cosmetics, livestream", "online, shop, food, fresh, cosmetics, livestream, prepaid"):
                for days, other, closed in (("calendar", "workday", ""), ("workday", "calendar", "closed: [03-01]"), ("workday", "workday", "closed: [03-05]")):
                    with open(os.path.join(work, "store.yaml"), "w", encoding="utf-8") as file:
                        file.write("store: {id: any, name: 任意店, kinds: [%s], scale: %s, manager: a}\ncampaign: {year: %d}\n%s\n"
                                   "overlays: [{id: women-day, title: 38节, from: 03-06, to: 03-08}]\ndepartments:\n"
                                   "  - {id: one, name: 甲, covers: [service, training, warehouse, pr], owner: b, supervisor: a, duty_phone: \"8001\", workdays: %s}\n"
                                   "  - {id: two, name: 乙, covers: [operations, floor, purchasing, hr], owner: c, supervisor: a, duty_phone: \"8002\", workdays: %s}\n"
                                   "staff: [{id: a, name: 甲甲}, {id: b, name: 乙乙}, {id: c, name: 丙丙}]\n" % (kinds, scale, year, closed, days, other))
                    result = run("-C", work, "check")
                    if result.returncode or "错误[" in result.stdout:
                        bad.append((year, scale, kinds, days, closed, [l for l in result.stdout.split("\n") if "错误[" in l][:2]))
    tap.ok(not bad, "every kind and scale passes check in 2024 to 2028", *bad[:5])
tap.done()
