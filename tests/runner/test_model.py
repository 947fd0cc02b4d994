#!/usr/bin/python3
"""The runner and the reference model over random sequences of events: every result, all counts and the last state are the same, and the
record read back gives that state (the driver asserts it). SEQUENCES=100000 for the long run, SEED=N for the same again."""
import json
import os
import random
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import model

DRIVER = os.path.join(os.environ.get("B", "build/check"), "tests", "drive_run")
SEQUENCES = int(os.environ.get("SEQUENCES", "1500"))
SEED = int(os.environ.get("SEED", random.SystemRandom().randrange(10**9)))
TYPES = ["confirm", "pass-fail", "pass-fail", "choice", "number", "score", "date", "time", "text"]
CHOICES = ["甲", "乙", "销毁"]
GOOD = {"confirm": ["yes", "no", "是", "否"], "pass-fail": ["pass", "fail", "fail", "合格", "不合格", " fail "], "choice": CHOICES,
        "number": ["0", "-1.5", "2.50", "+3", "0.3", "12"], "score": ["0", "1", "2.5", "3", "5"],
        "date": ["2027-03-01", "2027-03-15"], "time": ["09:00", "23:59"], "text": ["没有", "a \"b\"\n\\c", "甲"]}
BAD = ["", " ", "x", "maybe", "1e3", "99999", "2027-02-30", "24:00", "a\x01b", "　", "0.1234567", "-0", "-0.5", None]
VALUES = {"confirm": ["yes", "no"], "pass-fail": ["pass", "fail"], "choice": CHOICES, "number": ["0", "0.30", "2.5"], "score": ["2.5", "3"],
          "date": ["2027-03-10"], "time": ["12:00"], "text": ["甲", "没有"]}
OPS = {"number": ["=", "!=", "<", "<=", ">", ">="]}
OPS.update({k: OPS["number"] for k in ("score", "date", "time")})
PEOPLE = [{"list": [{"id": "a", "department": "x"}, {"id": "b", "department": "x"}, {"id": "c", "department": "y"}], "manager": "m"},
          {"list": [{"id": "a", "department": "x"}, {"id": "b", "department": "x"}], "manager": "a"},
          {"list": [{"id": "a"}, {"id": "c", "department": "y"}], "manager": None},
          {"list": [{"id": "a", "department": "x"}], "manager": "m"},
          {"list": [{"id": "a", "department": "x"}], "manager": "a"},
          {"list": [], "manager": None}]
PROOFS = [{"kind": "file", "sha256": "ab" * 32, "name": "一.jpg"}, {"kind": "file", "sha256": "cd" * 32, "name": "二.jpg"},
          {"kind": "paper", "folder": "三号夹", "page": "12", "keeper": "王芳"}, {"kind": "link", "link": "https://example.com/1"},
          {"kind": "paper", "folder": "三号夹", "page": " "}, {"kind": "link", "link": "ftp://x"}, {"kind": "file", "sha256": "AB", "name": "x"},
          {"kind": "file", "sha256": "ab" * 32, "name": "../x"}, None]


def condition(rng, items):
    terms = []
    for item in rng.sample(items, min(len(items), rng.choice([1, 1, 2]))):
        terms.append("%s %s %s" % (item["id"], rng.choice(OPS.get(item["type"], ["=", "!="])), rng.choice(VALUES[item["type"]])))
    return " and ".join(terms)


def make_items(rng):
    items = []
    for n in range(rng.randint(1, 5)):
        item = {"id": "i%d" % n, "ask": "问 %d" % n, "type": rng.choice(TYPES), "required": rng.random() < 0.5,
                "evidence": rng.choice(["none", "none", "on-fail", "always"])}
        if item["type"] == "choice":
            item["choices"] = CHOICES
        if item["type"] == "score":
            item["max"] = rng.choice(["5", "3", "2.5"])
        if item["type"] == "number" and rng.random() < 0.5:
            item.update(min="-1.5", max="12")
        if items and rng.random() < 0.4:
            item["when"] = condition(rng, items)
        items.append(item)
        if rng.random() < 0.3:
            item["second"] = rng.choice(["other-person", "other-department"])
            if rng.random() < 0.7:
                item["second_when"] = condition(rng, items)
    return items


def make_upgrade(rng, checklist, rows):
    items = [dict(i) for i in checklist["items"]]
    for item in items[:]:
        change = rng.random()
        if change < 0.15:
            item["ask"] += "？"
        elif change < 0.3:
            item["required"] = not item["required"]
        elif change < 0.4 and not any(item["id"] in (i.get("when", "") + i.get("second_when", "")) for i in items):
            items.remove(item)
    if not items or rng.random() < 0.3:
        items.append({"id": "new", "ask": "新的", "type": "pass-fail", "required": True, "evidence": "none"})
    if items[0].get("when"):
        items[0].pop("when")
    new_rows = [dict(r, title=r["title"] + ("改" if rng.random() < 0.1 else "")) for r in rows if rng.random() < 0.85] or [rows[0]]
    if rng.random() < 0.3:
        new_rows.insert(0, {"id": "rx", "title": "新行"})
    return {"checklist": dict(checklist, id=rng.choice(["c", "c", "c", "d"]), version=rng.choice([1, 3, 3]), items=items), "rows": new_rows}


KINDS = ["run.answer", "run.na", "run.clear", "run.attach", "run.detach", "run.rest", "run.undo", "run.move", "run.confirm", "run.finish",
         "run.reopen", "run.upgrade", "fix.done", "fix.recheck", "fix.close"]
USUAL = [40, 6, 4, 12, 3, 2, 8, 4, 8, 8, 3, 1, 10, 12, 7]
REPAIRS = [12, 1, 1, 1, 0, 0, 3, 0, 0, 0, 0, 0, 14, 14, 6]  # few answers, many corrective actions


