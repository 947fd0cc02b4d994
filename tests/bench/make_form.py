#!/usr/bin/python3
"""make_form.py SHOP ROWS BIN: a shop with a checklist of so many rows like the daily food page, and its form filled in: SHOP/form.xlsx."""
import subprocess
import sys
from pathlib import Path

import openpyxl

shop, rows, program = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
(shop / "checklists").mkdir(parents=True)
(shop / "store.yaml").write_text("""store:
  id: bench
  name: 量一量
  kinds: [shop, food]
  scale: solo
  manager: liu.yang
campaign: {year: 2027}
staff:
  - {id: liu.yang, name: 刘洋}
  - {id: sun.li, name: 孙丽}
""")
lines = "".join(f"  - {{id: r{i}, title: 第{i}样要看的东西}}\n" for i in range(rows))
(shop / "checklists/big.yaml").write_text(f"""checklist: big
title: 大表
version: 1
source: list
rows:
{lines}items:
  - {{id: ok, ask: 检查情况, type: pass-fail, required: true, evidence: on-fail}}
  - {{id: problem, ask: 存在主要问题, type: text, required: true, when: ok = fail}}
  - {{id: action, ask: 当场措施和处置结果, type: text, required: true, when: ok = fail}}
  - {{id: report, ask: 上报给谁、几点, type: text, when: ok = fail}}
""")
form = shop / "form.xlsx"
subprocess.run([program, "-C", str(shop), "form", "big", "--out", str(form)], check=True, stdout=subprocess.DEVNULL)
book = openpyxl.load_workbook(form)
sheet = book["检查"]
first = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "r0")
sheet["C4"] = "孙丽"
for row in range(first, first + rows):
    sheet.cell(row, 4).value = "合格"
book.save(form)
