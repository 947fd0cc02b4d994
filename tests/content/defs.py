"""What the content tests know of the shipped YAML. Debian's python has no YAML reader, and the files are written in two plain forms only
(one key a line, or one flow mapping a line), so this reads just these; whether the files are right is `ready315 check`'s business."""
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def lines(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read().split("\n")


def items(text, section):
    """The entries of a top-level list: dicts of id and, for one-line keys, the values as written."""
    out, inside = [], False
    for line in text:
        if re.match(r"[a-z_]+:", line):
            inside = line.startswith(section + ":")
            continue
        if not inside:
            continue
        flow = re.match(r"  - \{(.*)\}\s*$", line)
        start = re.match(r"  - id: (\S+)", line)
        key = re.match(r"    ([a-z]+): (.*)$", line)
        if flow:
            out.append(dict(re.findall(r"(?:^|, )([a-z_]+): ((?:\[[^\]]*\]|\"[^\"]*\"|[^,])*)", flow.group(1))))
        elif start:
            out.append({"id": start.group(1)})
        elif key and out:
            out[-1][key.group(1)] = key.group(2)
    return out


def names(folder):
    return sorted(n[:-5] for n in os.listdir(os.path.join(ROOT, folder)) if n.endswith(".yaml"))


def phases():
    """phase id → (tasks, rules)"""
    return {n: (items(lines("phases", n + ".yaml"), "tasks"), items(lines("phases", n + ".yaml"), "rules")) for n in names("phases")}


def checklists():
    """checklist id → row ids"""
    return {n: [r["id"] for r in items(lines("checklists", n + ".yaml"), "rows")] for n in names("checklists")}


def minutes(text):
    return {"m": 1, "h": 60}[text[-1]] * int(text[:-1])


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def ok(self, good, name, *details):
        self.n += 1
        self.bad += not good
        print("%sok %d - %s" % ("" if good else "not ", self.n, name))
        if not good:
            for detail in details:
                print("# %s" % (detail,))

    def done(self):
        print("1..%d" % self.n)
        raise SystemExit(1 if self.bad else 0)
