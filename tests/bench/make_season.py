#!/usr/bin/python3
"""make_season.py FOLDER: definitions of a rehearsal store whose season has 45 days of 15 checklists, 20 rows each, in FOLDER/share and FOLDER/ws. What was
answered is filled in by drive_season."""
import os
import shutil
import sys

DAYS, CHECKLISTS, ROWS = ("02-20", "04-05"), 15, 20
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
folder = sys.argv[1]
for name in ("share/phases", "share/checklists", "ws"):
    os.makedirs(os.path.join(folder, name))
shutil.copytree(os.path.join(root, "share", "holidays"), os.path.join(folder, "share", "holidays"))


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


tasks = "".join(f"  - {{id: daily-{i:02}, title: 每日检查{i}, function: service, every: day, checklist: c{i:02}}}\n" for i in range(CHECKLISTS))
dates = "".join(f"  {scale}: {{from: {DAYS[0]}, to: {DAYS[1]}}}\n" for scale in ("large", "standard", "solo", "small"))
write("share/phases/season.yaml", f"phase: season\ntitle: 作战\norder: 1\ndates:\n{dates}sign: daily\ntasks:\n{tasks}")
rows = "".join(f"  - {{id: r{k}, title: 第 {k} 项}}\n" for k in range(ROWS))
for i in range(CHECKLISTS):
    write(f"share/checklists/c{i:02}.yaml", f"""checklist: c{i:02}
title: 每日检查表{i}
version: 1
function: service
source: list
rows:
{rows}items:
  - {{id: ok, ask: 是否合格, type: pass-fail, required: true}}
gate: {{carry: [required, open-fix]}}
""")
write("ws/store.yaml", """store: {id: season, name: 演练店, kinds: [shop], scale: standard, manager: liu.yang, practice: true}
campaign: {year: 2027}
departments: [{id: service, name: 客服部, covers: [service], owner: wang.fang, duty_phone: "0571-88880001"}]
staff: [{id: liu.yang, name: 刘洋}, {id: wang.fang, name: 王芳, department: service}]
""")
