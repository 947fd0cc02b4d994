#!/usr/bin/python3
"""A rehearsal of the whole season: a store made by `init --practice` is played from 1 to 31 March with --now through the built program, and an independent
model of occurrences, open items, signatures and entries is held against what the program says. Each day at most two kinds of checklists that were not yet
answered are answered from files, the rest waits for a signature that carries it, so that it takes seconds; REHEARSAL=long answers every one, and every
department signs."""
import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import practice
from practice import READY315, Answers, Shop, defs, key
from readymodel import Model

LONG = os.environ.get("REHEARSAL") == "long"
PINS = {"manager": "583976", "deputy": "740693", "service-lead": "914826", "purchasing-lead": "806139", "floor-lead": "517283",
        "checkout-lead": "463987", "fresh-lead": "295386", "food-safety-lead": "638104", "warehouse-lead": "871650"}
SEASON = [datetime.date(2027, 3, 1) + datetime.timedelta(days=i) for i in range(31)]
DONE, WAIVED, CARRIED = "9998", "9999", "2027-04-10"  # what is settled, and until when
STATES = {DONE: "done", WAIVED: "waived"}
BAD = "shop-open@2027-03-12"  # something was found there
MISSED = ("food-daily@2027-03-12", "temperature@2027-03-13T1430", "shop-noon@2027-03-17")  # left undone on their day: carried twice, released once
SIGNING = ("week-sign-prepare", "day-sign")  # reminders to sign: done by signing
tap = defs.Tap()


class Season:
    """What must hold, told by hand from what was done: nothing here asks the program for more than the plan's dates and who owns them."""

    def __init__(self, shop):
        self.shop, self.answers = shop, Answers(shop)
        self.receipts, self.signed, self.entries = [], 0, {}
        self.settled, self.answered = {}, set()

    def plan(self):
        self.tasks = self.shop.json("plan")["tasks"]
        self.by_key = {key(t): t for t in self.tasks}

    def wrote(self, kind, count=1):
        self.entries[kind] = self.entries.get(kind, 0) + count

    def open(self, day):
        """Occurrences that are due and neither done, released nor carried to a later day."""
        return [t for t in self.tasks if t["due"] <= day and t["id"] not in SIGNING and self.settled.get(key(t), "") <= day]

    def overdue(self, day):
        return sorted(key(t) for t in self.open(day) if max(t["due"], self.settled.get(key(t), "")) < day)

    def play(self, task, wrong=None):
        by = task["owner"] or "manager"
        if not task["checklist"]:
            self.shop.do("task", "done", key(task), "--by", by)
            self.wrote("task")
        else:
            path = self.answers.write(task, by, wrong)
            second = self.shop.second(by) if self.answers.second[task["checklist"]] else []
            self.shop.do("run", task["checklist"], "--task", key(task), "--answers", path, *second)
            self.wrote("run.finish")
            self.answered.add(task["checklist"])
        self.settled[key(task)] = DONE

    def sign(self, *period, reason, due=CARRIED, departments=True):
        """Departments first, where they sign, then the store; what is still open is carried to `due`."""
        first = self.shop.json("signoff", *period)
        for gate in first["gates"]:
            if gate["gate"] == "dept-unsigned" and departments:
                owner = gate["department"] + "-lead"
                self.shop.do("signoff", *period, "--dept", gate["department"], "--by", owner, "--pin-file", self.shop.pin(owner), "--reason", reason,
                             "--due", due)
                self.wrote("signature")
        page = self.shop.json("signoff", *period)
        second = self.shop.second("manager") if page["second"] else []
        out = self.shop.do("signoff", *period, "--by", "manager", "--pin-file", self.shop.pin("manager"), "--reason", reason, "--due", due, *second)
        self.wrote("signature")
        for task in self.open(page["last"]):
            self.settled[key(task)] = due
        line = next(l for l in out.splitlines() if l.startswith("315演练回执"))
        self.receipts.append((self.shop.now, line))
        return first, line.split("｜")


