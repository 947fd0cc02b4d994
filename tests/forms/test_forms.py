#!/usr/bin/python3
"""Forms for Excel: written, filled in with openpyxl as people do, read back; and everything that people and their spreadsheets do to them."""
import datetime
import json
import os
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
READY315 = os.environ.get("READY315") or str(ROOT / "build/check/bin/ready315")
os.environ["READY315_SHARE"] = str(ROOT / "tests/fixtures/shop/share")
os.environ.update(NO_COLOR="1", COLUMNS="200", LC_ALL="C.UTF-8")
NOW = "--now=2027-03-12T10:00"
CHECKLIST = """checklist: cold
title: 冷柜
version: 1
source: list
rows: [{id: left, title: 左柜, help: 靠墙的}, {id: right, title: 右柜}, {id: back, title: 后柜}]
items:
  - {id: ok, ask: 运转正常, type: pass-fail, required: true, evidence: on-fail}
  - {id: degrees, ask: 温度, type: number, unit: 度, min: -30, max: 10}
  - {id: what, ask: 怎么处理, type: choice, choices: [报修, 移柜], required: true, when: ok = fail}
  - {id: day, ask: 约定日期, type: date}
  - {id: at, ask: 时间, type: time}
"""
WIDE = """checklist: wide
title: 大表
version: 1
source: list
rows: [{id: a, title: 甲}, {id: b, title: 乙}]
items:
  - {id: long, ask: 选哪个, type: choice, choices: [%s]}
  - {id: yes, ask: 是不是, type: confirm, required: true}
  - {id: score, ask: 得分, type: score, max: 5}
  - {id: share, ask: 满意度, type: number, unit: "%%", min: 0, max: 100}
  - {id: t1, ask: 说一说, type: text}
  - {id: t2, ask: 再说一说, type: text}
  - {id: t3, ask: 最后说一说, type: text, evidence: always}
""" % ", ".join(f'"第{i}个选项，要写得长一些才放不下, 而且有逗号"' for i in range(12))
work = Path(tempfile.mkdtemp())
done = failed = 0


def check(name, fine, why=""):
    global done, failed
    done += 1
    print(f"{'ok' if fine else 'not ok'} {done} {name}", flush=True)
    if not fine:
        failed += 1
        print("\n".join("# " + line for line in str(why).splitlines()[:25]), flush=True)


def shop(name, practice=True, edit=lambda text: text):
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "checklists").mkdir(parents=True)
    text = (ROOT / "tests/fixtures/shop/store.yaml").read_text()
    if practice:
        text = text.replace("  scale: standard", "  scale: standard\n  practice: true")
    (folder / "store.yaml").write_text(edit(text))
    (folder / "checklists/cold.yaml").write_text(CHECKLIST)
    (folder / "checklists/wide.yaml").write_text(WIDE)
    return folder


def call(folder, *words, now=NOW):
    ran = subprocess.run([READY315, "-C", str(folder), *words, *([now] if now else [])], capture_output=True, text=True, errors="replace")
    return ran.returncode, ran.stdout + ran.stderr


def form(folder, checklist="cold", name="form.xlsx", *words, now=NOW):
    path = work / name
    path.unlink(missing_ok=True)
    rc, said = call(folder, "form", checklist, "--out", str(path), *words, now=now)
    assert rc == 0, said
    return path


def fill(source, name, change=None, **cells):
    book = openpyxl.load_workbook(source)
    sheet = book["检查"]
    for cell, value in cells.items():
        sheet[cell] = value
    if change:
        change(book, sheet)
    path = work / name
    book.save(path)
    return path


def take(folder, *files, by="刘洋", words=(), now=NOW):
    return call(folder, "form", "import", *map(str, files), "--by", by, *words, now=now)


def answers(folder, checklist="cold", task=None):
    rc, said = call(folder, "run", checklist, "--format", "json", *(["--task", task] if task else []))
    assert rc == 0, said
    page = json.loads(said[said.index("{"):])
    return {(row["id"], item["item"]): item for row in page["rows"] for item in row["answers"]}


def values(folder, checklist="cold"):
    return {"/".join(key): item["value"] for key, item in answers(folder, checklist).items() if item["value"] is not None}


def log_size(folder):
    rc, said = call(folder, "log")
    return said.count("\n") if rc == 0 else 0


