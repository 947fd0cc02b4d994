#!/usr/bin/python3
"""Every priority-1 entry of the requirements is covered by something that exists (share/campaign-sources.tsv)."""
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import defs

# The 64 entries, by source: 002 the period itself, 000 early warning, 001 service design, 003 company rules, 004 one story.
WANTED = {
    "002": "01 02 03 04 05 10 11 12 14 15 16 17 18 19 30 31 32 33 35 36 40 41 42 43 46 48 49 50 63 64 70 71 72 73",
    "000": "06 08 10 13 16 17 18 21 22 24",
    "001": "03 07 09 10 11 13",
    "003": "01 02 03 04 05 06 07 08 10 14",
    "004": "01 03 04 07",
}
# What only an automatic complaint desk can do: timers, dispatch, clusters, alerts, timelines. Nothing of a phase's own may hide here.
LATER = {"complaint-desk": "002-17 002-42 002-50 002-63 002-64 000-06 000-16 001-07 001-11 003-04 003-05 004-01".split()}

tap = defs.Tap()
phases, checklists = defs.phases(), defs.checklists()
tasks = {t["id"] for ts, _ in phases.values() for t in ts}
rules = {r["id"] for _, rs in phases.values() for r in rs}
commands = set(re.findall(r'\{\.name = "([a-z ]+)",\s*\.group', "\n".join(defs.lines("planner", "cmd", "table.c"))))
commands = {c.replace(" ", "-") for c in commands}
store_keys = "scale campaign packs departments escalation".split()

rows = [l.split("\t") for l in defs.lines("share", "campaign-sources.tsv") if l and not l.startswith("#")]
tap.ok(all(len(r) == 2 for r in rows), "every line has two columns", [r for r in rows if len(r) != 2])
wanted = ["%s-%s" % (s, n) for s, ns in WANTED.items() for n in ns.split()]
tap.ok(len(wanted) == 64, "64 entries are wanted", len(wanted))
found = [r[0] for r in rows]
tap.ok(sorted(found) == sorted(wanted), "each entry stands once", set(wanted) ^ set(found), [f for f in found if found.count(f) > 1])
tap.ok(len(commands) > 10, "the command table could be read", commands)


def exists(target):
    kind, _, name = target.partition(":")
    if kind == "checklist":
        which, _, row = name.partition("#")
        return which in checklists and (not row or row in checklists[which])
    return name in {"task": tasks, "rule": rules, "phase": phases, "command": commands, "store": store_keys, "later": LATER}.get(kind, ())


for entry, targets in rows:
    missing = [t for t in targets.split(" ") if not exists(t)]
    tap.ok(not missing, "%s: what covers it exists" % entry, missing)
deferred = {e for e, t in rows if "later:complaint-desk" in t}
tap.ok(deferred == set(LATER["complaint-desk"]), "only these wait for the complaint desk", deferred ^ set(LATER["complaint-desk"]))
tap.ok(all(re.search(r"(task|rule|checklist):", t) for e, t in rows if e in deferred), "and each has a task, rule or checklist until then")

used = {t["checklist"] for ts, _ in phases.values() for t in ts if "checklist" in t}
tap.ok(used <= set(checklists), "every checklist that a task names is shipped", used - set(checklists))
registers = {c for c in checklists if "source: register" in defs.lines("checklists", c + ".yaml")}  # rows come at any time: no task has to open them
tap.ok(set(checklists) - registers <= used, "every shipped checklist is named by a task", set(checklists) - registers - used)
tap.ok({"difficult-issues", "platform-cases", "visits-media", "activity-register"} <= registers, "the four registers are shipped", registers)
size = sum(os.path.getsize(os.path.join(defs.ROOT, "phases", p + ".yaml")) for p in phases)
tap.ok(size < 70000, "the phases stay small enough to be read at every start", size)
tap.done()
