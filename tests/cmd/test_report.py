#!/usr/bin/python3
"""`report` over two played weeks: its JSON against a model made from plan and log, its page and its workbook against its JSON, and what it says to stores without a
record, a period, or a sound record, before, after, and with names that are markup."""
import html.parser
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from pathlib import Path

from practice import READY315, Answers, Shop, defs, key
from readymodel import Model

SIGNING = ("week-sign-prepare", "day-sign")
tap = defs.Tap()
MOST = 30  # rows of a list on the page


def percent(number):
    return "—" if number is None else f"{number}%"


def number(figure):
    return "—" if figure is None else str(figure)


class Page(html.parser.HTMLParser):
    """Rows of each table as lists of texts, by heading; texts of the head; every tag that was met."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.tables, self.heading, self.text, self.row, self.into = set(), {}, "", [], None, None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag in ("h1", "h2", "td", "text"):
            self.into = ""
        if tag == "tr":
            self.row = []

    def handle_endtag(self, tag):
        if tag == "h2":
            self.heading = self.into
        if tag == "td":
            self.row.append(self.into)
        if tag == "tr" and self.row:
            self.tables.setdefault(self.heading, []).append(self.row)

    def handle_data(self, data):
        self.text.append(data)
        if self.into is not None:
            self.into += data


def row_of(name, figures):
    count = figures["count"]
    return [name, "", percent(figures["percent_done"]), percent(figures["percent_planned"]), f"{number(count['done'])}/{count['total']}",
            *(number(count[m]) for m in ("late", "today", "carried", "waived"))]


def page_agrees(text, said, name):
    """Every figure on the page is one of the JSON."""
    page = Page(text)
    whole = "".join(page.text)
    tap.ok(not page.tags & {"script", "link", "img", "iframe"} and "http" not in text, f"{name}: the page fetches and runs nothing")
    tap.ok(all(t in whole for t in (said["verdict"]["text"], said["verdict"]["today"], said["trend"]["text"] or "", *said["notes"])),
           f"{name}: it says the sentences of the JSON")
    phases = [re.sub("（[^（]*）$", "", r[0]) for r in page.tables.get("各阶段", [])]
    mine = [row_of(p["title"], p) for p in said["phases"]] + [row_of("其中3月15日前", said["to_315"])] * bool(said["to_315"]["count"]["total"])
    mine += [row_of("合计", said["overall"])]
    tap.ok([[n] + r[1:] for n, r in zip(phases, page.tables["各阶段"])] == mine, f"{name}: phases as in the JSON", page.tables["各阶段"], mine)
    if said["department"] is None:
        mine = [row_of(d["name"] or "没有归部门的", d) for d in said["departments"]]
        tap.ok(page.tables["各部门"] == mine, f"{name}: departments as in the JSON", page.tables["各部门"], mine)
    late = {}
    for item in said["items"]:
        if item["too_late"]:
            late.setdefault(item["id"], []).append(item)
    rows = page.tables.get("已过最晚动手日", [])
    listed = sorted((r[0], r[1], r[5]) for r in rows)
    mine = sorted((i[0]["title"], "、".join(i[0]["risk"]) or "—", str(len(i))) for i in late.values())
    good = listed == mine if len(mine) <= MOST else len(listed) == MOST and set(listed) <= set(mine) and f"还有 {len(mine) - MOST} 项工作没有列出来" in whole
    tap.ok(good, f"{name}: what is too late as in the JSON", listed, mine)
    blocks = [b["text"] for b in said["blockers"] if b["blocks"] or b["gate"] != "required"]
    tap.ok([r[1] for r in page.tables.get("挡着签字的", [])] == blocks, f"{name}: what blocks as in the JSON")
    counts = (sum(i["too_late"] for i in said["items"]), sum(i["now"] for i in said["items"]), sum(b["blocks"] for b in said["blockers"]))
    tiles = re.findall(r'class="tile"><b>(.*?)</b>', text)
    tap.ok(not said["recorded"] or tiles[2:] == [str(n) for n in counts], f"{name}: and the numbers at its head", tiles, counts)
    lines = re.findall(r'<polyline[^>]*points="([^"]*)"', text)
    total = next((float(d["planned"]) for d in reversed(said["trend"]["days"])), 0)
    drawn = [[164 - int(p.split(",")[1]) + 24 for p in line.split()] for line in lines]
    for line, member in zip(drawn, ("planned", "done")):
        values = [float(d[member]) * 164 / total for d in said["trend"]["days"] if d[member] is not None]
        tap.ok(len(line) == len(values) and all(v - 1.01 <= y <= v + .01 for y, v in zip(line, values)), f"{name}: the line of what is {member}",
               list(zip(line, values)))


def cells(path):
    """name of the sheet → rows of texts, of a workbook."""
    book = zipfile.ZipFile(path)
    plain = lambda s: re.sub("&(lt|gt|quot|amp);", lambda m: {"lt": "<", "gt": ">", "quot": '"', "amp": "&"}[m[1]], s)  # noqa: E731
    strings = [plain("".join(re.findall(r"<t[^>]*>([^<]*)</t>", si))) for si in re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.S)]
    names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    sheet = lambda i: book.read(f"xl/worksheets/sheet{i + 1}.xml").decode()  # noqa: E731
    return {n: [[strings[int(v)] for v in re.findall(r'<c [^>]*t="s"[^>]*><v>(\d+)</v>', row)] for row in re.findall(r"<row .*?</row>", sheet(i), re.S)]
            for i, n in enumerate(names)}


def book_agrees(path, said):
    sheets = cells(path)
    tap.ok(list(sheets) == ["结论", "各阶段", "各部门", "挡着签字", "没有完成的", "走势", "说明"], "the workbook has its sheets", list(sheets))
    tap.ok(["结论", said["verdict"]["text"]] in sheets["结论"] and any("演练" in c for r in sheets["结论"] for c in r), "its verdict is the JSON's, and marked")
    order = ("total", "done", "due", "late", "today", "carried", "waived")
    for sheet, rows in (("各阶段", [*said["phases"], said["overall"], said["to_315"]]), ("各部门", said["departments"])):
        mine = [[percent(r["percent_done"]), percent(r["percent_planned"]), *(str(r["count"][m]) for m in order), r["points"]["total"], r["points"]["done"],
                 r["points"]["due"]] for r in rows]
        tap.ok([r[1:] for r in sheets[sheet][1:]] == mine, f"its {sheet} are the JSON's", sheets[sheet][1:], mine)
    tap.ok([r[0] for r in sheets["没有完成的"][1:]] == [i["id"] for i in said["items"]], "it lists all that is open")
    tap.ok([r[:3] for r in sheets["走势"][1:]] == [[d["date"], d["planned"], number(d["done"])] for d in said["trend"]["days"]], "and each day to 15 March")
    tap.ok([r[1] for r in sheets["说明"][1:]] == [e["text"] for e in said["explain"]], "and what each figure means")


def rows_of(sheet, member):
    """The rows of that table of a printed sheet's JSON."""
    return next(b[member] for b in sheet["blocks"] if member in b)


