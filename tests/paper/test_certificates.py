#!/usr/bin/python3
"""Training certificates, of a rehearsal with a sign-in by person: a page for each of whom a finished check says by name that all of it is done, and none for
head counts, for a no, for what is missing, for a check that is open again, for two people of one name."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_prints import PROGRAM, compare, pdf_text  # noqa: E402

RESULTS = []
SIGN_IN = """checklist: training-sign
title: 四项技能培训（逐人）
version: 1
function: training
source: list
rows:
  - {id: r1, title: 示例店长}
  - {id: service-lead, title: 客服：示例客服}
  - {id: r3, title: 示例卖场}
  - {id: r4, title: 示例收银}
  - {id: r5, title: 同名}
  - {id: r6, title: 同名（77）}
  - {id: r7, title: 外面的人}
items:
  - {id: done, ask: 已参加并练过, type: confirm, required: true}
  - {id: way, ask: 方式, type: choice, choices: [线上, 线下], required: true}
  - {id: note, ask: 备注, type: text}
"""
# Whoever is not said to have done everything: the third said no, the fourth's way is missing (and the run carries that), 同名 is two people.
SAID = {"r1": ("yes", "线下"), "service-lead": ("yes", "线上"), "r3": ("no", "线下"), "r4": ("{na: 请假}", "线上"), "r5": ("yes", "线下"),
        "r6": ("yes", "线下"), "r7": ("yes", "线下")}


def ok(name, good, why=""):
    RESULTS.append(good)
    print(("ok" if good else "not ok"), len(RESULTS), "-", name)
    if not good:
        print("\n".join("# " + line for line in str(why).splitlines()[:20]))


def run(store, now, *args, status=0):
    done = subprocess.run([PROGRAM, "-C", store, f"--now=2027-03-{now}", *args], capture_output=True, text=True,
                          env=dict(os.environ, NO_COLOR="1"), check=False)
    if done.returncode != status:
        raise SystemExit(f"Bail out! {args}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + (done.stderr if status else "")


def sheet(store, now, *more):
    return json.loads(run(store, now, "print", "certificate", "--format", "json", *more))


def titles(document):
    return [block["text"] for block in document["blocks"] if block["kind"] == "title"]


def names(document):
    return [item["value"] for block in document["blocks"] if block["kind"] == "fields" for item in block["items"]
            if item["label"] == "姓名"]


def trainings(document):
    return [block["trainings"] for block in document["blocks"] if "trainings" in block]


def plain(cell):
    return cell["text"] if isinstance(cell, dict) else cell


def refused(document, whom):
    return titles(document) == ["培训记录查询结果"] and not names(document) and \
        any(block.get("text") == f"电脑记录里没有{whom}，不出具培训完成证明。" for block in document["blocks"])


with tempfile.TemporaryDirectory() as work:
    store = os.path.join(work, "店")
    subprocess.run([PROGRAM, "init", store, "--practice", "--kind", "shop", "--year", "2027"], stdin=subprocess.DEVNULL,
                   capture_output=True, check=True)
    os.mkdir(os.path.join(store, "checklists"))
    with open(os.path.join(store, "checklists", "training-sign.yaml"), "w", encoding="utf-8") as file:
        file.write(SIGN_IN)
    with open(os.path.join(store, "staff.yaml"), "w", encoding="utf-8") as file:
        file.write('staff:\n  - {id: one, no: "76", name: 同名}\n  - {id: two, no: "77", name: 同名}\n')

    ok("without a record there is no certificate, and it says so", refused(sheet(store, "08T09:00"), "写明谁完成了培训的记录"))
    ok("nor of a person", refused(sheet(store, "08T09:00", "--person", "示例店长"), "示例店长完成培训的记录"))

    head_counts = os.path.join(work, "exam.yaml")
    lines = run(store, "08T10:00", "run", "training-exam", "--print-answers", "yaml").splitlines()
    with open(head_counts, "w", encoding="utf-8") as file:
        file.write("\n".join("by: manager" if l.startswith("by:") else
                             l[:l.index(":")] + ": 9" if l.strip().startswith(("people:", "passed:")) else l for l in lines) + "\n")
    run(store, "08T10:00", "run", "training-exam", "--answers", head_counts, "--done")
    counted = sheet(store, "08T10:05")
    ok("head counts name nobody", refused(counted, "写明谁完成了培训的记录") and
       trainings(counted)[0][0] == {"training": "一线测试", "finished": "2027-03-08", "inspector": "示例店长"}, counted)

    answers = os.path.join(work, "answers.yaml")
    with open(answers, "w", encoding="utf-8") as file:
        file.write("checklist: training-sign\nby: service-lead\nrecorded_by: deputy\nanswers:\n" + "".join(
            f"  {row}: {{done: {done}, way: {way}}}\n" for row, (done, way) in SAID.items()))
    run(store, "09T15:00", "run", "training-sign", "--answers", answers)
    ok("a check that is not finished certifies nothing", refused(sheet(store, "09T15:10"), "写明谁完成了培训的记录"))
    with open(answers, "w", encoding="utf-8") as file:
        file.write("checklist: training-sign\nby: service-lead\nfinish: yes\n")
    run(store, "09T15:30", "run", "training-sign", "--answers", answers)

    every = sheet(store, "10T09:00")
    ok("a page for each of whom it is on record, and for nobody else",
       titles(every) == ["培训完成证明"] * 3 and names(every) == ["示例店长", "示例客服", "同名"], names(every))
    row = {key: plain(cell) for key, cell in trainings(every)[0][0].items()}
    ok("what, when, by whom and typed by whom, and no more", len(trainings(every)[0]) == 1 and row == {
        "number": "1", "training": "四项技能培训（逐人）", "said": "已参加并练过：是\n方式：线下", "finished": "2027-03-09",
        "inspector": "示例客服", "typed": "示例副店长", "proof": "—"}, row)
    ok("who checked themselves is said", plain(trainings(every)[1][0]["inspector"]) == "示例客服（本人）", every)
    ok("of two people of one name the one whose number stands there", sheet(store, "10T09:00", "--person", "76")["blocks"][0]["text"] ==
       "培训记录查询结果" and names(sheet(store, "10T09:00", "--person", "77")) == ["同名"])
    for whom, words in ("示例卖场", "said no"), ("示例收银", "was not there"):
        ok(f"nobody is certified who {words}", refused(sheet(store, "10T09:00", "--person", whom), f"{whom}完成培训的记录"))
    said = json.dumps(every, ensure_ascii=False)
    ok("it does not claim a test", "不说明考核是否通过" in said and "合格" not in said, said)
    ok("a name that two bear is refused with both", "同名（one）、同名（two）" in run(store, "10T09:00", "print", "certificate", "--person", "同名", status=2))
    ok("nobody known is refused", "没有" in run(store, "10T09:00", "print", "certificate", "--person", "无名氏", status=2))
    ok("other sheets take no person", "--person" in run(store, "10T09:00", "print", "plan", "--person", "77", status=2))

    pdf = os.path.join(work, "c.pdf")
    run(store, "10T09:00", "print", "certificate", "--out", pdf)
    pages = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    ok("one certificate a page", "Pages:           3" in pages, pages)
    ok("the PDF says what the JSON says", not compare(every, pdf_text(pdf)), compare(every, pdf_text(pdf)))

    with open(answers, "w", encoding="utf-8") as file:
        file.write("checklist: training-sign\nby: service-lead\nreopen: 写错了\n")
    run(store, "10T10:00", "run", "training-sign", "--task", "adhoc@2027-03-09/training-sign", "--answers", answers)
    ok("nor does one that was opened again", refused(sheet(store, "10T10:10"), "写明谁完成了培训的记录"))

print(f"1..{len(RESULTS)}")
sys.exit(0 if all(RESULTS) else 1)