def refused(name, folder, path, *words, status=1, options=()):
    """Refused with these words, and nothing recorded."""
    before = log_size(folder)
    rc, said = take(folder, path, words=options)
    check(name, rc == status and all(word in said for word in words) and log_size(folder) == before, f"{rc}\n{said}")


# Columns: B number, C title, D help, E ok, F degrees, G what, H day, I at, J reason, K evidence; rows 7 to 9; C4 检查人; C10 备注.
cold = shop("cold")
empty = form(cold)
check("the same form gives the same bytes", empty.read_bytes() == form(cold, "冷柜", "again.xlsx").read_bytes())
sheet = openpyxl.load_workbook(empty)["检查"]
check("headings, titles and the code are locked, answers are not, and there is no password",
      sheet.protection.sheet and not sheet.protection.password and all(sheet[c].protection.locked for c in ("B3", "C5", "E5", "C7", "A7"))
      and not any(sheet[c].protection.locked for c in ("C4", "E7", "F8", "J9", "K7", "C10")))
rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
check("drop-downs, limits and hints stand at the cells",
      rules["E7:E9"].formula1 == '"合格,不合格,不适用"' and rules["F7:F9"].type == "decimal" and rules["F7:F9"].formula2 == "10"
      and rules["H7:H9"].type == "date" and rules["I7:I9"].type == "time" and "-30 到 10 度" in rules["F7:F9"].prompt, rules)
check("it prints on A4 with headings on each page and the code at the foot",
      sheet.page_setup.paperSize == 9 and sheet.print_title_rows == "$5:$5" and "表单号" in sheet.oddFooter.left.text)
check("marks of rows and columns are hidden", sheet.column_dimensions["A"].hidden and sheet.row_dimensions[6].hidden)
piped = subprocess.run([READY315, "-C", str(cold), "form", "cold", NOW], capture_output=True).stdout
check("without --out it goes to standard output, as other sheets do", piped == empty.read_bytes(), piped[:80])

# ---- what is read -------------------------------------------------------------------------------------------------------------------------
photo = work / "坏柜.jpg"
photo.write_bytes(b"\xff\xd8\xff picture")
filled = fill(empty, "filled.xlsx", C4="赵敏", E7="合格", F7=4.5, H7=datetime.date(2027, 3, 15), I7=datetime.time(9, 30), E8="不合格",
              F8="８", G8="报修", H8="2027年3月16日", K8="纸质 一号夹 3 赵敏；坏柜.jpg", E9="不适用", J9="停用", C10="停了一会电")
rc, said = take(cold, filled, words=["--dry-run"])
check("--dry-run lists what it would do and records nothing", rc == 0 and "什么也没有记下" in said and "右柜　温度：8 度" in said
      and not (cold / "ready315.db").exists(), said)
rc, said = take(cold, filled)
expected = {"left/ok": "pass", "left/degrees": "4.5", "left/day": "2027-03-15", "left/at": "09:30", "right/ok": "fail",
            "right/degrees": "8", "right/what": "报修", "right/day": "2027-03-16"}
check("what was filled in is what is recorded", rc == 0 and values(cold) == expected, f"{said}{values(cold)}")
cells = answers(cold)
check("n/a with its reason", cells["back", "ok"]["reason"] == "停用", cells["back", "ok"])
check("evidence of paper and of a file beside the form", len(cells["right", "ok"]["evidence"]) == 2, cells["right", "ok"])
check("done by the form's 检查人, recorded by the importer",
      cells["left", "ok"]["by"] == "zhao.min" and cells["left", "ok"]["recorded_by"] == "liu.yang", cells["left", "ok"])
rc, said = call(cold, "log")
check("the log names the file, its 检查人 and the remark", "导入填好的表“filled.xlsx”" in said and "停了一会电" in said, said)
before = log_size(cold)
rc, said = take(cold, filled)
check("importing twice changes nothing and says so", rc == 0 and "以前导入过" in said and log_size(cold) == before, said)
rc, said = take(cold, filled, words=["--keep", "new"])
check("nor does importing it again on purpose, while nothing else was answered", rc == 0 and values(cold) == expected, said)
kept = [p for p in (cold / "evidence").iterdir() if p.suffix == ".xlsx"]
check("the file is kept under its hash", len(kept) == 1 and kept[0].read_bytes() == filled.read_bytes())
check("verify finds it sound", call(cold, "verify", "--full")[0] == 0)
kept[0].write_bytes(b"x")
rc, said = call(cold, "verify", "--full")
check("and finds out when it was changed", rc == 1 and "filled.xlsx" in said, said)
shutil.copy(filled, kept[0])

