"""A rehearsal store as the tests of whole seasons drive it: the built program at a time of its own, and answers files that find nothing wrong."""
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "content"))
import defs  # noqa: E402

READY315 = os.environ["READY315"]
os.environ.update(LC_ALL="C.UTF-8", NO_COLOR="1", COLUMNS="100", TZ="Asia/Shanghai")


class Shop:
    """The program, at a time of its own."""

    def __init__(self, work):
        self.work, self.dir, self.now = work, work + "/店", None
        self.unmarked = set()

    def ask(self, *arguments):
        got = subprocess.run([READY315, "-C", self.dir, *arguments, "--now", self.now], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        said = got.stdout.lstrip()
        if got.returncode == 0 and "--print-answers" not in arguments and "【演练" not in said and "（演练）" not in said and '"practice": true' not in said:
            self.unmarked.add(" ".join(a for a in arguments[:2] if not a.startswith("/")))
        return got

    def do(self, *arguments):
        got = self.ask(*arguments)
        if got.returncode != 0:
            print(f"Bail out! {self.now} {' '.join(arguments)}: exit {got.returncode}\n{got.stdout[-800:]}\n{got.stderr[-2000:]}")
            raise SystemExit(1)
        return got.stdout

    def json(self, *arguments):
        return json.loads(self.do(*arguments, "--format", "json"))

    def pin(self, who):
        return f"{self.work}/pin-{who}"

    def second(self, by):
        who = "purchasing-lead" if by == "service-lead" else "service-lead"  # of another department than whoever did it
        return ["--second", who, "--second-pin-file", self.pin(who)]


def key(task):
    return task["id"] + ("@" + task["occurrence"] if task["occurrence"] else "")


class Answers:
    """Answers files that find nothing wrong, from what --print-answers prints and the checklist's own definition."""

    def __init__(self, shop):
        self.shop, self.items, self.register, self.second, self.forms = shop, {}, {}, {}, {}

    def learn(self, checklist):
        if checklist not in self.items:
            text = defs.lines("checklists", checklist + ".yaml")
            self.items[checklist] = {i["id"]: i for i in defs.items(text, "items")}
            self.register[checklist] = "source: register" in text
            self.second[checklist] = any("second:" in line and "second: none" not in line for line in text)

    def value(self, item):
        kind = item["type"]
        if "when" in item:
            return None
        if kind == "choice":
            return item["choices"].strip("[]").split(",")[0].strip()
        if kind in ("number", "score"):
            return max(0, int(item.get("min", "0")))
        return {"pass-fail": "合格", "confirm": "是", "text": "无", "date": "2027-03-20", "time": "10:00", "moment": "2027-03-20 10:00", "person": "示例店长"}[kind]

    def write(self, task, by, wrong=None):
        """`wrong`: the row whose first item fails."""
        checklist = task["checklist"]
        self.learn(checklist)
        if checklist not in self.forms or self.register[checklist]:  # the rows of a register are those of the day
            self.forms[checklist] = self.shop.do("run", checklist, "--task", key(task), "--print-answers", "json")
        file = json.loads(self.forms[checklist])
        for name, row in file["answers"].items():
            for item in list(row):
                row[item] = self.value(self.items[checklist][item])
        if wrong is not None:
            file["answers"][wrong] = {"ok": {"value": "不合格", "evidence": ["照片/坏了.jpg"]}, "problem": "纸箱堵住后门，当场清开"}
        file["by"], file["finish"] = by, True
        path = self.shop.work + "/answers.json"
        Path(path).write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
        return path
