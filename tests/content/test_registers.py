#!/usr/bin/python3
"""The shipped registers have the columns that the requirements name, say what each is for, and guard what they must; the daily food checks serve one
record; published answers are seen by another department; nothing unconfirmed stands as settled."""
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import defs

tap = defs.Tap()
NAMED = "编号 时间 渠道 订单尾号 诉求 已答复 承诺时间 首问人 现责任人 下一步 截止 升级级别 结果 回访".split()
ROLES = {
    "difficult-issues": "opened source subject promised owner due level result after".split(),
    "platform-cases": "number opened source subject promised owner due level result after".split(),
    "visits-media": "opened source subject promised owner due level result after".split(),
    "activity-register": "subject owner due result after".split(),
}


def text(name):
    return "\n".join(defs.lines("checklists", name + ".yaml"))


def listed(value):
    return [v.strip() for v in value.strip("[]").split(",")]


columns = [r["title"] for r in defs.items(defs.lines("checklists", "difficult-issues.yaml"), "rows")]
tap.ok(["编号"] + columns == NAMED, "疑难问题单 has the columns that are wanted, the number being the row's own", columns)
for name, wanted in ROLES.items():
    rows = defs.items(defs.lines("checklists", name + ".yaml"), "rows")
    roles = {r["role"]: r for r in rows if "role" in r}
    tap.ok(set(wanted) == set(roles), "%s: which column is what" % name, set(wanted) ^ set(roles))
    tap.ok(roles["owner"]["type"] == "person" and roles["due"]["type"] == "moment", "%s: somebody of the store answers for a row, by a time" % name)
    tap.ok("register-overdue" in text(name), "%s: what is overdue is carried" % name)
    if "source" in roles:
        choices, authority = listed(roles["source"]["choices"]), listed(roles["source"]["authority"])
        tap.ok(set(authority) <= set(choices) and "block: [authority-unowned]" in text(name), "%s: a regulator or the media without owner stops the day" % name)
rows = {r["id"]: r for r in defs.items(defs.lines("checklists", "visits-media.yaml"), "rows")}
tap.ok(listed(rows["source"]["choices"]) == listed(rows["source"]["authority"]), "every visit needs an owner")
rows = {r["id"]: r for r in defs.items(defs.lines("checklists", "platform-cases.yaml"), "rows")}
seen = {}
for row in rows.values():
    for heading in listed(row.get("aliases", "[]")) + [row["title"]]:
        if heading:
            tap.ok(seen.setdefault(heading, row["id"]) == row["id"], "%s is one column's heading" % heading, seen[heading])
tap.ok(all("投诉" in c or "举报" in c or "12315" not in c or "和解" in c for c in listed(rows["source"]["choices"])), "投诉 and 举报 are kept apart")
tap.ok("第15条" in text("platform-cases") and "第23条" in text("platform-cases") and "十个工作日" not in text("platform-cases") and "10个工作日" not in text("platform-cases"),
       "only limits that were read are named; those of ODR and of platforms are left to the case's own page")

DAILY = "每日食品安全检查记录"
for name in "food-daily temperature fresh-open fresh-close".split():
    tap.ok("official: " + DAILY in text(name), "%s serves the daily record" % name)
tap.ok("未发现问题" in text("food-daily") and "type: pass-fail, required: true" in text("food-daily"), "each row of the daily record is judged, and nothing found is said")
tap.ok("second: {when: decision = 可以发布, who: other-department}" in text("qa-confirm"), "an answer is published only after another department looked")
tap.ok("\nsecond: other-department" in text("price-spec") and "\nsecond: other-department" in text("price-stack"), "prices are looked at by two departments")
stale = re.compile(r"(?<!不再用“)45个工作日|四十五个工作日|暂行办法第二十一条|令第?60号|UNCONFIRMED|TODO")
tap.ok(not [n for n in defs.names("checklists") if stale.search(text(n))], "no stale or unsettled rule is cited", [n for n in defs.names("checklists") if stale.search(text(n))])
tap.done()