def prepare(season, day):
    """What happens besides checklists in the weeks before."""
    shop = season.shop
    if day == "2027-03-02":
        shop.do("task", "add", "擦洗冷柜", "--on", "03-04", "--function", "service", "--by", "manager", "--reason", "顾客反映有异味")
        plain = [t for t in season.tasks if not t["checklist"] and t["due"] > "2027-03-05" and t["id"] not in SIGNING and not t["occurrence"]]
        shop.do("task", "move", key(plain[0]), "--on", "03-09", "--due", "03-09", "--by", "manager", "--reason", "讲师改期")
        shop.do("task", "drop", key(plain[1]), "--by", "manager", "--reason", "本店没有")
        season.wrote("task", 3)
        season.plan()
        titles = {t["title"]: t for t in season.tasks}
        tap.ok(titles["擦洗冷柜"]["due"] == "2027-03-04", "an added task is in the plan")
        tap.ok(season.by_key[key(plain[0])]["due"] == "2027-03-09" and key(plain[1]) not in season.by_key, "one is moved, one is gone")


def combat(season, day):
    shop = season.shop
    if day == "2027-03-11":
        out = shop.do("register", "add", "疑难问题单", "--by", "service-lead", "--set", "渠道=电话", "--set", "诉求=退款没到账", "--set", "承诺时间=+2h")
        tap.ok("0311-01" in out, "a case is registered", out)
        season.wrote("register")
    if day == "2027-03-12":
        shop.do("register", "add", "visits-media", "--by", "deputy", "--set", "来的是谁=市场监管", "--set", "什么事=查进货单")
        got = shop.ask("signoff", "--by", "manager", "--pin-file", shop.pin("manager"), "--reason", "忙")
        tap.ok(got.returncode == 1 and "不能带遗留" in got.stderr, "a visit that nobody owns blocks the day", got.stderr)
        shop.do("register", "change", "visits-media", "0312-01", "--by", "deputy", "--set", "现责任人=示例店长")
        season.wrote("register", 2)
    if day == "2027-03-13":
        fix = BAD + "#1"
        got = shop.json("today")
        tap.ok(got["fixes_open"] == 1, "the corrective action is open", got["fixes_open"])
        shop.do("fix", "done", fix, "--by", "floor-lead", "--what", "纸箱搬走，门口贴了提示")
        got = shop.ask("fix", "recheck", fix, "--by", "floor-lead", "--pass")
        tap.ok(got.returncode == 1, "who mended it does not check it again", got.stderr)
        shop.do("fix", "recheck", fix, "--by", "deputy", "--pass")
        shop.do("fix", "close", fix, "--by", "deputy")
        tap.ok(shop.json("today")["fixes_open"] == 0, "and is taken to its end")
        shop.do("register", "close", "疑难问题单", "0311-01", "--by", "service-lead", "--result", "已退款38元，顾客同意")
        shop.do("register", "close", "visits-media", "0312-01", "--by", "manager", "--result", "已送去进货单")
        for kind in ("fix.done", "fix.recheck", "fix.close"):
            season.wrote(kind)
        season.wrote("register", 2)
    if day == "2027-03-17":
        shop.do("waive", "required:shop-noon@2027-03-17", "--by", "manager", "--pin-file", shop.pin("manager"), "--reason", "停电，中午没有营业",
                *shop.second("manager"))
        season.wrote("waive")
        season.settled["shop-noon@2027-03-17"] = WAIVED