def make_event(rng, items, rows, weights):
    who = rng.choice(["a", "a", "a", "b", "c", "m"])
    kind = rng.choices(KINDS, weights)[0]
    item = rng.choice(items)
    event = {"kind": kind, "by": who if rng.random() < 0.98 else rng.choice(["", None]), "row": rng.choice(rows)["id"], "item": item["id"]}
    if rng.random() < 0.1:
        event["recorded_by"] = rng.choice(["a", "b"])
    if rng.random() < 0.02:
        event[rng.choice(["row", "item"])] = rng.choice(["zz", None])
    if kind == "run.answer":
        event["value"] = rng.choice(GOOD[item["type"]] if rng.random() < 0.92 else BAD)
    elif kind in ("run.na", "run.reopen", "fix.recheck"):
        event["reason"] = rng.choice(["没有这种货", "没有这种货", "搬走了", "  ", None])
    elif kind in ("run.attach", "fix.done"):
        event["evidence"] = rng.choice(PROOFS)
    elif kind == "run.confirm" and rng.random() < 0.4:
        event["row"] = event["item"] = None
    if kind == "fix.done":
        event["value"] = rng.choice(["下架了", "换了标签", ""])
    if kind in ("run.detach", "fix.done", "fix.recheck", "fix.close"):
        event["number"] = rng.choice([0, 1, 1, 1, 1, 1, 2, 2, 3, 7])
    if kind == "fix.recheck":
        event["pass"] = rng.random() < 0.7
    if rng.random() < 0.05:
        event["people"] = rng.choice(PEOPLE)
    return event


def make_sequence(rng):
    items = make_items(rng)
    rows = [{"id": "r%d" % n, "title": "行 %d" % n} for n in range(rng.randint(1, 3))]
    checklist = {"id": "c", "version": 2, "second": rng.choice(["none", "none", "other-person", "other-department"]), "items": items,
                 "bands": [{"from": "8", "title": "领先"}, {"from": "2.5", "title": "一般"}]}
    sequence = {"checklist": checklist, "rows": rows, "people": rng.choice(PEOPLE), "upgrade": make_upgrade(rng, checklist, rows)}
    weights = rng.choice([USUAL, USUAL, REPAIRS])
    if weights is REPAIRS:
        del rows[1:], items[2:]
    sequence["events"] = [make_event(rng, items, rows, weights) for _ in range(rng.randint(1, 40))]
    return sequence


def expected(sequence):
    run, people, steps = model.Run(sequence["checklist"], sequence["rows"]), sequence["people"], []
    for event in sequence["events"]:
        people = event.get("people", people)
        steps.append([run.take(people, event, sequence["upgrade"])] + run.brief())
    return {"steps": steps, "state": run.show(people)}


def main():
    print("# SEED=%d SEQUENCES=%d" % (SEED, SEQUENCES))
    rng, seen, wrong, done = random.Random(SEED), {}, None, 0
    while done < SEQUENCES and not wrong:
        batch = [make_sequence(rng) for _ in range(min(500, SEQUENCES - done))]
        result = subprocess.run([DRIVER], input="".join(json.dumps(s) + "\n" for s in batch), capture_output=True, text=True)
        lines = result.stdout.splitlines()
        for n, sequence in enumerate(batch):
            want = expected(sequence)
            said = lines[n] if n < len(lines) and lines[n].startswith("{") else None
            got = json.loads(said) if said else {"steps": [], "state": "the driver ended: " + (result.stderr + result.stdout)[-2000:]}
            for step, event in zip(want["steps"], sequence["events"]):
                key = "%s %s" % (event["kind"], step[0])
                seen[key] = seen.get(key, 0) + 1
            if got != want:
                wrong = (sequence, want, got)
                break
        done += len(batch)
    if wrong:
        sequence, want, got = wrong
        print("# %s" % json.dumps(sequence, ensure_ascii=False))
        for n, event in enumerate(sequence["events"]):
            if n >= len(got["steps"]) or got["steps"][n] != want["steps"][n]:
                print("# event %d %s\n# want %s\n# got  %s" % (n, json.dumps(event, ensure_ascii=False), want["steps"][n], got["steps"][n:n + 1]))
                break
        for key, value in want["state"].items():
            if not isinstance(got["state"], dict):
                print("# %s" % got["state"])
                break
            if got["state"].get(key) != value:
                print("# %s\n# want %s\n# got  %s" % (key, json.dumps(value, ensure_ascii=False), json.dumps(got["state"].get(key), ensure_ascii=False)))
    print("%sok 1 - the runner and the model agree over %d sequences" % ("not " if wrong else "", done))
    wanted = ["run.answer done", "run.answer unchanged", "run.answer hidden", "run.answer closed", "run.answer out-of-range", "run.answer bad-number",
              "run.na done", "run.na no-reason", "run.clear done", "run.attach done", "run.attach unchanged", "run.attach bad-evidence",
              "run.detach done", "run.rest done", "run.rest nothing-left", "run.undo done", "run.undo overtaken", "run.undo nothing-to-undo",
              "run.confirm done", "run.confirm not-second", "run.finish done", "run.finish blocked", "run.finish closed", "run.reopen done",
              "run.upgrade done", "run.upgrade older", "run.upgrade other-checklist", "fix.done done", "fix.recheck done", "fix.recheck same-person",
              "fix.close done", "fix.close fix-stage"]
    missing = [w for w in wanted if not seen.get(w)]
    print("%sok 2 - every kind of result occurred%s" % ("not " if missing else "", "".join("\n# never: " + m for m in missing)))
    print("1..2")
    raise SystemExit(1 if wrong or missing else 0)


main()