def run(*arguments):
    return subprocess.run([READY315, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def played(work):
    """Most of what was due is done, every sixth is not; the first week is signed with what was open."""
    shop = Shop(work)
    made = run("init", shop.dir, "--practice", "--year", "2027", "--kind", "shop,food,fresh", "--scale", "standard")
    assert made.returncode == 0, made.stderr
    shop.now = "2027-03-01T08:00"
    for who, pin in (("manager", "583976"), ("service-lead", "914826"), ("purchasing-lead", "806139")):
        Path(shop.pin(who)).write_text(pin + "\n", encoding="utf-8")
        os.chmod(shop.pin(who), 0o600)
        by = [] if who == "manager" else ["--by", "manager", "--pin-file", shop.pin("manager")]
        shop.do("staff", "pin", who, *by, "--new-pin-file", shop.pin(who))
    answers, carried, n = Answers(shop), {}, 0
    tasks = shop.json("plan")["tasks"]
    open_tasks = {}
    for day in sorted({t["due"] for t in tasks if t["due"] <= "2027-03-11"}):
        shop.now = "2027-03-10T01:30" if day == "2027-03-09" else max(day, "2027-03-01") + "T20:00"  # half past one belongs to the day before
        for task in tasks:
            if task["due"] != day or task["id"] in SIGNING:
                continue
            n += 1
            by = task["owner"] or "manager"
            if n % 6 == 0 or day == "2027-03-11" and n % 2:
                open_tasks[key(task)] = task
            elif not task["checklist"]:
                shop.do("task", "done", key(task), "--by", by)
            else:
                answers.learn(task["checklist"])
                second = shop.second(by) if answers.second[task["checklist"]] else []
                shop.do("run", task["checklist"], "--task", key(task), "--answers", answers.write(task, by), *second)
        if day == "2027-03-07":
            carried = {k for k, t in open_tasks.items() if t["checklist"]}
            shop.do("signoff", "--by", "manager", "--pin-file", shop.pin("manager"), "--reason", "等配件", "--due", "2027-03-14")
            page_on_the_way(shop, carried)
    shop.now = "2027-03-11T21:00"
    shop.do("register", "add", "visits-media", "--by", "deputy", "--set", "来的是谁=市场监管", "--set", "什么事=查<进货单>")
    return shop, carried


def look(shop, carried, **limits):
    said = shop.json("report", *(["--for", "dept:" + limits["department"]] if limits else []))
    model = Model(shop.json("plan"), shop.json("log"), said["date"], SIGNING, carried, **limits)
    return said, model.wrong(said)


def page_on_the_way(shop, carried):
    said, wrong = look(shop, carried)
    tap.ok(not wrong, "on the evening of a signature it is what the model says", *wrong)
    tap.ok(said["overall"]["count"]["carried"] == len(carried) > 0, "what was carried is neither done nor late", said["overall"]["count"], carried)


def seasons(work):
    shop, carried = played(work)
    for now, gone in (("2027-03-12T05:30", False), ("2027-03-12T09:00", False), ("2027-03-14T09:00", True), ("2027-03-20T09:00", True), ("2027-04-20T09:00", True)):
        shop.now = now
        said, wrong = look(shop, () if gone else carried)  # carried until the 14th: from then on it is owed again
        tap.ok(not wrong, f"{now}: figures, trend and list are the model's", *wrong)
        tap.ok(said["recorded"] and said["practice"] and len(said["explain"]) >= 15, f"{now}: each figure is explained")
        page_agrees(shop.do("report"), said, now)
    tap.ok(said["verdict"]["state"] == "over" and "已经结束" in said["verdict"]["text"], "after the period it says so", said["verdict"])
    shop.now = "2027-03-12T09:00"
    said, wrong = look(shop, carried)
    tap.ok(said["verdict"]["state"] == "behind" and said["trend"]["ahead"].startswith("-") and said["trend"]["ahead_days"] < 0, "two weeks in it is behind",
           said["verdict"], said["trend"]["text"])
    block = [b for b in said["blockers"] if b["blocks"]]
    tap.ok(len(block) == 1 and block[0]["since"] == "2027-03-11" and "查<进货单>" in block[0]["text"], "the visit that nobody owns blocks since yesterday", block)
    tap.ok([u["to"] for u in said["unsigned"]] == ["2027-03-10", "2027-03-10", "2027-03-11"], "and three pages are not signed", said["unsigned"])
    shop.do("report", "--format", "xlsx", "--out", work + "/r.xlsx")
    book_agrees(work + "/r.xlsx", said)
    sheet = json.loads(shop.do("print", "report", "--format", "json"))
    texts = [b["text"] for b in sheet["blocks"] if b.get("text")]
    tap.ok(any(said["verdict"]["text"] in t for t in texts) and said["trend"]["text"] in texts and all(any(e["text"] in t for t in texts) for e in said["explain"]),
           "the sheet for the printer says the same sentences", texts[:3])
    for member, rows in (("phases", [*said["phases"], said["to_315"], said["overall"]]), ("departments", said["departments"])):
        mine = [row_of("", r)[2:] for r in rows]
        tap.ok([list(r.values())[1:] for r in rows_of(sheet, member)] == mine, f"and has the same {member}", rows_of(sheet, member)[:2], mine[:2])
    got = subprocess.run([READY315, "-C", shop.dir, "report", "--format", "pdf", "--now", shop.now], capture_output=True, stdin=subprocess.DEVNULL)
    tap.ok(got.returncode == 0 and got.stdout.startswith(b"%PDF-"), "and is a PDF", got.stderr)
    part, wrong = look(shop, carried, department="service")
    whole = next(d for d in said["departments"] if d["id"] == "service")
    tap.ok(not wrong and part["overall"] == {k: whole[k] for k in part["overall"]}, "a department's report is its row of the store's", *wrong)
    page_agrees(shop.do("report", "--for", "客服部"), part, "a department")
    person = shop.ask("report", "--for", "staff:manager")
    tap.ok(person.returncode == 2 and "按部门算" in person.stderr, "of a person there is none", person.stderr)
    return shop


def bad_input(work, shop):
    Path(work + "/file").write_text("x")
    got = shop.ask("report", "--out", work + "/file/r.html")
    tap.ok(got.returncode == 3 and not os.path.exists(work + "/file/r.html"), "where nothing can be written it says so", got.stderr)
    got = shop.ask("report", "--out", work + "/file")
    tap.ok(got.returncode == 2 and Path(work + "/file").read_text() == "x", "a file of somebody else stays", got.stderr)
    with sqlite3.connect(shop.dir + "/ready315.db") as db:
        column = [r[1] for r in db.execute("pragma table_info(entry)")]
        assert "body" in column, column
        for trigger, in db.execute("select name from sqlite_master where type='trigger'").fetchall():
            db.execute(f'drop trigger "{trigger}"')
        db.execute("update entry set body = replace(body, '完', '没') where sequence = (select max(sequence) from entry where kind = 'task')")
        db.execute("update entry set body = '{}' where sequence = (select max(sequence) from entry where kind = 'task')")
    got = shop.ask("report", "--format", "json")
    tap.ok(got.returncode == shop.ask("today", "--format", "json").returncode != 0 and '"E110"' in got.stdout and '"overall"' not in got.stdout,
           "a damaged record is refused, as `today` does", got.returncode, got.stdout[:300], got.stderr[:300])


def other_stores(work):
    home = work + "/新"
    made = run("init", home, "--year", "2027", "--kind", "shop,food", "--scale", "standard")
    assert made.returncode == 0, made.stderr
    said = json.loads(run("-C", home, "report", "--format", "json", "--now", "2027-03-12T09:00").stdout)
    count = said["overall"]["count"]
    tap.ok(not said["recorded"] and said["verdict"]["state"] == "unrecorded" and count["done"] is None and count["total"] > 0
           and said["overall"]["percent_done"] is None and all(d["done"] is None for d in said["trend"]["days"])
           and all(i["state"] is None and i["due"] >= "2027-03-12" for i in said["items"]), "without a record nothing is said of what was done", count)
    page_agrees(run("-C", home, "report", "--now", "2027-03-12T09:00").stdout, said, "without a record")

    store = Path(home + "/store.yaml")
    text = store.read_text(encoding="utf-8")
    wild = "杭州<b>&\\\"'😀</b>店"
    shown = "杭州<b>&\"'😀</b>店"
    text = re.sub(r"(?m)^  name: .*$", f'  name: "{wild}"', text, count=1)
    text = re.sub(r"name: 客服部", f'name: "{wild}部"', text, count=1)
    store.write_text(text, encoding="utf-8")
    got = run("-C", home, "task", "add", "查<i>&\"😀", "--on", "2027-03-02", "--function", "service", "--by", "manager", "--reason", "试")
    tap.ok(got.returncode == 0, "a task may be called anything", got.stderr)
    said = json.loads(run("-C", home, "report", "--format", "json", "--now", "2027-03-12T09:00").stdout)
    page = run("-C", home, "report", "--now", "2027-03-12T09:00").stdout
    tap.ok(said["name"] == shown and any(d["name"] == shown + "部" for d in said["departments"]), "names are what was written", said["name"])
    tap.ok(not Page(page).tags & {"i"} and Page(page).text.count(shown) == 0 and shown in "".join(Page(page).text), "and no markup of the page")
    page_agrees(page, said, "wild names")
    run("-C", home, "report", "--format", "xlsx", "--now", "2027-03-12T09:00", "--out", work + "/wild.xlsx")
    tap.ok(any(shown + "部" in r for r in cells(work + "/wild.xlsx")["各部门"]), "nor of the workbook")

    said = json.loads(run("-C", home, "report", "--format", "json", "--now", "2026-12-01T09:00").stdout)
    tap.ok(said["verdict"]["state"] == "before" and said["overall"]["count"]["due"] == 0 and said["trend"]["text"] is None, "before the period it waits",
           said["verdict"])
    tap.ok("还有" in run("-C", home, "report", "--now", "2026-12-01T09:00").stdout, "and the page says how long")

    small = work + "/小"
    made = run("init", small, "--year", "2027", "--kind", "shop", "--scale", "small")
    assert made.returncode == 0, made.stderr
    got = run("-C", small, "report", "--format", "json", "--now", "2027-03-12T09:00")
    said = json.loads(got.stdout)
    tap.ok(got.returncode == 0 and said["verdict"]["state"] == "nothing" and said["items"] == said["phases"] == said["trend"]["days"] == []
           and said["overall"]["percent_done"] is None and said["from"] is None, "a store without a period has nothing to report", said["verdict"])
    got = run("-C", small, "report", "--now", "2027-03-12T09:00")
    tap.ok(got.returncode == 0 and "不设 315 活动期" in got.stdout and "<svg" not in got.stdout, "and a page of one sentence", got.stdout[-300:])


with tempfile.TemporaryDirectory() as work:
    shop = seasons(work)
    bad_input(work, shop)
    other_stores(work)
tap.done()