# ---- several forms ------------------------------------------------------------------------------------------------------------------------
two = shop("two")
empty = form(two)
one = fill(empty, "one.xlsx", C4="赵敏", E7="合格")
other = fill(empty, "other.xlsx", C4="wf", E8="合格", K7="https://example.com/1")
rc, said = take(two, one, other)
cells = answers(two)
check("two forms of one run merge row by row, each under its own 检查人",
      rc == 0 and cells["left", "ok"]["by"] == "zhao.min" and cells["right", "ok"]["by"] == "wang.fang" and len(cells["left", "ok"]["evidence"]) == 1,
      said + str(cells))
third = fill(empty, "third.xlsx", C4="1026", E7="不合格", G7="移柜", F9=3)
refused("a different answer is shown, and refused without a terminal", two, third, "third.xlsx:检查!E7", "E117", "“不合格”（赵敏）", "“合格”（赵敏）", "--keep")
rc, said = take(two, third, words=["--keep", "old", "--dry-run"])
check("with --keep old its dependents are refused where they are not asked", rc == 1 and "E103" in said, said)
rc, said = take(two, third, words=["--keep", "new"])
check("--keep new takes the form's", rc == 0 and values(two)["left/ok"] == "fail" and values(two)["back/degrees"] == "3", said)
fourth = fill(empty, "fourth.xlsx", C4="赵敏", E7="合格", F8=2)
rc, said = take(two, fourth, words=["--keep", "old"])
check("--keep old keeps what stood and takes the rest", rc == 0 and values(two)["left/ok"] == "fail" and values(two)["right/degrees"] == "2", said)
a, b = fill(empty, "a.xlsx", C4="赵敏", I9="8点半"), fill(empty, "b.xlsx", C4="王芳", I9="20:15")
refused("two forms of one call that differ are a conflict as well", two, a, "E117", options=[str(b)])
rc, said = take(two, a, b, words=["--keep", "new"])
check("of these the later one is the new one", rc == 0 and values(two)["back/at"] == "20:15" and answers(two)["back", "at"]["by"] == "wang.fang", said)


def talk(folder, words, turns):
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(READY315, [READY315, "-C", str(folder), *words, NOW])
    shown, seen, turns, end = b"", 0, list(turns), time.time() + 20
    while time.time() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                more = os.read(fd, 65536)
            except OSError:
                break
            if not more:
                break
            shown += more
        if turns and turns[0][0].encode() in shown[seen:]:
            seen = len(shown)
            os.write(fd, turns.pop(0)[1].encode())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode(errors="replace")


fifth = fill(empty, "fifth.xlsx", C4="赵敏", I9="07:00", F9=5)
before = log_size(two)
rc, said = talk(two, ["form", "import", str(fifth), "--by", "刘洋"], [("都不导入", "2\n"), ("都不导入", "q\n")])
check("on a terminal each difference is asked about; q leaves everything as it was", rc == 1 and "两个答案" in said and log_size(two) == before, said)
rc, said = talk(two, ["form", "import", str(fifth), "--by", "刘洋"], [("都不导入", "9\n"), ("请写", "2\n"), ("都不导入", "1\n")])
check("1 keeps, 2 replaces", rc == 0 and values(two)["back/degrees"] == "5" and values(two)["back/at"] == "20:15", said)
rc, said = take(two, fill(empty, "end.xlsx", C4="赵敏", E9="不合格", G9="移柜"), words=["--done"])
check("--done is held up by missing evidence, at its cell", rc == 1 and "检查!E9" in said and "E106" in said, said)
rc, said = take(two, fill(empty, "end2.xlsx", C4="赵敏", E9="不合格", G9="移柜", K9="https://example.com/2"), words=["--done"])
check("--done finishes the run", rc == 0 and "完成" in said, said)
early = shop("early")
path = fill(form(early), "early.xlsx", C4="赵敏", **{f"E{r}": "合格" for r in (7, 8, 9)})
rc, said = take(early, path)
check("whoever forgot --done", rc == 0 and "完成" not in said, said)
rc, said = take(early, path, words=["--done"])
check("says it with the same file again", rc == 0 and "这次检查已经完成" in said, said)
rc, said = take(early, path, words=["--done"])
check("and once", rc == 0 and "以前导入过" in said, said)
refused("a finished run is not changed", two, fill(empty, "late.xlsx", C4="赵敏", F7=1), "E108")