def evening(season, day):
    """The day's signature, if its phase asks for one."""
    shop = season.shop
    if day in ("2027-03-07", "2027-03-10") or "2027-03-11" <= day <= "2027-03-17" and day != "2027-03-14":
        due = "2027-03-14" if day == "2027-03-13" else CARRIED
        before = [key(t) for t in season.open(day)]
        page, receipt = season.sign(reason="等配件", due=due, departments=LONG or day == "2027-03-07")
        named = {g["subject"][4:] for g in page["gates"] if g["gate"] == "required" and not g["waived"] and not g["carried"]}
        tap.ok(named == {k for k in before if season.by_key[k]["checklist"]}, f"{day}: the page names what is open", sorted(named), before)
        if day == "2027-03-12":
            letter = shop.do("today", "--for", "food-safety-lead")
            tap.ok("没有剩下要做的" in letter and "都做完了" not in letter, f"{day}: nobody is told that what was carried is done", letter)
        tap.ok(receipt[5] == "按时" and receipt[4] == "示例店长", f"{day}: signed in time", receipt)
    if day == "2027-03-16":
        out = shop.do("reopen", day, "--by", "manager", "--pin-file", shop.pin("manager"), "--reason", "漏记一次温度")
        season.wrote("reopen")
        page, receipt = season.sign(reason="补记温度", departments=LONG)
        tap.ok("作废" in out and not page["signed_already"], f"{day}: opened again and signed again", out)
    for phase, last in (("prepare", "2027-03-10"), ("combat", "2027-03-17"), ("aftermath", "2027-03-31")):
        if day == last:
            page, receipt = season.sign("--phase", phase, reason="已核对", departments=LONG)
            tap.ok(page["second"] and page["last"] == last, f"the end of {phase} takes a second")


