"""What `report` must say, told a second time from the contract's words: out of `plan --format json`, `log --format json` and the risks in the definitions. What was
carried is the test's own knowledge. Shares are counted in thousandths, as whole numbers; dates are texts, which compare like days."""
import datetime
import re

import defs

WEIGHT = [("罚款", 4000), ("下架", 3000), ("口碑", 2000)]
COUNTS = ("total", "due", "done", "done_due", "late", "today", "carried", "waived")


def key(task):
    return task["id"] + ("@" + task["occurrence"] if task["occurrence"] else "")


def points(thousandths):
    text = "%d.%03d" % divmod(thousandths, 1000)
    return text.rstrip("0").rstrip(".")


def percent(part, whole):
    return part * 100 // whole if whole else None


def weights():
    return {t["id"]: next((w for risk, w in WEIGHT if risk in t.get("risk", "")), 1000) for tasks, _ in defs.phases().values() for t in tasks}


def day_of(time):
    """The store's day of an entry: what is done before six belongs to the day before."""
    return (datetime.datetime.fromisoformat(time).replace(tzinfo=None) - datetime.timedelta(hours=6)).date().isoformat()


def finished(plan, log, signing):
    """key → the day on which it was done, as far as the log says. A run that takes a second is done when that is confirmed; the newest finish counts."""
    done, two = {}, {c for c in defs.names("checklists") if any(re.match("second: (?!none)", line) for line in defs.lines("checklists", c + ".yaml"))}
    asks = {key(t): t["checklist"] in two for t in plan["tasks"]}
    signed = {}
    for entry in log["entries"]:
        kind, subject = entry["kind"], entry["subject"]
        name = subject.partition(":")[2]
        if kind == "run.finish" and not asks.get(name) or kind == "run.confirm" and asks.get(name):
            done[name] = day_of(entry["time"])
        elif kind == "run.reopen":
            done.pop(name, None)
        elif kind == "task" and entry["text"].endswith("完成。"):
            day = re.search(r"」.*?(\d+)月(\d+)日", entry["text"])
            clock = re.search(r"(\d\d):(\d\d)", entry["text"])
            name += "@%d-%02d-%02d" % (plan["year"], int(day[1]), int(day[2])) if day else ""
            name += "T" + clock[1] + clock[2] if day and clock else ""
            done[name] = day_of(entry["time"])
        elif kind == "signature" and "/" not in subject:
            signed[subject] = day_of(entry["time"])
        elif kind == "reopen":
            signed.pop(subject, None)
    spans = {"phase:" + p["id"]: (p["from"], p["to"]) for p in plan["phases"]}
    for subject, day in sorted(signed.items(), key=lambda s: s[1]):
        first, _, last = subject.partition(":")[2].partition("..")
        first, last = spans.get(subject, (first, last or first))
        for task in plan["tasks"]:
            if task["id"] in signing and first <= task["due"] <= last:
                done.setdefault(key(task), day)
    return done


class Model:
    def __init__(self, plan, log, today, signing=(), carried=(), waived=(), department=None):
        self.plan, self.today, self.gala = plan, today, "%d-03-15" % plan["year"]
        self.done, self.carried, self.waived = finished(plan, log, signing), set(carried), set(waived)
        self.share, weight, seen = {}, weights(), {}
        n = {t["id"]: sum(o["id"] == t["id"] for o in plan["tasks"]) for t in plan["tasks"]}
        for task in plan["tasks"]:
            name, i = task["id"], seen.get(task["id"], 0)
            self.share[key(task)] = weight.get(name, 1000) * (i + 1) // n[name] - weight.get(name, 1000) * i // n[name]
            seen[name] = i + 1
        self.tasks = [t for t in plan["tasks"] if department is None or t["department"] == department]

    def belongs(self, task, measure):
        name, due = key(task), task["due"] < self.today
        done, carried, waived = name in self.done, name in self.carried, name in self.waived
        is_open = not (done or carried or waived)
        return {"total": True, "due": due, "done": done, "done_due": done and due, "late": due and is_open, "today": task["due"] == self.today and is_open,
                "carried": carried and not done, "waived": waived and not done}[measure]

    def sum(self, chosen):
        chosen = list(chosen)
        parts = {m: [self.share[key(t)] for t in chosen if self.belongs(t, m)] for m in COUNTS}
        total = sum(parts["total"])
        return {"count": {m: len(parts[m]) for m in COUNTS}, "points": {m: points(sum(parts[m])) for m in COUNTS},
                "percent_done": percent(sum(parts["done"]), total), "percent_planned": percent(sum(parts["due"]), total)}

    def figures(self):
        groups = {"overall": self.sum(self.tasks), "to_315": self.sum(t for t in self.tasks if t["due"] <= self.gala)}
        for member, rows in (("phase", [p["id"] for p in self.plan["phases"]] + [None]),
                             ("department", list(dict.fromkeys(t["department"] for t in self.tasks)))):
            for row in rows:
                if any(t[member] == row for t in self.tasks):
                    groups[member, row] = self.sum(t for t in self.tasks if t[member] == row)
        return groups

    def trend(self):
        """(date, planned, done) of each day to 15 March."""
        mine = [t for t in self.tasks if t["due"] <= self.gala]
        day, days = datetime.date.fromisoformat(min(min(t["start"][:10], t["due"]) for t in self.tasks)), []
        while mine and day.isoformat() <= self.gala:
            now = day.isoformat()
            done = sum(self.share[key(t)] for t in mine if self.done.get(key(t), "9") <= now) if now <= self.today else None
            days.append((now, points(sum(self.share[key(t)] for t in mine if t["due"] <= now)), None if done is None else points(done)))
            day += datetime.timedelta(days=1)
        return days

    def open(self):
        return sorted(key(t) for t in self.tasks if not any(self.belongs(t, m) for m in ("done", "carried", "waived")))

    def wrong(self, said):
        """What `report --format json` says otherwise; empty when it agrees."""
        mine, theirs = self.figures(), {"overall": said["overall"], "to_315": said["to_315"]}
        theirs.update({("phase", p["id"]): p for p in said["phases"]})
        theirs.update({("department", d["id"]): d for d in said["departments"]})
        bad = [(name, {k: theirs[name][k] for k in mine[name]}, mine[name]) for name in mine
               if name not in theirs or any(theirs[name][k] != mine[name][k] for k in mine[name])]
        bad += [("not asked for", name) for name in theirs if name not in mine]
        trend = [(d["date"], d["planned"], d["done"]) for d in said["trend"]["days"]]
        bad += [("trend", a, b) for a, b in zip(trend, self.trend()) if a != b]
        bad += [("trend", len(trend), len(self.trend()))] if len(trend) != len(self.trend()) else []
        items = sorted(key(i) for i in said["items"])
        bad += [("items", sorted(set(items) ^ set(self.open()))[:6])] if items != self.open() else []
        bad += [("item", i) for i in said["items"] if i["points"] != points(self.share[key(i)]) or i["overdue"] != (i["due"] < self.today)
                or i["last"] > i["due"] or i["now"] and i["last"] != self.today or i["overdue"] and not i["too_late"]]
        return bad[:6]