# ---- what people do to forms --------------------------------------------------------------------------------------------------------------
bad = shop("bad")
empty = form(bad)
good = {"C4": "赵敏", "E7": "合格"}


def hurt(name, *words, change=None, status=1, options=(), **cells):
    refused(name, bad, fill(empty, "hurt.xlsx", change, **{**good, **cells}), *words, status=status, options=options)


hurt("a changed heading", "检查!E5", "E116", "运转正常", E5="不正常")
hurt("a changed title of a row", "检查!C8", "E116", "右柜", C8="中柜")
hurt("a title that was emptied", "检查!C8", "被清空", C8=None)
hurt("an overtyped code", "检查!B3", "E115", "校验码", B3="表单号 P1:hz-wulin:2027:cold:1:0c1c79cdeb15:adhoc@2027-03-11/cold:CM")
hurt("a code with one letter changed", "检查!B3", "E115", change=lambda b, s: s.__setitem__("B3", s["B3"].value.replace("wulin", "wulim")))
hurt("a code that is gone", "E115", "表单号不见了", change=lambda b, s: s.delete_rows(3))
hurt("the column of marks deleted", "E116", "隐藏的一列", change=lambda b, s: s.delete_cols(1))
hurt("the row of marks deleted", "E116", "隐藏的一行", change=lambda b, s: s.delete_rows(6))
hurt("an item's column deleted", "E116", "温度", "不见了", change=lambda b, s: s.delete_cols(6))
hurt("an inserted row with answers", "检查!E8", "E116", "插进来", change=lambda b, s: (s.insert_rows(8), s.__setitem__("E8", "合格")))
hurt("a row copied", "E104", change=lambda b, s: (s.__setitem__("A12", "left"), s.__setitem__("C12", "左柜"), s.__setitem__("E12", "合格")))
hurt("an unknown row", "E100", A9="nowhere")
hurt("a word that is none", "检查!F7", "E102", F7="冷")
hurt("a number beyond its limits", "检查!F7", "E102", "-30 到 10 度", F7=11)
hurt("a choice that is none", "检查!E8", "E102", E8="好")
hurt("a date that is none", "检查!H7", "E102", H7="2027-02-30")
hurt("a time that is none", "检查!I7", "E102", I7="25:00")
hurt("an answer that is not asked", "检查!G7", "E103", G7="报修")
hurt("n/a without a reason", "检查!J9", "E102", E9="不适用")
hurt("a reason without n/a", "检查!J7", "E102", J7="没有")
hurt("evidence that cannot be read", "检查!K7", "E105", K7="纸质 一号夹")
hurt("evidence that is not there", "检查!K7", "E105", K7="没有这张.jpg")
hurt("no 检查人", "检查!C4", "没有写检查人", C4=None)
hurt("nobody of that name", "检查!C4", "E031", C4="张三")
hurt("a formula without its value", "检查!F7", "E074", F7="=1+2")
hurt("all problems at once", "检查!E8", "检查!F7", "检查!I7", E8="好", F7="冷", I7="早上")
twins = shop("twins", edit=lambda text: text.replace("name: 李雷", "name: 赵敏"))
rc, said = take(twins, fill(form(twins, name="twins.xlsx"), "twins2.xlsx", C4="赵敏", E7="合格"))
check("an ambiguous 检查人 is refused with the candidates", rc == 1 and "检查!C4" in said and "li.lei" in said and "zhao.min" in said, said)


def fine(name, change=None, want=None, words=(), says="", **cells):
    """Taken without loss."""
    folder = shop("fine")
    path = fill(form(folder, name="f0.xlsx"), "f1.xlsx", change, **{**good, **cells})
    rc, said = take(folder, path, words=words)
    got = values(folder) if rc == 0 else None
    check(name, rc == 0 and got == (want or {"left/ok": "pass"}) and says in said, f"{rc} {said}{got}")


def sort_rows(book, sheet):
    sheet["E9"] = "不合格"
    sheet["G9"] = "移柜"
    for column in range(1, 12):
        a, c = sheet.cell(7, column), sheet.cell(9, column)
        a.value, c.value = c.value, a.value


def rename(book, sheet):
    sheet.title = "我的表"
    book.create_sheet("草稿", 0)["A1"] = "算一算"


def merge(book, sheet):
    sheet.merge_cells("E7:E9")


