#!/bin/bash
# Registers with two programs at once, with definitions that change while rows are open, and with a record that cannot be written.
set -u
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
export HOME="$work" NO_COLOR=1
n=0
check() { # NAME COMMAND…
  local name=$1
  shift
  n=$((n + 1))
  if "$@" >"$work/said" 2>&1; then echo "ok $n $name"; else echo "not ok $n $name"; sed 's/^/# /' "$work/said" | head -n 20; fi
}
fails() { # STATUS WORDS COMMAND…
  local status=$1 words=$2
  shift 2
  "$@" >"$work/out" 2>&1
  local rc=$?
  cat "$work/out"
  [ $rc -eq "$status" ] && grep -q -- "$words" "$work/out"
}
shop="$work/店"
"$READY315" init "$shop" --practice --kind shop,food >/dev/null 2>&1
run() { "$READY315" -C "$shop" --now 2027-03-12T09:00 "$@"; }
add() { run register add 疑难 --by 示例客服 --set 渠道=电话 --set "诉求=$1"; }
many() { local i; for i in 1 2 3 4 5 6 7 8; do add "$1$i" || echo "$1$i failed" >>"$work/failed"; done >/dev/null 2>>"$work/failed"; }

many 甲 & many 乙 &
wait
check 'both programs were served' bash -c '! grep -q failed "$1"' _ "$work/failed"
check 'no number was given twice, none left out' /usr/bin/python3 - "$READY315" "$shop" <<'PY'
import json, subprocess, sys
rows = json.loads(subprocess.run([sys.argv[1], "-C", sys.argv[2], "--now", "2027-03-12T09:00", "register", "list", "疑难", "--format", "json"], capture_output=True, check=True).stdout)["rows"]
assert sorted(r["row"] for r in rows) == ["0312-%02d" % i for i in range(1, 17)], rows
assert sorted(r["values"]["demand"] for r in rows) == sorted(p + str(i) for p in "甲乙" for i in range(1, 9))
PY
check 'the record proves itself, cards too' run verify --full

cat >"$work/rows.csv" <<'CSV'
编号,来源,诉求
A1,平台纠纷,退货
A2,平台纠纷,换货
CSV
sed -i 's/^编号/工单编号/' "$work/rows.csv"
import() { run register import 12315 "$work/rows.csv" --by 示例客服; }
import >"$work/1" 2>/dev/null & import >"$work/2" 2>/dev/null &
wait
check 'of two imports of one file one adds' bash -c 'cat "$1" "$2"; [ "$(cat "$1" "$2" | grep -c "新登记 2 行")" = 1 ] && [ "$(cat "$1" "$2" | grep -c "没有新的行")" = 1 ]' _ "$work/1" "$work/2"

# The store's own definition changes a column's choices: what was recorded stays, what is asked is the new.
mkdir -p "$shop/checklists"
cat >"$shop/checklists/difficult-issues.yaml" <<'YAML'
checklist: difficult-issues
version: 3
rows:
  - {id: source, choices: [门店, 网店客服, 记者], authority: [记者]}
YAML
check 'rows of an older definition are read' bash -c '"$1" -C "$2" --now 2027-03-12T09:00 register show 疑难 0312-01 | grep -q 渠道：电话' _ "$READY315" "$shop"
check 'a choice that is gone is refused' fails 2 '可以选：门店、网店客服、记者' add 丙
check 'the new one is taken, and counts as the new definition says' bash -c '"$1" -C "$2" --now 2027-03-12T09:00 register add 疑难 --by 示例客服 --set 渠道=记者 --set 诉求=丁 | grep -q 还没有人负责' _ "$READY315" "$shop"
check 'the card follows the definition' bash -c '"$1" -C "$2" --now 2027-03-12T09:00 register list --format json | grep -q "\"difficult-issues\".*\"open\": 17.*\"unowned\": 1"' _ "$READY315" "$shop"
rm -r "$shop/checklists"
check 'and follows it back' bash -c '"$1" -C "$2" --now 2027-03-12T09:00 register list --format json | grep -q "\"difficult-issues\".*\"open\": 17.*\"unowned\": 0"' _ "$READY315" "$shop"

# A record that cannot be written: nothing is said to be recorded.
if [ "$(id -u)" != 0 ]; then
  chmod a-w "$shop" "$shop/ready315.db"
  check 'a read-only record refuses' fails 3 '' add 丙
  chmod u+w "$shop" "$shop/ready315.db"
fi
cp "$shop/ready315.db" "$work/keep"
printf 'not a database at all, whatever its name says' >"$shop/ready315.db"
rm -f "$shop/ready315.db-wal" "$shop/ready315.db-shm"
check 'a file that is no record is told, not overwritten' fails 3 'ready315' add 丙
check 'and is still there' grep -q 'not a database' "$shop/ready315.db"
echo "1..$n"
