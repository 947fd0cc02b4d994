#!/usr/bin/python3
"""Sheets that tell what the record holds, after a day's food check with a problem, its picture and what was done: corrective actions, period index, weekly
report, inspection folder, the day's work. The PDF says what the JSON says."""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_prints import PROGRAM, compare, pdf_text  # noqa: E402

RESULTS = []
DAY = "2027-03-12"
CHECK = f"food-daily@{DAY}"


def ok(name, good, why=""):
    RESULTS.append(good)
    print(("ok" if good else "not ok"), len(RESULTS), "-", name)
    if not good:
        print("\n".join("# " + line for line in str(why).splitlines()[:20]))


def run(clock, *args, day=DAY):
    done = subprocess.run([PROGRAM, "-C", store, f"--now={day}T{clock}", *args], capture_output=True, text=True,
                          env=dict(os.environ, NO_COLOR="1"), check=False)
    if done.returncode != 0:
        raise SystemExit(f"Bail out! {args}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def sheet(clock, *what, day=DAY):
    return json.loads(run(clock, "print", *what, "--format", "json", day=day))


def block(document, key):
    return next(b[key] for b in document["blocks"] if key in b)


def groups(rows):
    return [r["group"] for r in rows if "group" in r]


def texts(document):
    return [b["text"] for b in document["blocks"] if b["kind"] == "text"]


def picture(path, shade):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([shade]) * 40 for _ in range(30))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def answers(path, before):
    """All rows pass but the sixth, which fails with a picture."""
    lines, n = [], 0
    for line in run("10:00", "run", "food-daily", "--task", CHECK, "--print-answers", "yaml").splitlines():
        if line.startswith("by:"):
            line = "by: food-safety-lead"
        elif line.startswith("    ok:"):
            n += 1
            line = "    ok: pass" if n != 6 else "    ok: {value: fail, evidence: {file: " + before + "}}"
        elif n == 6 and re.match(r"    (problem|action):", line):
            line = line[:line.index(":")] + ": 两盒酸奶到期还在货架上"
        lines.append(line)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


