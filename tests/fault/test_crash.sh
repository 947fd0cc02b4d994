#!/bin/bash
# Runs that are killed, and runs that meet: whatever happens, each file is whole, no UID and no SEQUENCE is lost, and the next run puts all right.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1 COLUMNS=100 SOURCE_DATE_EPOCH=1795395600
n=0 bad=0
result() { # NAME STATUS [EXPLANATION]
  n=$((n + 1))
  if [ "$2" -eq 0 ]; then echo "ok $n $1"; else
    bad=1
    echo "not ok $n $1"
    printf '%s\n' "${3:-}" | sed 's/^/# /' | head -n 20
  fi
}
cd "$work" || exit 1
"$READY315" init 店 --kind shop,food >/dev/null </dev/null || exit 1
begun=$(date +%s%N)
"$READY315" -C 店 calendar --for all >/dev/null 2>&1 || exit 1
took=$((($(date +%s%N) - begun) / 1000)) # microseconds of an undisturbed run

# Who finds the workspace taken; it takes its time, so ask at the end.
cp -r 店 taken
exec 9<taken
flock 9
("$READY315" -C taken calendar >taken.log 2>&1 9<&-; echo "exit $?" >>taken.log) &
waiting=$!

# What must hold at any moment; remembers the highest SEQUENCE of each UID in `memory`, which must never go down.
cat >look.py <<'PY'
import glob, json, os, sys
problems = []
doc = json.load(open('店/.ready315/export.json', encoding='utf-8'))
before = json.load(open('memory')) if os.path.exists('memory') else {}
now = {event['uid']: event['seq'] for event in doc['events']}
for uid, seq in before.items():
    if now.get(uid, -1) < seq:
        problems.append(f'{uid}: SEQUENCE {seq} became {now.get(uid)}')
json.dump(now, open('memory', 'w'))
json.load(open('店/.ready315/written.json', encoding='utf-8'))
for path in glob.glob('店/calendars/*.ics'):
    data = open(path, 'rb').read()
    if not data.startswith(b'BEGIN:VCALENDAR\r\n') or not data.endswith(b'END:VCALENDAR\r\n'):
        problems.append(f'{path} is not whole')
    for part in data.decode().split('BEGIN:VEVENT')[1:]:
        fields = dict(line.split(':', 1) for line in part.split('\r\n') if ':' in line and line[0] != ' ')
        if int(fields['SEQUENCE']) > now.get(fields['UID'], -1):
            problems.append(f'{path}: {fields["UID"]} has SEQUENCE {fields["SEQUENCE"]}, remembered is {now.get(fields["UID"])}')
print('\n'.join(problems[:10]))
sys.exit(bool(problems))
PY

killed=0
for round in $(seq 20); do
  sed -i "s/^  name: .*/  name: 第 $round 店/" 店/store.yaml
  "$READY315" -C 店 calendar --for all >/dev/null 2>&1 </dev/null &
  pid=$!
  sleep "$(printf '%d.%06d' 0 $((took * round / 20)))"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  [ $? -ne 137 ] || killed=$((killed + 1))
  /usr/bin/python3 look.py >log 2>&1 || { result "killed, round $round" 1 "$(cat log)"; break; }
done
result "killed $killed of $round times: every file was whole and no SEQUENCE went down" "$([ "$round" -eq 20 ] && [ "$killed" -gt 0 ] && echo 0 || echo 1)" "killed $killed"
"$READY315" -C 店 calendar --for all >log 2>&1
result 'the next run writes without --force' $? "$(cat log)"
result 'all files agree with the memory' "$(/usr/bin/python3 look.py >log 2>&1 && echo 0 || echo 1)" "$(cat log)"
result 'the last name stands in the calendar' "$(grep -L '第 20 店' 店/calendars/campaign.ics | grep -q . && echo 1 || echo 0)"
"$READY315" -C 店 calendar --for all >log 2>&1
result 'then nothing changes any more' "$(grep -q '都没有变化' log && echo 0 || echo 1)" "$(cat log)"
touch -d '2 hours ago' $(find 店 -name '.ready315-??????') 店/calendars/.ready315-abcdef
"$READY315" -C 店 calendar >log 2>&1
result 'what killed runs left is swept away after an hour' "$([ -z "$(find 店 -name '.ready315-??????')" ] && echo 0 || echo 1)" "$(find 店 -name '.ready315-*')"

# Imports that are killed leave the old list or the new one.
printf '姓名,工号\n赵敏,2001\n' >old.csv
{ printf '姓名,工号\n赵敏,2001\n'; for i in $(seq 3000); do echo "员工$i,$((3000 + i))"; done; } >new.csv
"$READY315" -C 店 staff import old.csv >/dev/null 2>&1
cp 店/staff.yaml old.yaml
broken=0
for round in $(seq 10); do
  "$READY315" -C 店 staff import new.csv >/dev/null 2>&1 </dev/null &
  pid=$!
  sleep "0.0$(printf '%02d' $((round * 7 % 60)))"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  lines=$(grep -c '^  - ' 店/staff.yaml)
  if ! cmp -s old.yaml 店/staff.yaml && [ "$lines" -ne 3001 ]; then broken=1; fi
  "$READY315" -C 店 staff import old.csv >log 2>&1 || broken=1
  cmp -s old.yaml 店/staff.yaml || broken=1
done
result 'a killed import leaves the old list or the new one, and the next import goes on' "$broken" "$(head -n 5 店/staff.yaml; cat log)"

# Two runs in one workspace: each writes its own people, and neither forgets what the other wrote.
rm -rf 店 memory
"$READY315" init 店 --kind shop,food >/dev/null </dev/null
failed=0
for round in 1 2 3 4 5; do
  sed -i "s/^  name: .*/  name: 第 $round 店/" 店/store.yaml
  pids=()
  for who in campaign all staff:manager; do
    "$READY315" -C 店 calendar --for $who >"log.$who" 2>&1 </dev/null &
    pids+=($!)
  done
  "$READY315" -C 店 contacts --format html --out 店/联络表.html >log.contacts 2>&1 </dev/null &
  pids+=($!)
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  /usr/bin/python3 look.py >log 2>&1 || failed=1
  [ "$failed" -eq 0 ] || break
done
result 'three calendars and a contact table at once, five times' "$failed" "$(cat log log.*)"
"$READY315" -C 店 calendar --for all >log 2>&1 && "$READY315" -C 店 contacts --format html --out 店/联络表.html >>log 2>&1
result 'afterwards nothing is a stranger' $? "$(cat log)"
"$READY315" -C taken plan >log 2>&1
result 'reading does not wait for anybody' $? "$(cat log)"
wait $waiting
result 'who finds the workspace taken waits, and then says so' "$(grep -q '^exit 3' taken.log && grep -q '另一个 ready315 正在' taken.log && echo 0 || echo 1)" "$(cat taken.log)"
echo "1..$n"
exit "$bad"
