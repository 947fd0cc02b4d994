#!/bin/bash
# The program as scripts see it: exit status, which output says what, and that nothing is half done.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
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
# run STATUS OUT ERR NAME COMMAND…: exit status, and what must stand in the outputs ('' = must be empty, - = not looked at)
run() {
  local status=$1 out=$2 err=$3 name=$4 got fail=
  shift 4
  "$@" >"$work/out" 2>"$work/err" </dev/null
  got=$?
  [ "$got" -eq "$status" ] || fail="exit $got instead of $status"
  for which in out err; do
    part=${!which}
    if [ -z "$part" ] && [ -s "$work/$which" ]; then fail="$fail; $which is not empty"; fi
    if [ -n "$part" ] && [ "$part" != - ] && ! grep -qF -- "$part" "$work/$which"; then fail="$fail; $which lacks “$part”"; fi
  done
  result "$name" "$([ -z "$fail" ] && echo 0 || echo 1)" "$fail
$(cat "$work/out" "$work/err")"
}
cd "$work" || exit 1
run 0 '建好了' '' 'init makes a shop' "$READY315" init 店 --kind shop,food
run 0 '共 ' '' 'a fresh shop passes check' "$READY315" -C 店 check
run 0 '' '' 'and its store.yaml is a file' test -f 店/store.yaml
run 2 '' '已经是店铺文件夹' 'init leaves a shop alone' "$READY315" init 店
mkdir full && touch full/x
run 2 '' '已经有东西' 'init leaves a filled folder alone' "$READY315" init full
run 2 '' '请写上店铺文件夹的名字' 'init needs a name' "$READY315" init
run 2 '' '选项 --year' 'a year that is none' "$READY315" init 另 --year 99
run 2 '' '只能用一个' 'two ways at once' "$READY315" init 另 --from 店 --template x.xlsx
run 3 '' '不是店铺文件夹' 'last year is not there' "$READY315" init 另 --from nowhere
run 3 '' '没有这个文件' 'the workbook is not there' "$READY315" init 另 --template nowhere.xlsx
run 3 '' '同名的文件已经在那里' 'the parent is a file' "$READY315" init full/x/店
run 0 '' '' 'nothing is left of what failed' test "$(ls -A | sort | tr '\n' ' ')" = 'err full out 店 '

run 2 '' '没有叫“chekc”的命令。是不是想写“check”？' 'a mistyped command' "$READY315" chekc
run 2 '' '不需要“x”' 'too many words' "$READY315" -C 店 check x
run 3 '' '没有 store.yaml' 'no workspace' "$READY315" -C full check
run 3 '' '没有 store.yaml' 'no folder' "$READY315" -C nowhere plan
run 0 'ready315 0.' '' 'the version' "$READY315" --version
run 0 '用法：' '' 'help without a command' "$READY315"
run 0 '用法：' '' 'help wins over mistakes' "$READY315" plan --nonsense --help
run 2 '' '没有叫“chck”的命令。是不是想写“check”？' 'help of a mistyped command' "$READY315" help chck
run 0 '用法：ready315 [-C DIR] staff import FILE' '' 'help of a family' "$READY315" help staff

cp -r 店 坏 && echo 'nonsense: 1' >>坏/store.yaml
run 1 '错误[E012]' '' 'check prints problems as its result' "$READY315" -C 坏 check
run 1 '' '错误[E012]' 'another command prints them on standard error' "$READY315" -C 坏 plan
run 1 '"code": "E012"' '' 'as JSON where it was asked for' "$READY315" -C 坏 plan --format json
cp "$work/out" failed.json
run 1 '"code": "E012"' '' 'check as JSON' "$READY315" -C 坏 check --format json
cp "$work/out" check.json
run 2 '"message": "没有叫“plam”的命令' '' 'wrong usage as JSON' "$READY315" plam --format json
cp "$work/out" usage.json
run 3 '"message": "文件夹“full”里没有 store.yaml' '' 'no workspace as JSON' "$READY315" -C full plan --format json
cp "$work/out" none.json
/usr/bin/python3 - failed.json check.json usage.json none.json >"$work/log" 2>&1 <<'PY'
import json, sys
for name in sys.argv[1:]:
    doc = json.load(open(name, encoding='utf-8'))
    assert list(doc) == ['schema', 'problems'] and doc['schema'] == 1 and doc['problems'], name
    for p in doc['problems']:
        assert list(p) == ['code', 'severity', 'file', 'line', 'column', 'message', 'fix'], (name, p)
        assert p['severity'] in ('error', 'warning', 'note') and p['message'], (name, p)
        assert p['line'] is None or isinstance(p['line'], int), (name, p)