def across(book, sheet):
    sheet["F8"] = 3
    sheet.merge_cells("F8:G8")


def in_1904(book, sheet):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet["H7"].number_format = "General"
    sheet["H7"] = 46461 - 1462


fine("rows in another order", sort_rows, {"left/ok": "pass", "back/ok": "fail", "back/what": "移柜"})
fine("a sheet renamed and moved, and another one beside it", rename, says="“草稿”没有表单号")
fine("cells merged downwards mean all of their rows", merge, {"left/ok": "pass", "right/ok": "pass", "back/ok": "pass"})
fine("cells merged across mean the first", across, {"left/ok": "pass", "right/degrees": "3"})
fine("an empty row put in", lambda b, s: s.insert_rows(8))
fine("a column put in", lambda b, s: (s.insert_cols(5), s.__setitem__("E7", "看过"), s.__setitem__("F7", "合格")), says="“看过”不在要填的格子里")
fine("a day as a bare serial", lambda b, s: (setattr(s["H7"], "number_format", "General"), s.__setitem__("H7", 46461)),
     {"left/ok": "pass", "left/day": "2027-03-15"})
fine("the same in a workbook of the 1904 system", in_1904, {"left/ok": "pass", "left/day": "2027-03-15"})
fine("a time as a bare part of a day", lambda b, s: (setattr(s["I7"], "number_format", "General"), s.__setitem__("I7", 0.375)),
     {"left/ok": "pass", "left/at": "09:00"})
for typed in ("2027/3/15", "2027.3.15", "２０２７－３－１５", "20270315", "2027年3月15日"):
    fine(f"a day typed as {typed}", None, {"left/ok": "pass", "left/day": "2027-03-15"}, H7=typed)
for typed in ("9:05", "０９：０５", "9点05分", "9时5分", "09:05:00"):
    fine(f"a time typed as {typed}", None, {"left/ok": "pass", "left/at": "09:05"}, I7=typed)
for typed in ("-2.5", "－２．５", "-2.5度", " -2.5 度 "):
    fine(f"a number typed as {typed}", None, {"left/ok": "pass", "left/degrees": "-2.5"}, F7=typed)
fine("a reason alone: the row does not apply", None, {"left/ok": "pass"}, J9="后柜停用")
hurt("a day without its year is not guessed", "检查!H7", "E102", H7="3月15日")