def records(season, shop):
    """Receipts, the chat with all of them, the log and a backup brought back elsewhere."""
    bad = [line for _, line in season.receipts if shop.ask("verify", "--receipt", line).returncode != 0]
    tap.ok(not bad and len(season.receipts) >= 12, f"each of {len(season.receipts)} receipts verifies", bad)
    stores, chat = shop.work + "/stores.csv", shop.work + "/chat.txt"
    name = season.receipts[0][1].split("｜")
    Path(stores).write_text(f"代号,店名\n{name[1]},{name[2]}\n", encoding="utf-8")
    Path(chat).write_text("".join(f"示例店长 {now.replace('T', ' ')}\n{line}\n收到\n" for now, line in season.receipts), encoding="utf-8")
    read = subprocess.run([READY315, "receipts", "check", chat, "--stores", stores, "--date", "2027-03-12", "--format", "json"], capture_output=True, text=True)
    said = json.loads(read.stdout)
    practice = sum(f["kind"] == "practice" for f in said["findings"])
    tap.ok(said["receipts"] == practice == len(season.receipts) and said["counts"]["missing"] == 1,
           "receipts check reads all of them, and counts none of a rehearsal", read.stdout[:900])

    log = shop.json("log")["entries"]
    tap.ok([e["sequence"] for e in log] == list(range(1, len(log) + 1)), "the log has every entry once")
    kinds = {}
    for entry in log:
        kinds[entry["kind"]] = kinds.get(entry["kind"], 0) + 1
    wrong = {k: (n, kinds.get(k, 0)) for k, n in season.entries.items() if kinds.get(k, 0) != n}
    tap.ok(not wrong, "and as many of each kind as were made", wrong, kinds)
    tap.ok(all(e["text"] for e in log), "each is a sentence")
    tap.ok(shop.ask("verify", "--full").returncode == 0, "the record verifies in full")

    shop.do("backup", shop.work + "/backup.tar")
    shop.do("staff", "pepper", "export", shop.work + "/pepper")
    other = Shop(shop.work)
    other.dir, other.now = shop.work + "/另一台", shop.now
    got = subprocess.run([READY315, "restore", shop.work + "/backup.tar", other.dir], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if got.returncode == 2:
        got = subprocess.run([READY315, "-C", other.dir, "restore", shop.work + "/backup.tar"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    tap.ok(got.returncode == 0, "a backup comes back on another computer", got.stdout, got.stderr)
    tap.ok(other.ask("verify", "--receipt", season.receipts[-1][1]).returncode == 0, "and verifies with the last receipt")
    today, there = shop.json("today"), other.json("today")
    tap.ok(today == there, "and says the same of the day")


with tempfile.TemporaryDirectory() as work:
    shop = Shop(work)
    made = subprocess.run([READY315, "init", shop.dir, "--practice", "--year", "2027", "--kind", "shop,food,fresh", "--scale", "standard"],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert made.returncode == 0, made.stderr
    os.makedirs(shop.dir + "/照片", exist_ok=True)
    Path(shop.dir + "/照片/坏了.jpg").write_bytes(b"\xff\xd8\xff\xe0 not much of a picture")
    for who, pin in PINS.items():
        Path(shop.pin(who)).write_text(pin + "\n", encoding="utf-8")
        os.chmod(shop.pin(who), 0o600)
    season = Season(shop)
    shop.now = "2027-03-01T08:00"
    shop.do("staff", "pin", "manager", "--new-pin-file", shop.pin("manager"))
    for who in list(PINS)[1:]:
        shop.do("staff", "pin", who, "--by", "manager", "--pin-file", shop.pin("manager"), "--new-pin-file", shop.pin(who))
    season.plan()
    for day in SEASON:
        day = day.isoformat()
        if day == "2027-03-15":
            shop.now = day + "T10:30"
            page, receipt = season.sign("--date", "2027-03-14", reason="昨晚停电", departments=LONG)
            tap.ok(page["late"] and receipt[5] == "补签", "after ten it is a late signature", receipt)
        shop.now = day + "T21:40"
        prepare(season, day)
        again = [t for t in season.open(day) if t["due"] < day]
        fresh = 0
        for task in again + [t for t in season.open(day) if t["due"] == day]:
            new = task["checklist"] not in season.answered and fresh < 2
            if key(task) in MISSED and task["due"] == day:
                continue
            if LONG or not task["checklist"] or new or key(task) in season.settled or key(task) == BAD:
                fresh += 1 if new else 0
                season.play(task, "exits" if key(task) == BAD else None)
        combat(season, day)
        evening(season, day)
        said = shop.json("today")
        mine = season.overdue(day)
        tap.ok(sorted(key(t) for t in said["overdue"]) == mine, f"{day}: {len(mine)} overdue", [key(t) for t in said["overdue"]], mine)
        if day in ("2027-03-04", "2027-03-10", "2027-03-14", "2027-03-16", "2027-03-17", "2027-03-31"):
            carried = {k for k, until in season.settled.items() if day < until < DONE and season.by_key[k]["checklist"]}
            waived = {k for k, until in season.settled.items() if until == WAIVED}
            wrong = Model(shop.json("plan"), shop.json("log"), day, SIGNING, carried, waived).wrong(shop.json("report"))
            tap.ok(not wrong, f"{day}: readiness is what plan and log make it", *wrong)
    tap.ok(not season.overdue("2027-03-31"), "nothing is overdue at the end")
    states = {key(t): t["record"]["state"] for t in shop.json("task", "list", "--all")["tasks"] if t["id"] not in SIGNING}
    mine = {k: STATES.get(season.settled.get(k), "carried") for k in season.by_key if k.split("@")[0] not in SIGNING}
    tap.ok(states == mine, "each task is done, carried or released, as the model has it", sorted(set(states.items()) ^ set(mine.items()))[:20])
    records(season, shop)
    for words in (("today",), ("today", "--for", "all"), ("plan",), ("log",), ("task", "list"), ("fix", "list"), ("register", "list"), ("signoff",),
                  ("contacts",), ("notice",), ("check",), ("verify",), ("register", "show", "疑难问题单", "0311-01"), ("run", "shop-open", "--task",
                  "shop-open@2027-03-12"), ("calendar",)):
        shop.do(*words)
    tap.ok(not shop.unmarked, "everything says that it is a rehearsal", shop.unmarked)
tap.done()
