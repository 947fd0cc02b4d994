#!/usr/bin/python3
"""make_big.py FOLDER STAFF TASKS: a workspace with that many people and tasks, for check."""
import os
import sys

folder, n_staff, n_tasks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
functions = ["service", "operations", "merchandise", "purchasing", "warehouse", "logistics", "floor", "checkout"]
os.makedirs(folder + "/phases", exist_ok=True)
with open(folder + "/store.yaml", "w") as out:
    out.write("""store:
  id: bench
  name: 测量用店
  licence_name: 测量用有限公司
  province: 浙江
  kinds: [shop, online]
  scale: standard
  timezone: Asia/Shanghai
  hours: ["08:00-22:00"]
  manager: p0000
campaign:
  year: 2027
departments:
""")
    for i, function in enumerate(functions):
        out.write(f"""  - id: d{i}
    name: 第{i + 1}部
    covers: [{function}]
    owner: p{i:04d}
    supervisor: p{i + 1:04d}
    duty_phone: "0571-8888000{i}"
""")
surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"
with open(folder + "/staff.yaml", "w") as out:
    out.write("staff:\n")
    for i in range(n_staff):
        name = surnames[i % 20] + given[i // 20 % 20] + given[i // 400 % 20]
        out.write(f"""  - id: p{i:04d}
    no: "{1000 + i}"
    name: {name}
    department: d{i % 8}
    title: 店员
    phone: "138{i:08d}"
""")
with open(folder + "/phases/bench.yaml", "w") as out:
    out.write("""phase: bench
title: 测量
order: 9
dates:
  standard: {from: 04-10, to: 04-30}
sign: end
rules: []
tasks:
""")
    for i in range(n_tasks):
        out.write(f"""  - id: task-{i:04d}
    title: 第 {i} 项价签与文案核对
    function: {functions[i % 8]}
    on: start+{i % 20}d
    at: "{8 + i % 10:02d}:00"
    lasts: 30m
    remind: [1d, 2h]
    notes: 主图、标题、详情页逐一核对；发现不一致先下架
""" + (f"    needs: [task-{i - 20:04d}]\n" if i >= 20 else ""))
