"""A second runner, slow and plain, from the contract's words: dictionaries, and everything worked out anew after each event. It shares
nothing with planner/run/ but the names of results, and is compared with it over random events (test_model.py)."""
import datetime
import fractions
import re

LIVE = ("found", "done", "rechecked")


class Refused(Exception):
    pass


def number(text):
    if not re.fullmatch(r"[+-]?0*[0-9]{1,12}(\.[0-9]{1,6})?", text, re.A):
        raise Refused("bad-number")
    return fractions.Fraction(text)


def written(value):
    sign, size = ("-", -value) if value < 0 else ("", value)
    text = "%s%d.%06d" % (sign, size // 1, (size % 1) * 10**6)
    return text.rstrip("0").rstrip(".")


def words(text, longest, refusal):
    text = (text or "").strip(" \t\n\r\v\f")
    if not text.strip() or len(text) > longest or any(ord(c) < 32 and c != "\n" or ord(c) == 127 for c in text):
        raise Refused(refusal)
    return text


def read_value(item, text):
    text = words(text, 2000, "bad-text")
    kind = item["type"]
    pairs = {"pass-fail": {"合格": "pass", "不合格": "fail"}, "confirm": {"是": "yes", "否": "no"}}.get(kind)
    if pairs:
        if text not in pairs and text not in pairs.values():
            raise Refused("bad-choice")
        return pairs.get(text, text)
    if kind == "choice" and text not in item["choices"]:
        raise Refused("bad-choice")
    if kind in ("number", "score"):
        value = number(text)
        low = item.get("min", "0" if kind == "score" else None)
        if low is not None and value < fractions.Fraction(low) or "max" in item and value > fractions.Fraction(item["max"]):
            raise Refused("out-of-range")
        return written(value)
    if kind == "date":
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) or datetime.date.fromisoformat(text).year < 1970:
                raise ValueError
        except ValueError:
            raise Refused("bad-date") from None
    if kind == "time" and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise Refused("bad-time")
    return text


def read_evidence(given):
    if not given:
        raise Refused("bad-evidence")
    kind, keys = given["kind"], {"file": ["name"], "paper": ["folder", "page", "keeper"], "link": ["link"]}[given["kind"]]
    out = {"kind": kind}
    for key in keys:
        out[key] = words(given.get(key), 500, "bad-evidence")
    if kind == "file":
        if not re.fullmatch("[0-9a-f]{64}", given.get("sha256") or "") or "/" in out["name"]:
            raise Refused("bad-evidence")
        out["sha256"] = given["sha256"]
    if kind == "link" and not re.match("https?://", out["link"]):
        raise Refused("bad-evidence")
    return out


def shown(evidence):
    return evidence[{"file": "name", "paper": "page", "link": "link"}[evidence["kind"]]]


def blank():
    return {"state": "none", "text": None, "by": None, "recorded_by": None, "evidence": [], "entry": 0, "second": None, "step": None,
            "seconded": False, "fix": None, "asked": False, "failed": False, "wants": False}