PY
result 'each JSON problem has every member' $? "$(cat "$work/log")"
run 0 '"tasks"' - 'a plan as JSON is one document' "$READY315" -C 店 plan --format json
/usr/bin/python3 -c 'import json; json.load(open("out", encoding="utf-8"))'
result 'and nothing but a document' $?

# the clock
run 0 '3月12日' - '--now replaces the clock of a command that reads' "$READY315" -C 店 --now 2027-03-12T09:00 today
run 2 '' '看不懂“昨天”' 'a time that is none' "$READY315" -C 店 --now 昨天 today
run 2 '' '不接受 --now' '--now is refused where something would be written' "$READY315" -C 店 --now 2027-03-12 calendar
run 0 '' '' 'and nothing was written' test ! -e 店/calendars
run 2 '' '不接受 --now' '--now is refused by init' "$READY315" --now 2027-03-12 init 另
run 0 '演练' '' 'a rehearsal' "$READY315" init 练 --practice
run 0 'campaign.ics' - '--now is taken in a rehearsal' "$READY315" -C 练 --now 2027-03-12 calendar

# writing
run 3 - '磁盘满了' 'a full standard output is an error' bash -c '"$READY315" help --all >/dev/full'
bash -c 'set -o pipefail; "$READY315" -C 店 plan --format json 2>"$0/err" | head -c 10 >/dev/null; exit "${PIPESTATUS[0]}"' "$work"
got=$?
# the pipe takes 64 KiB before anybody is missed: a plan is longer than that
result 'a closed pipe ends with 3 and without a word' "$([ "$got" -eq 3 ] && ! grep -q 写 "$work/err" && echo 0 || echo 1)" "exit $got: $(cat "$work/err")"
run 0 '写好了空白工作簿' '' 'the empty workbook' "$READY315" init --print-template 开店.xlsx
run 2 '' '没有覆盖它' 'is not overwritten' "$READY315" init --print-template 开店.xlsx
run 0 '写好了空白工作簿' '' 'but with --force' "$READY315" init --print-template 开店.xlsx --force
run 1 '' '开店.xlsx:门店!A1' 'an empty workbook makes no shop' "$READY315" init 另 --template 开店.xlsx
run 0 '' '' 'and leaves nothing behind' test ! -e 另

# helper programs
mkdir -p lone/bin && cp "$READY315" lone/bin/ && mkdir -p lone/share
cp -rL "$(dirname "$(dirname "$READY315")")/share/ready315" lone/share/
run 3 '' '请安装软件包 ready315-calendar：' 'a missing helper is told in a sentence that names the package' lone/bin/ready315 -C 店 calendar
run 3 '' '请安装软件包 ready315-book：' 'also for workbooks' lone/bin/ready315 init --print-template x.xlsx
run 0 '共 ' '' 'what needs no helper works without' lone/bin/ready315 -C 店 check

# imports from a pipe
printf '姓名,工号\n赵敏,2001\n' >花名册.csv
run 0 '新增 赵敏（zhao.min）' '' 'a list of people from standard input' bash -c '"$READY315" -C 店 staff import - <花名册.csv'
run 0 '没有变化' '' 'once more changes nothing' "$READY315" -C 店 staff import 花名册.csv
iconv -f UTF-8 -t GB18030 花名册.csv >gb.csv
run 0 '没有变化' '' 'as Excel on Chinese Windows writes it' "$READY315" -C 店 staff import gb.csv
run 3 '' '没有这个文件' 'a list that is not there' "$READY315" -C 店 staff import nowhere.csv
run 1 '' 'E082' 'a notice that is none' bash -c 'echo 你好 | "$READY315" -C 店 holidays import -'
printf '姓名,3/1,3/2\n赵敏,早,休\n' >排班.csv
run 0 '写好了 roster.yaml' '' 'a roster' "$READY315" -C 店 roster import 排班.csv
echo '# 手工改动' >>店/roster.yaml
printf '姓名,3/1,3/2\n赵敏,早,早\n' >排班.csv
run 2 '' '被人改过' 'what somebody edited is not overwritten' "$READY315" -C 店 roster import 排班.csv
run 0 '改动 赵敏 1 天' '' 'but with --force' "$READY315" -C 店 roster import --force 排班.csv
run 0 '共 ' - 'the shop still passes check' "$READY315" -C 店 check
for store in supermarket brand solo-taobao; do
  run 0 '照' '' "init --from the example $store" "$READY315" init "例-$store" --from "$root/share/stores/$store" --year 2027
  run 0 '共 ' '' 'passes check' "$READY315" -C "例-$store" check
done
run 0 '照' '' 'init --from a shop with packs' "$READY315" init 例-region --from "$root/share/stores/region/shop-a" --year 2027
run 0 '共 ' '' 'finds its packs and passes check' "$READY315" -C 例-region check
echo "1..$n"
exit "$bad"