def cached(source, target):
    """A formula with the value that the spreadsheet stored."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = re.sub(rb'(<c r="F7"[^>]*>)<f>1\+2</f><v\s*/?>(</v>)?', rb"\1<f>1+2</f><v>3</v>", text)
            new.writestr(name, text)
    return target


folder = shop("fine")
path = cached(fill(form(folder, name="f0.xlsx"), "f1.xlsx", C4="赵敏", F7="=1+2"), work / "f2.xlsx")
rc, said = take(folder, path)
check("a formula counts by its stored value", rc == 0 and values(folder) == {"left/degrees": "3"}, said)

# ---- long, strange and hostile ------------------------------------------------------------------------------------------------------------
rc, said = take(bad, fill(empty, "hurt.xlsx", C4="赵" * 30000, E7="合格"))
check("ten pages in the cell for the 检查人 are named by their beginning", rc == 1 and "检查!C4" in said and "赵…”" in said and len(said) < 1000, said)
fine("a remark of ten thousand characters, emoji, from right to left, accents piled up", C10="话😀\u202eمرحبا" + "é\u0301\u0301" * 3000 + "长" * 4000)
folder = shop("macro")
path = fill(form(folder, name="f0.xlsx"), "f1.xlsx", **good)
with zipfile.ZipFile(path) as old, zipfile.ZipFile(work / "macro.xlsm", "w") as new:
    for name in old.namelist():
        new.writestr(name, old.read(name))
    new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 100)
    new.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
rc, said = take(folder, work / "macro.xlsm")
check("a workbook with macros and links to others is read as if it had none", rc == 0 and values(folder) == {"left/ok": "pass"}, said)


def doctored(name, change):
    target = work / name
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text) if part == "xl/worksheets/sheet1.xml" else text)
    return target


entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
refused("XML entities", bad, doctored("entity.xlsx", lambda text: text.replace(b"<worksheet", entity, 1)), "E070", "XML 实体")
refused("half a gigabyte of blanks in a small file", bad,
        doctored("bomb.xlsx", lambda text: text.replace(b"</sheetData>", b"</sheetData>" + b" " * (1 << 29))), "E071", "太大")
os.mkfifo(work / "pipe.xlsx")
refused("a pipe", bad, work / "pipe.xlsx", "管道", status=3)

# ---- two at once, and one that is killed --------------------------------------------------------------------------------------------------
folder = shop("race")
empty = form(folder)
pair = [fill(empty, "race1.xlsx", C4="赵敏", E7="合格"), fill(empty, "race2.xlsx", C4="王芳", E7="不合格", G7="移柜")]
both = [subprocess.Popen([READY315, "-C", str(folder), "form", "import", str(p), "--by", "刘洋", NOW], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True) for p in pair]
told = [p.communicate()[0] for p in both]
lost = next((text for p, text in zip(both, told) if p.returncode != 0), "")
check("of two imports at once one is taken whole, and the other is told why not",
      sorted(p.returncode for p in both) == [0, 1] and ("请再导入一次" in lost or "E117" in lost) and "撤销" not in lost and
      values(folder) in ({"left/ok": "pass"}, {"left/ok": "fail", "left/what": "移柜"}) and call(folder, "verify", "--full")[0] == 0,
      told + [values(folder)])
whole = {"left/ok": "pass", "left/degrees": "4.5", "right/ok": "fail", "right/what": "报修"}
path = fill(empty, "killed.xlsx", C4="赵敏", E7="合格", F7=4.5, E8="不合格", G8="报修")
wrong = []
for n in range(8):
    folder = shop("killed")
    with subprocess.Popen([READY315, "-C", str(folder), "form", "import", str(path), "--by", "刘洋", NOW], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        time.sleep(0.006 * n)
        process.kill()
    there = values(folder)
    rc, said = take(folder, path)
    size = log_size(folder)
    again = take(folder, path)
    if there not in ({}, whole) or rc or again[0] or values(folder) != whole or log_size(folder) != size or call(folder, "verify", "--full")[0]:
        wrong.append((n, there, rc, said, again))
check("kill -9 leaves all of it or nothing, and importing again ends well and doubles nothing", not wrong, wrong)

# ---- files and stores that do not fit -----------------------------------------------------------------------------------------------------
empty = form(bad)
csv = work / "csv.xlsx"
csv.write_text("行代号,项代号,答案\nleft,ok,合格\n")
refused("a csv renamed xlsx", bad, csv, "E070")
(work / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
refused("an old xls", bad, work / "old.xls", "E070", "xls")
secret = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
(work / "secret.xlsx").write_bytes(secret)
refused("a workbook with a password", bad, work / "secret.xlsx", "E070", "密码")
torn = work / "torn.xlsx"
torn.write_bytes(filled.read_bytes()[:3000])
refused("half a file", bad, torn, "E070")
(work / "nothing.xlsx").write_bytes(b"")
refused("an empty file", bad, work / "nothing.xlsx")
refused("a missing file", bad, work / "missing.xlsx", status=3)
refused("standard input", bad, "-", "标准输入")
openpyxl.Workbook().save(work / "strange.xlsx")
refused("a workbook without a form", bad, work / "strange.xlsx", "E115")
other = shop("other", edit=lambda text: text.replace("id: hz-wulin", "id: hz-xihu"))
refused("a form of another store", bad, fill(form(other, name="o.xlsx"), "o2.xlsx", **good), "E115", "hz-xihu")
year = shop("year", edit=lambda text: text.replace("year: 2027", "year: 2028"))
refused("a form of another year's workspace", bad, fill(form(year, name="y.xlsx", now="--now=2028-03-12T10:00"), "y2.xlsx", **good), "E115", "2028")
real = shop("real", practice=False)
refused("a real form in a rehearsal", bad, fill(form(real, name="r.xlsx"), "r2.xlsx", **good), "E115", "演练")
rc, said = take(real, fill(empty, "p.xlsx", **good), now=None)
check("a rehearsal's form in a real store", rc == 1 and "E115" in said and not (real / "ready315.db").exists(), said)
rc, said = take(real, fill(empty, "p.xlsx", **good))
check("--now is refused where it would be recorded", rc == 2, said)
older = fill(empty, "older.xlsx", **good)
(bad / "checklists/cold.yaml").write_text(CHECKLIST.replace("version: 1", "version: 2"))
refused("a form of another version", bad, older, "E115", "第 1 版", "第 2 版")
(bad / "checklists/cold.yaml").write_text(CHECKLIST.replace("max: 10", "max: 9"))
refused("a form of a definition that was changed without a new version", bad, older, "E115", "改过")
(bad / "checklists/cold.yaml").write_text(CHECKLIST)
blocked = work / "file"
blocked.write_text("x")
rc, said = call(bad, "form", "cold", "--out", str(blocked / "form.xlsx"), NOW)
check("an output that cannot be written", rc == 3 and not (blocked / "form.xlsx").exists(), f"{rc} {said}")
rc, said = call(bad, "form", "cold", "--out", str(bad / "store.yaml"))
check("a file that is not ours is not overwritten", rc != 0 and "store:" in (bad / "store.yaml").read_text(), said)
rc, said = call(bad, "form", "import", str(older))
check("an import without --by", rc == 2 and "--by" in said, said)
(bad / "checklists/book.yaml").write_text("checklist: book\ntitle: 来访\nversion: 1\nsource: register\n"
                                          "rows: [{id: what, title: 什么事, required: true, role: subject}]\n")
rc, said = call(bad, "form", "book")
check("a register has no form", rc == 2 and "register import" in said, said)
rc, said = call(bad, "form", "difficult")
check("of several occurrences one has to be named", rc == 2 and "--task" in said, said)
rc, said = call(bad, "form", "difficult", "--task", "hourly-watch@2027-03-11T1400", "--dept", "运营部")
check("an occurrence of another department", rc == 2 and "客服部" in said, said)
path = form(bad, "difficult", "hour.xlsx", "--task", "hourly-watch@2027-03-11T1400", "--dept", "客服部")
rc, said = take(bad, fill(path, "hour2.xlsx", C4="赵敏", D7="合格"), words=["--done"])
check("an occurrence with its hour comes back", rc == 0 and "hourly-watch@2027-03-11T1400" in said, said)
path = form(bad, "difficult", "ahead.xlsx", "--task", "hourly-watch@2027-03-14T1000")
refused("a form written ahead waits for its day", bad, fill(path, "ahead2.xlsx", C4="赵敏", D7="合格"), "E115", "现在还不能检查")
rc, said = call(bad, "form", "clod")
check("a checklist that is none", rc == 2 and "cold" in said, said)
rc, said = call(bad, "form", "cold", "--dept", "没有部")
check("a department that is none", rc == 2, said)
early = form(bad, "cold", "early.xlsx", now="--now=2027-03-13T10:00")
refused("an adhoc form of tomorrow", bad, fill(early, "early2.xlsx", **good), "E115")

# ---- on paper -----------------------------------------------------------------------------------------------------------------------------
paper = shop("paper")
rc, said = call(paper, "form", "cold", "--format", "pdf", "--out", str(work / "form.pdf"), NOW)
check("a form on paper", rc == 0 and (work / "form.pdf").read_bytes()[:5] == b"%PDF-", said)
rc, said = call(paper, "form", "difficult", "--task", "hourly-watch@2027-03-14T1000", "--format", "pdf", NOW)
check("lies in 打印 where no place is named", rc == 0 and len(list((paper / "打印").glob("*hourly-watch@2027-03-14T1000.pdf"))) == 1, said)
rc, said = call(paper, "print", "form", "difficult", "--format", "json", "--dept", "没有部", NOW)
check("a department that is none, on paper", rc == 2, said)
blocks = json.loads(call(paper, "print", "form", "cold", "--format", "json", NOW)[1])["blocks"]
table = next(block for block in blocks if block["kind"] == "table")
code = openpyxl.load_workbook(form(paper))["检查"]["B3"].value
check("has a row each, boxes for both words, and the code of the workbook",
      [row["row"].split("\n")[0] for row in table["rows"]] == ["左柜", "右柜", "后柜"] and table["rows"][0]["ok_fail"]["tick"] == "empty"
      and any(block.get("text") == code for block in blocks), blocks)
blocks = json.loads(call(paper, "print", "form", "wide", "--format", "json", NOW)[1])["blocks"]
table = next(block for block in blocks if block["kind"] == "table")
check("and a line an item where items are many", len([row for row in table["rows"] if "ask" in row]) == 14, table)
(paper / "checklists/draw.yaml").write_text(
    "checklist: draw\ntitle: 抽查记录\nsource: stock-sample\nitems:\n"
    "  - {id: ok, ask: 外观, type: pass-fail, required: true}\n"
    "  - {id: way, ask: 怎么处置, type: choice, choices: [退供货商, 销毁], second: {when: way = 销毁, who: other-person}}\n"
    f"  - {{id: many, ask: 哪一处, type: choice, choices: [{', '.join(f'第{n}处' for n in range(13))}]}}\n")
blocks = json.loads(call(paper, "print", "form", "draw", "--format", "json", NOW)[1])["blocks"]
table = next(block for block in blocks if block["kind"] == "table")
check("where this version cannot make the rows there are empty ones to write into",
      len(table["rows"]) == 6 and all(row["row"] == "" and row["ok_pass"]["text"] == "合格" for row in table["rows"]), table)
check("what is chosen has a box each, unless the list is long",
      table["rows"][0]["way"] == {"tick": "empty", "text": "退供货商\n销毁"} and table["rows"][0]["many"] == "" and
      any("第12处" in column["title"] for column in table["columns"]) and not any("销毁" in column["title"] for column in table["columns"]),
      table)
check("boxes to sign in for all three",
      [item["label"] for block in blocks if block["kind"] == "signatures" for item in block["items"]] == ["检查人", "复核人", "店长"], blocks)
rc, said = call(paper, "form", "draw", "--format", "xlsx", "--out", str(work / "draw.xlsx"), NOW)
check("an Excel form of it stays refused: it could not come back", rc == 2 and "纸质" in said, said)
rc, said = call(paper, "form", "clod", "--format", "pdf")
short, heard = call(paper, "form", "柜")
check("a part of a name is told the names that have it", short == 2 and "「冷柜」" in heard, heard)
check("a checklist that is none, on paper", rc == 2 and "cold" in said, said)

# ---- a line an item -----------------------------------------------------------------------------------------------------------------------
tall = shop("tall")
empty = form(tall, "wide")
book = openpyxl.load_workbook(empty)
sheet = book["检查"]
marks = {sheet.cell(r, 1).value: r for r in range(1, sheet.max_row + 1)}
check("many items go down, a line each, and long lists into a hidden sheet",
      "b|t3" in marks and book["选项"].sheet_state == "hidden" and any("选项" in (r.formula1 or "") for r in sheet.data_validations.dataValidation))
head = {sheet.cell(marks[":items"], c).value: c for c in range(1, sheet.max_column + 1)}
value = openpyxl.utils.get_column_letter(head["value"])
reason = openpyxl.utils.get_column_letter(head["reason"])


def percent(book, sheet):
    sheet[f"{value}{marks['a|share']}"] = 0.95
    sheet[f"{value}{marks['a|share']}"].number_format = "0%"
    sheet[f"{value}{marks['a|yes']}"] = True


cells = {f"{value}{marks['a|long']}": "第3个选项，要写得长一些才放不下, 而且有逗号", f"{value}{marks['a|score']}": "５",
         f"{value}{marks['a|t1']}": "=不是公式"[1:], f"{value}{marks['b|t2']}": "两行\n的话", f"{value}{marks['b|yes']}": "不适用",
         f"{reason}{marks['b|yes']}": "没有", f"C{marks[':by']}": "刘洋"}
rc, said = take(tall, fill(empty, "tall.xlsx", percent, **cells))
got = values(tall, "wide")
check("and come back, percentages and ticked cells too",
      rc == 0 and got == {"a/long": "第3个选项，要写得长一些才放不下, 而且有逗号", "a/score": "5", "a/share": "95", "a/yes": "yes", "a/t1": "不是公式",
                          "b/t2": "两行\n的话"}, f"{said}{got}")
note = f"{value}{marks['b|t1']}"
long_words = "长😀é\u0301م" * 400
rc, said = take(tall, fill(empty, "tall2.xlsx", **{note: long_words + "多", f"C{marks[':by']}": "刘洋"}))
check("a note of more than two thousand characters is refused at its cell, with the limit and its beginning alone",
      rc == 1 and f"检查!{note}" in said and "2000 个字" in said and len(said) < 500, said)
rc, said = take(tall, fill(empty, "tall3.xlsx", **{note: long_words, f"C{marks[':by']}": "刘洋"}))
check("one of two thousand is taken whole", rc == 0 and values(tall, "wide")["b/t1"] == long_words, said)
check("n/a of one item", answers(tall, "wide")["b", "yes"]["reason"] == "没有")

shutil.rmtree(work, ignore_errors=True)
print(f"1..{done}")
raise SystemExit(1 if failed else 0)