class Run:
    def __init__(self, checklist, rows):
        self.checklist, self.rows = checklist, rows
        self.cells = {(r["id"], i["id"]): blank() for r in rows for i in checklist["items"]}
        self.fixes, self.changes = [], []
        self.entries, self.stage, self.inspector, self.second, self.step = 1, "open", None, None, None
        self.at = (0, 0)
        self.settle(None)

    # ---- what follows ----

    def holds(self, row, condition):
        for term in (condition or "").split(" and ") if condition else []:
            name, op, value = re.fullmatch(r" *([^ =!<>]+) *(=|!=|<=|>=|<|>) *(.*?) *", term).groups()
            cell = self.cells[row, name]
            if cell["state"] != "given" or not cell["asked"]:
                return False
            item = next(i for i in self.checklist["items"] if i["id"] == name)
            a, b = cell["text"], value
            if item["type"] in ("number", "score"):
                a, b = fractions.Fraction(a), fractions.Fraction(b)
            if not {"=": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]:
                return False
        return True

    def settle(self, by):
        for row in self.rows:
            for item in self.checklist["items"]:
                cell = self.cells[row["id"], item["id"]]
                cell["asked"] = self.holds(row["id"], item.get("when"))
                given = cell["asked"] and cell["state"] == "given"
                failed = given and (item["type"], cell["text"]) in (("pass-fail", "fail"), ("confirm", "no"))
                cell["wants"] = given and item.get("second", "none") != "none" and self.holds(row["id"], item.get("second_when"))
                fix = cell["fix"]
                if failed and not cell["failed"] and not (fix and fix["stage"] in LIVE):
                    cell["fix"] = {"row": row["id"], "item": item["id"], "stage": "found", "found": by, "did": None, "rechecked": None,
                                   "closed": None, "what": None, "rejected": None, "alone": False}
                    self.fixes.append(cell["fix"])
                if cell["failed"] and not failed and fix and fix["stage"] == "found" and not fix["did"]:
                    fix["stage"] = "withdrawn"
                cell["failed"] = failed

    def asked(self):
        """(row, item, cell) of everything that is asked now, in order."""
        for row in self.rows:
            for item in self.checklist["items"]:
                cell = self.cells[row["id"], item["id"]]
                if cell["asked"]:
                    yield row, item, cell

    def lacks(self, item, cell):
        rule = item.get("evidence", "none")
        return not cell["evidence"] and (rule == "always" and cell["state"] == "given" or rule == "on-fail" and cell["failed"])

    def tally(self):
        cells = list(self.asked())
        must = [c for _, i, c in cells if i.get("required")]
        scores = [(i, c) for _, i, c in cells if i["type"] == "score"]
        given = [(i, c) for i, c in scores if c["state"] == "given"]
        million = 10**6
        return [len(cells), sum(c["state"] != "none" for _, _, c in cells), len(must), sum(c["state"] != "none" for c in must),
                sum(c["state"] == "na" for _, _, c in cells), sum(c["failed"] for _, _, c in cells),
                sum(self.lacks(i, c) for _, i, c in cells), sum(c["wants"] and not c["seconded"] for _, _, c in cells),
                len(scores), sum(c["state"] == "none" for _, c in scores), sum(c["state"] == "na" for _, c in scores),
                int(sum(fractions.Fraction(c["text"]) for _, c in given) * million),
                int(sum(fractions.Fraction(i["max"]) for i, _ in scores) * million),
                int(sum(fractions.Fraction(i["max"]) for i, _ in given) * million),
                sum(f["stage"] in LIVE for f in self.fixes), self.entries]

    # ---- seconds ----

    @staticmethod
    def steps_down(people, first, rule):
        departments = {p["id"]: p.get("department") for p in people["list"]}
        others = [p for p in departments if p != first]
        outside = [p for p in others if departments[p] and departments[p] != departments.get(first)]
        manager = people.get("manager") if people.get("manager") != first else None
        ladder = [("other-department", outside), ("other-person", others + [manager]), ("manager", [manager])]
        for name, able in ladder[{"none": 3, "other-person": 1, "other-department": 0}[rule]:]:
            if any(able) and (name != "other-person" or others):
                return name, able
        return "none", []

    def blockers(self, people):
        out = []
        for row, item, cell in self.asked():
            if item.get("required") and cell["state"] == "none":
                out.append(["required", row["id"], item["id"], 0])
            if self.lacks(item, cell):
                out.append(["evidence", row["id"], item["id"], 0])
            if cell["wants"] and not cell["seconded"] and self.steps_down(people, cell["by"], item["second"])[0] != "none":
                out.append(["second", row["id"], item["id"], 0])
        return out

    def gates(self, people):
        out = self.blockers(people)
        if self.stage == "awaiting":
            out.append(["second", None, None, 0])
        rows, items = {r["id"] for r in self.rows}, {i["id"] for i in self.checklist["items"]}
        for n, fix in enumerate(self.fixes):
            if fix["stage"] in LIVE:
                out.append(["fix", fix["row"] if fix["row"] in rows else None, fix["item"] if fix["item"] in items else None, n + 1])
        kinds = {r[0] for r in out}
        names = [g for g, k in (("required", {"required", "evidence"}), ("open-fix", {"fix"}), ("second-missing", {"second"})) if k & kinds]
        return names, out

    def score(self):
        t = self.tally()
        scores, still_open, na, points, full, answered = t[8], t[9], t[10], t[11], t[12], t[13]
        complete = scores > 0 and still_open == 0
        counted, band = points, None
        if complete and answered > 0:
            if na:
                counted = (points * full // answered) // 10**6 * 10**6
            band = next((b["title"] for b in self.checklist["bands"] if counted >= fractions.Fraction(b["from"]) * 10**6), None)
        return [int(complete), int(na > 0), counted, band]

    # ---- events ----

    def take(self, people, event, upgrade):
        """The result's name; the state is unchanged unless it is done."""
        kind = event["kind"]
        try:
            by = words(event.get("by"), 500, "nobody")
            typed = event.get("recorded_by")
            getattr(self, kind.replace(".", "_"))(people, event, by, typed if typed != by else None, upgrade)
        except Refused as refusal:
            return str(refusal)
        if kind != "run.move":
            self.entries += 1
        return "done"

    def open(self):
        if self.stage != "open":
            raise Refused("closed")

    def find(self, event, hidden=True):
        row = next((n for n, r in enumerate(self.rows) if r["id"] == event.get("row")), None)
        if row is None:
            raise Refused("no-row")
        item = next((n for n, i in enumerate(self.checklist["items"]) if i["id"] == event.get("item")), None)
        if item is None:
            raise Refused("no-item")
        cell = self.cells[event["row"], event["item"]]
        if hidden and not cell["asked"]:
            raise Refused("hidden")
        return row, item, cell

    def unconfirm(self, row):
        for item in self.checklist["items"]:
            self.cells[row, item["id"]].update(seconded=False, second=None, step=None)

    def keep(self, by, keys):
        self.changes.append({"by": by, "entry": self.entries + 1, "cells": [
            (k, {n: self.cells[k][n] for n in ("state", "text", "by", "recorded_by", "entry")}, list(self.cells[k]["evidence"])) for k in keys]})

    def place(self, row, item):
        while item and not self.cells[self.rows[row]["id"], self.checklist["items"][item]["id"]]["asked"]:
            item -= 1
        self.at = (row, item)

    def place_after(self, row, item):
        for r in range(row, len(self.rows)):
            for i, thing in enumerate(self.checklist["items"]):
                cell = self.cells[self.rows[r]["id"], thing["id"]]
                if (r, i) > (row, item) and cell["asked"] and cell["state"] == "none":
                    self.at = (r, i)
                    return
        self.place(row, item)

    def say(self, event, place, state, text, by, typed):
        row, item, cell = place
        if (cell["state"], cell["text"]) == (state, text):
            raise Refused("unchanged")
        self.keep(by, [(event["row"], event["item"])])
        self.unconfirm(event["row"])
        cell.update(state=state, text=text, by=by, recorded_by=typed, entry=self.entries + 1)
        self.settle(self.changes[-1]["by"])
        (self.place if state == "none" else self.place_after)(row, item)

    def run_answer(self, people, event, by, typed, _):
        self.open()
        place = self.find(event)
        self.say(event, place, "given", read_value(self.checklist["items"][place[1]], event.get("value")), by, typed)

    def run_na(self, people, event, by, typed, _):
        self.open()
        self.say(event, self.find(event), "na", words(event.get("reason"), 500, "no-reason"), by, typed)

    def run_clear(self, people, event, by, typed, _):
        self.open()
        row, item, cell = self.find(event)
        if cell["state"] == "none":
            raise Refused("unchanged")
        self.say(event, (row, item, cell), "none", None, by, None)
        cell["by"] = None

    def run_attach(self, people, event, by, typed, _):
        self.open()
        row, item, cell = self.find(event)
        evidence = read_evidence(event.get("evidence"))
        if evidence in cell["evidence"]:
            raise Refused("unchanged")
        if len(cell["evidence"]) >= 20:
            raise Refused("too-much-evidence")
        self.keep(by, [(event["row"], event["item"])])
        cell["evidence"] = cell["evidence"] + [evidence]
        cell["entry"] = self.entries + 1
        self.settle(by)
        self.place(row, item)

    def run_detach(self, people, event, by, typed, _):
        self.open()
        row, item, cell = self.find(event)
        n = event.get("number", 0)
        if n >= len(cell["evidence"]):
            raise Refused("no-evidence")
        self.keep(by, [(event["row"], event["item"])])
        cell["evidence"] = cell["evidence"][:n] + cell["evidence"][n + 1:]
        cell["entry"] = self.entries + 1
        self.unconfirm(event["row"])
        self.settle(by)
        self.place(row, item)

    def run_rest(self, people, event, by, typed, _):
        self.open()
        filled = []
        while True:  # an answer may make another item asked
            more = [(r["id"], i["id"]) for r, i, c in self.asked() if i["type"] == "pass-fail" and c["state"] == "none"]
            if not more:
                break
            if not filled:
                self.keep(by, [])
            for key in more:
                self.changes[-1]["cells"] += [(key, {"state": "none", "text": None, **{n: self.cells[key][n] for n in ("by", "recorded_by", "entry")}},
                                               list(self.cells[key]["evidence"]))]
                self.cells[key].update(state="given", text="pass", by=by, recorded_by=typed, entry=self.entries + 1)
                self.unconfirm(key[0])
            filled += more
            self.settle(by)
        if not filled:
            raise Refused("nothing-left")
        order = {(r["id"], i["id"]): n for n, (r, i) in enumerate((r, i) for r in self.rows for i in self.checklist["items"])}
        self.changes[-1]["cells"].sort(key=lambda c: order[c[0]])

    def run_undo(self, people, event, by, typed, _):
        self.open()
        mine = [c for c in self.changes if c["by"] == by]
        if not mine:
            raise Refused("nothing-to-undo")
        last = mine[-1]
        if any(self.cells[key]["entry"] != last["entry"] for key, _, _ in last["cells"]):
            raise Refused("overtaken")
        for key, old, evidence in last["cells"]:
            self.unconfirm(key[0])
            self.cells[key].update(old, evidence=evidence)
        self.settle(by)
        self.changes.remove(last)
        row, item = last["cells"][0][0]
        self.place([r["id"] for r in self.rows].index(row), [i["id"] for i in self.checklist["items"]].index(item))

    def run_move(self, people, event, by, typed, _):
        row, item, _cell = self.find(event)
        if self.at == (row, item):
            raise Refused("unchanged")
        self.at = (row, item)

    def may_second(self, people, first, by, rule):
        step, able = self.steps_down(people, first, rule)
        if step == "none":
            raise Refused("no-second")
        if by not in able:
            raise Refused("not-second")
        return step

    def run_confirm(self, people, event, by, typed, _):
        if event.get("row") is None:
            if self.stage != "awaiting":
                raise Refused("no-second")
            self.step = self.may_second(people, self.inspector, by, self.checklist["second"])
            self.second, self.stage = by, "finished"
            return
        self.open()
        row, item, cell = self.find(event, hidden=False)
        if not cell["wants"] or cell["seconded"]:
            raise Refused("no-second")
        step = self.may_second(people, cell["by"], by, self.checklist["items"][item]["second"])
        cell.update(seconded=True, second=by, step=step)
        self.place(row, item)

    def run_finish(self, people, event, by, typed, _):
        if self.stage == "finished":
            raise Refused("closed")
        if self.blockers(people):
            raise Refused("blocked")
        asked = self.checklist["second"] != "none"
        step = self.steps_down(people, by, self.checklist["second"])[0] if asked else None
        if self.stage == "awaiting" and step != "none":
            raise Refused("closed")
        for _row, _item, cell in self.asked():
            if cell["wants"] and not cell["seconded"]:
                cell.update(seconded=True, step="none")
        self.inspector, self.step = by, step
        self.stage = "finished" if step in (None, "none") else "awaiting"

    def run_reopen(self, people, event, by, typed, _):
        if self.stage == "open":
            raise Refused("not-closed")
        words(event.get("reason"), 500, "no-reason")
        self.stage, self.inspector, self.second, self.step = "open", None, None, None
        for cell in self.cells.values():
            if cell["seconded"] and not cell["second"]:
                cell.update(seconded=False, step=None)

    def run_upgrade(self, people, event, by, typed, upgrade):
        self.open()
        new, rows = upgrade["checklist"], upgrade["rows"]
        if new["id"] != self.checklist["id"]:
            raise Refused("other-checklist")
        if new["version"] < self.checklist["version"]:
            raise Refused("older")
        if event.get("reason") is not None:
            words(event["reason"], 500, "no-reason")
        old, old_rows, old_items, at = self.cells, self.rows, self.checklist["items"], self.at
        self.checklist, self.rows = new, rows
        self.cells = {(r["id"], i["id"]): blank() for r in rows for i in new["items"]}
        asks = ("id", "ask", "type", "unit", "min", "max", "choices")
        for row in rows:
            for item in new["items"]:
                if row in old_rows and any(all(item.get(k) == i.get(k) for k in asks) for i in old_items):
                    self.cells[row["id"], item["id"]] = old[row["id"], item["id"]]
            self.unconfirm(row["id"])
        self.changes = []
        self.settle(by)
        ids, items = [r["id"] for r in rows], [i["id"] for i in new["items"]]
        here = (old_rows[at[0]]["id"], old_items[at[1]]["id"])
        if here[0] not in ids:
            self.place(0, 0)
        else:
            self.place(ids.index(here[0]), items.index(here[1]) if here[1] in items else 0)

    def fix(self, event, stage):
        n = event.get("number", 0)
        if not 1 <= n <= len(self.fixes) or self.fixes[n - 1]["stage"] not in LIVE:
            raise Refused("no-fix")
        if self.fixes[n - 1]["stage"] != stage:
            raise Refused("fix-stage")
        return self.fixes[n - 1]

    def fix_done(self, people, event, by, typed, _):
        fix = self.fix(event, "found")
        what = words(event.get("value"), 2000, "bad-text")
        if event.get("evidence"):
            read_evidence(event["evidence"])
        fix.update(stage="done", did=by, what=what)

    def fix_recheck(self, people, event, by, typed, _):
        fix = self.fix(event, "done")
        same = by == fix["did"]
        if same and self.steps_down(people, by, "other-person")[0] != "none":
            raise Refused("same-person")
        good = event.get("pass", False)
        why = None if good else words(event.get("reason"), 500, "no-reason")
        fix.update(stage="rechecked" if good else "found", rechecked=by, rejected=why, alone=same)

    def fix_close(self, people, event, by, typed, _):
        self.fix(event, "rechecked").update(stage="closed", closed=by)

    # ---- as the driver prints it ----

    def brief(self):
        return self.tally() + list(self.at)

    def show(self, people):
        cells = []
        for row in self.rows:
            for item in self.checklist["items"]:
                c = self.cells[row["id"], item["id"]]
                cells.append([c["state"], c["text"], c["by"], c["recorded_by"], int(c["asked"]), int(c["failed"]),
                              int(c["wants"] and not c["seconded"]), int(c["seconded"]), c["second"], c["step"], [shown(e) for e in c["evidence"]]])
        fixes = [[n + 1, f["row"], f["item"], f["stage"], f["found"], f["did"], f["rechecked"], f["closed"], f["what"], f["rejected"],
                  int(f["alone"])] for n, f in enumerate(self.fixes)]
        gates, reasons = self.gates(people)
        return {"stage": [self.stage, self.inspector, self.second, self.step], "tally": self.tally(), "cells": cells, "fixes": fixes,
                "score": self.score(), "blockers": self.blockers(people), "gates": gates, "reasons": reasons, "at": list(self.at)}
