#!/usr/bin/python3
"""make_store.py FOLDER EVENTS: a workspace whose plan has exactly that many events with two alarms, each in three audiences
(the campaign, a department, and its owner), besides the banner of the one phase."""
import os
import sys

folder, wanted = sys.argv[1], int(sys.argv[2])
days, hours = 20, ["%02d:%02d" % (h, m) for h in range(8, 18) for m in (0, 30)]
os.makedirs(folder + "/phases", exist_ok=True)
store = """store:
  id: bench
  name: 测量用店
  licence_name: 测量用有限公司
  province: 浙江
  kinds: [shop]
  scale: standard
  timezone: Asia/Shanghai
  hours: ["08:00-22:00"]
  manager: boss
campaign:
  year: 2027
  phases: {prepare: null, combat: null, aftermath: null}
departments:
"""
functions = ["service", "operations", "merchandise", "purchasing", "warehouse", "logistics", "floor", "checkout"]
for i, f in enumerate(functions):
    store += f"  - {{id: d{i}, name: 第{i + 1}组, covers: [{f}], owner: o{i}, duty_phone: \"0571-8888000{i}\"}}\n"
store += "staff:\n  - {id: boss, name: 钱店长}\n"
for i, f in enumerate(functions):
    store += f"  - {{id: o{i}, name: 组长{'一二三四五六七八'[i]}, department: d{i}}}\n"
open(folder + "/store.yaml", "w").write(store)
lines = ["phase: bench", "title: 测量", "order: 9", "dates:", "  standard: {from: 03-01, to: 03-%02d}" % days,
         "sign: end", "rules: []", "tasks:"]
per_task = days * len(hours)
left, n = wanted, 0
while left > 0:
    at = hours if left >= per_task else hours[: max(1, left // days)]
    count = days * len(at)
    last = days
    if count > left:
        at, last, count = hours[:1], left, left
    lines += [f"  - id: task-{n:04d}", f"    title: 第 {n} 项价签与文案核对、超期货品下架", f"    function: {functions[n % 8]}",
              "    every: day", "    from: 03-01", "    to: 03-%02d" % last,
              "    at: [" + ", ".join(f'"{t}"' for t in at) + "]", "    lasts: 20m", "    remind: [1d, 30m]",
              "    notes: 主图、标题、详情页、价签逐一核对；发现不一致，先下架，再查来源，并告诉值班经理"]
    left -= count
    n += 1
open(folder + "/phases/bench.yaml", "w").write("\n".join(lines) + "\n")