with tempfile.TemporaryDirectory() as work:
    store = os.path.join(work, "店")
    subprocess.run([PROGRAM, "init", store, "--practice", "--kind", "shop,food,online", "--year", "2027"],
                   stdin=subprocess.DEVNULL, capture_output=True, check=True)
    ok("without anything found the list says so", groups(block(sheet("09:00", "fixes"), "fixes")) == ["没有整改事项。"])
    os.makedirs(os.path.join(store, "照片"), exist_ok=True)
    picture(os.path.join(store, "照片", "前.png"), 40)
    picture(os.path.join(store, "照片", "后.png"), 200)
    answers(os.path.join(work, "answers.yaml"), "照片/前.png")
    run("10:30", "run", "food-daily", "--task", CHECK, "--answers", os.path.join(work, "answers.yaml"), "--done")

    fix = block(sheet("10:40", "fixes"), "fixes")
    ok("a problem that was found is open, with its words", groups(fix) == ["没有关闭的"] and "两盒酸奶" in fix[1]["problem"] and
       fix[1]["recheck"] == "" and "3月12日" in fix[1]["found"], fix)
    run("11:00", "fix", "done", CHECK + "#1", "--by", "food-safety-lead", "--what", "下架销毁", "--evidence",
        os.path.join(store, "照片", "后.png"))
    told = sheet("11:10", "fixes")
    captions = [i["caption"] for b in told["blocks"] if b["kind"] == "pictures" for i in b["items"]]
    ok("what was done, and the pictures of before and after", block(told, "fixes")[1]["measure"] == "下架销毁" and
       block(told, "fixes")[1]["recheck"] == "等复查" and
       captions == ["第 1 项，整改前：前.png", "第 1 项，整改后：后.png"], (told, captions))

    other = [os.path.join(store, "evidence", n) for n in os.listdir(os.path.join(store, "evidence"))]
    kept = open(other[0], "rb").read()
    with open(other[0], "ab") as file:
        file.write(b"x")
    told = sheet("11:10", "fixes")
    ok("a picture that was changed since is not shown", any("被改过，不印" in t for t in texts(told)) and
       sum(len(b["items"]) for b in told["blocks"] if b["kind"] == "pictures") == 1, told)
    with open(other[0], "wb") as file:
        file.write(kept)

    days = {r["day"]: r for r in block(sheet("12:00", "index"), "days") if "day" in r}
    ok("the index counts what was done, and says why a day has no signature", days["3月12日 周五"]["done"] == "1" and
       int(days["3月12日 周五"]["asked"]) == 1 + int(days["3月12日 周五"]["open"]) and
       days["3月12日 周五"]["note"] == "今天还没有签字。" and days["3月11日 周四"]["note"] == "没有签字。" and
       days["3月16日 周二"]["note"] == "还没有到。", days)
    with open(os.path.join(work, "pin"), "w", encoding="ascii") as file:
        file.write("358203\n")
    os.chmod(file.name, 0o600)
    run("19:15", "staff", "pin", "manager", "--new-pin-file", file.name)
    run("21:00", "signoff", "--by", "manager", "--pin-file", file.name, "--reason", "人手不够")
    days = {r["day"]: r for r in block(sheet("21:30", "index"), "days") if "day" in r}
    ok("and who signed, when", days["3月12日 周五"]["signer"] == "示例店长" and
       days["3月12日 周五"]["signed"] == "按时 3月12日 周五 21:00" and days["3月12日 周五"]["note"] == "", days["3月12日 周五"])

    week = sheet("09:00", "food-weekly", day="2027-03-13")
    state = {r["day"]: r["record"] for r in block(week, "days")}
    ok("the weekly report: days with a record, missing ones, days to come", state["3月12日 周五"] == "有，不全（4 张查完了 1 张）" and
       state["3月10日 周三"] == "缺" and state["3月14日 周日"] == "还没有到", state)
    ok("a missing day is named and nothing is said about it", any(
        re.search("缺：.*3月10日.*缺的不补填。不全：3月12日", t) for t in texts(week)), texts(week))
    ok("its problem stands below", len(block(week, "fixes")) == 1 and block(week, "fixes")[0]["state"] == "没有关闭", week)
    papers = block(sheet("09:00", "inspect", day="2027-03-13"), "papers")
    daily = next(p for p in papers if "每日食品安全检查记录" in p["paper"])
    ok("the folder says how many of thirty days are there", "有记录 0 天，不全 1 天，缺 11 天" in daily["state"], daily)
    os.makedirs(os.path.join(store, "checklists"))
    with open(os.path.join(store, "checklists", "own-food.yaml"), "w", encoding="utf-8") as file:
        file.write("checklist: own-food\ntitle: 本店自己的食品检查\nversion: 1\nfunction: food-safety\nofficial: 每日食品安全检查记录\n"
                   "rows: [{id: all, title: 全部}]\nitems: [{id: ok, ask: 情况, type: pass-fail, required: true}]\n")
    with open(os.path.join(store, "checklists", "own-week.yaml"), "w", encoding="utf-8") as file:
        file.write("checklist: own-week\ntitle: 本店自己的周排查\nversion: 1\nofficial: 每周食品安全排查治理报告\n"
                   "rows: [{id: all, title: 全部}]\nitems: [{id: ok, ask: 情况, type: pass-fail, required: true}]\n")
    with open(os.path.join(store, "store.yaml"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(store, "store.yaml"), "w", encoding="utf-8") as file:
        file.write(text.replace("campaign:\n", "campaign:\n  tasks: {food-daily: {checklist: own-food}, temperature: {drop: 合并到本店自己的表}}\n", 1))
    own = os.path.join(work, "own.yaml")
    for day, task in ("2027-03-13", "food-daily@2027-03-13"), ("2027-03-14", "food-daily@2027-03-14"):
        with open(own, "w", encoding="utf-8") as file:
            file.write("checklist: own-food\nby: food-safety-lead\nanswers: {all: {ok: pass}}\nfinish: yes\n")
        run("18:00", "run", "own-food", "--task", task, "--answers", own, day=day)
    for day in ("2027-03-10", "2027-03-12", "2027-03-16"):
        with open(own, "w", encoding="utf-8") as file:
            file.write("checklist: own-week\nby: food-safety-lead\nanswers: {all: {ok: pass}}\nfinish: yes\n")
        run("23:00", "run", "own-week", "--answers", own, day=day)
    week = sheet("09:00", "food-weekly", "--date", "2027-03-14", day="2027-03-16")
    state = {r["day"]: r["record"] for r in block(week, "days")}
    ok("a store's own checklist that serves the official record counts, and so does what was checked before it stood in",
       state["3月13日 周六"] == state["3月14日 周日"] == state["3月12日 周五"] == "有", state)
    done = [t for t in texts(week) if "本店自己的周排查" in t]
    ok("every review of the week is named, none of another week", ["3月10日" in t for t in done] == [True, False] and "3月12日" in done[1], done)
    papers = block(sheet("09:00", "inspect", day="2027-03-16"), "papers")
    daily = next(p for p in papers if "每日食品安全检查记录" in p["paper"])
    weekly = next(p for p in papers if "排查治理报告" in p["paper"])
    monthly = next(p for p in papers if "调度会议纪要" in p["paper"])
    ok("the folder counts them, too: days, weeks, months", "有记录 3 天，缺 12 天" in daily["state"] and
       weekly["state"] == "前4周：有记录 1 周，电脑里没有的：2月15日—2月21日、2月22日—2月28日、3月1日—3月7日；本周有" and
       monthly["state"] == "前3个月：有记录 0 个月，电脑里没有的：12月、1月、2月；本月还没有", (daily, weekly, monthly))
    ok("it names no article for what was not read", all(p["basis"] == "" for p in papers if "排查治理报告" in p["paper"]), papers)
    mine = block(sheet("09:00", "day", "--for", "dept:food-safety", day="2027-03-13"), "tasks")
    ok("the day's work names what is overdue first", groups(mine)[:2] == ["逾期未完成，先做", "当天的工作"], groups(mine))

    for what in ("fixes", "index", "food-weekly", "food-monthly", "inspect", "day", "hours", "notice"):
        pdf = os.path.join(work, what + ".pdf")
        run("21:30", "print", what, "--out", pdf)
        missing = compare(sheet("21:30", what), pdf_text(pdf))
        ok(f"{what}: the PDF says what the JSON says, in its order", not missing, "\n".join(missing))

print(f"1..{len(RESULTS)}")
sys.exit(0 if all(RESULTS) else 1)
