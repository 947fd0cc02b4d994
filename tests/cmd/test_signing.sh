#!/bin/bash
# Signing as scripts see it, in a real store: PIN files, wrong PINs and the lock that outlives the program, the second, gates, the clock, receipts. The wall
# clock is SOURCE_DATE_EPOCH; the time since the machine's start is the machine's own, so a step of the wall clock is seen as one.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1 COLUMNS=100 TZ=Asia/Shanghai
# It goes on with the machine's time, or a slow machine would see it stand still, which is a step, too.
at() { began=$SECONDS set_at=$(date -d "$1" +%s); export SOURCE_DATE_EPOCH=$set_at; }
tick() { SOURCE_DATE_EPOCH=$((set_at + SECONDS - began)); }
n=0 bad=0
result() { # NAME STATUS [EXPLANATION]
  n=$((n + 1))
  if [ "$2" -eq 0 ]; then echo "ok $n $1"; else
    bad=1
    echo "not ok $n $1"
    printf '%s\n' "${3:-}" | sed 's/^/# /' | head -n 30
  fi
}
# run STATUS PART NAME ARGUMENTS…: exit status, and what must stand in either output
run() {
  local status=$1 part=$2 name=$3 got fail=
  shift 3
  tick
  "$READY315" -C 店 "$@" >"$work/out" 2>"$work/err" </dev/null
  got=$?
  [ "$got" -eq "$status" ] || fail="exit $got instead of $status"
  cat "$work/out" "$work/err" | grep -qF -- "$part" || fail="$fail; lacks “$part”"
  result "$name" "$([ -z "$fail" ] && echo 0 || echo 1)" "$fail
$(cat "$work/out" "$work/err")"
}
cd "$work" || exit 1
umask 077
mkdir 店
cat >店/store.yaml <<'YAML'
store:
  id: hz-wulin
  name: 杭州武林店
  province: 浙江
  kinds: [shop]
  scale: standard
  manager: liu.yang
  deputy: sun.li
  backup_to: backups
campaign: {year: 2027}
departments:
  - {id: service, name: 客服部, covers: [service], owner: wang.fang, backup: zhao.min, duty_phone: "0571-88880001"}
staff:
  - {id: liu.yang, name: 刘洋, no: "1001"}
  - {id: sun.li, name: 孙丽, no: "1002"}
  - {id: wang.fang, name: 王芳, no: "1003", department: service, phone: "13800004826"}
  - {id: zhao.min, name: 赵敏, no: "1004", department: service}
YAML
mkdir 店/backups backups
for p in liu:583976 sun:740693 wang:914826 zhao:806139 wrong:111222 weak:123456 phone:13800004826; do echo "${p#*:}" >"${p%:*}"; done
cp liu open && chmod 644 open
ln -s liu link

at '2027-03-10 20:00'
run 1 '要由店长来设' 'nobody but the manager comes first' staff pin 王芳 --new-pin-file wang
run 1 '太好猜' 'a weak PIN is refused' staff pin 刘洋 --new-pin-file weak
run 2 'chmod 600' 'a PIN file that others may read is refused' staff pin 刘洋 --new-pin-file open
run 3 '读不了密码文件' 'a missing PIN file' staff pin 刘洋 --new-pin-file nowhere
run 3 '文件夹' 'a folder instead of a PIN file' staff pin 刘洋 --new-pin-file 店
run 2 'new-pin-file' 'without a terminal a file is needed' staff pin 刘洋
run 0 '恢复码' 'the first PIN of the manager brings a recovery code' staff pin 刘洋 --new-pin-file link
sed -n 's/^恢复码：//p' out >code
run 1 '已经有签字密码' 'not a second time without the first' staff pin 刘洋 --new-pin-file sun
run 1 '电话' 'a colleague could guess it' staff pin 王芳 --by 刘洋 --pin-file liu --new-pin-file phone
for p in sun:孙丽 wang:王芳 zhao:赵敏; do
  run 0 '设好了' "the manager sets ${p#*:}" staff pin "${p#*:}" --by 刘洋 --pin-file liu --new-pin-file "${p%:*}"
done
result 'the pepper is for its owner alone' "$([ "$(stat -c %a 店/.ready315/pepper)" = 600 ] && echo 0 || echo 1)"

at '2027-03-11 21:00'
run 0 '3月11日 周四 每日签字' 'without --by the page is shown' signoff
run 2 '--date 和 --phase' 'one of both' signoff --date 2027-03-11 --phase combat
run 2 '看不懂' 'no date' signoff --date 昨天
run 2 '没有叫' 'no phase' signoff --phase nothing --by 刘洋 --pin-file liu
run 1 '要由店长刘洋或副店长孙丽' 'who may sign' signoff --by 王芳 --pin-file wang
run 1 '带遗留签字' 'open items need a reason' signoff --dept 客服部 --by 王芳 --pin-file wang
run 1 '都写在要签的那一页上' 'of which the first few are named' signoff --by 刘洋 --pin-file liu
run 2 'chmod 600' 'a PIN file with wrong rights' signoff --dept 客服部 --by 王芳 --pin-file open --reason 停电
run 1 '签字密码不对' 'a wrong PIN' signoff --dept 客服部 --by 王芳 --pin-file wrong --reason 停电
run 0 '签好了' 'the department signs with open items' signoff --dept 客服部 --by 王芳 --pin-file wang --reason 停电 --due 2027-03-13
run 0 '315签字回执｜hz-wulin｜杭州武林店｜2027-03-11｜刘洋｜按时' 'the store signs' signoff --by 刘洋 --pin-file liu --reason 停电 --due 2027-03-13
grep '^315签字回执' out >receipt
result 'and says what became of the backup' "$(grep -q 备份 out && echo 0 || echo 1)" "$(cat out)"
run 0 '签字密码' 'a day is written the same way for every command' log --date 3-11
run 2 '看不懂' 'no such day' log --date 02-30
run 1 '已经签过' 'but once' signoff --by 刘洋 --pin-file liu
run 1 '写明原因' 'opening again needs a reason' reopen 2027-03-11 --by 刘洋 --pin-file liu
run 0 '2 个签字作废' 'opening again voids what was signed' reopen 2027-03-11 --by 刘洋 --pin-file liu --reason 漏记
run 0 '"signed": true' 'as JSON' signoff --dept 客服部 --by 王芳 --pin-file wang --reason 停电 --due 2027-03-13 --format json
result 'which is JSON' "$(python3 -c 'import json,sys; d=json.load(open("out")); assert d["schema"]==1 and d["receipt"] is None and d["gates"]' && echo 0 || echo 1)"

# The clock: a day back.
at '2027-03-10 21:00'
run 0 '时间倒退过' 'a step back is shown' signoff --date 2027-03-10
run 1 '时间倒退过' 'and nobody can sign' signoff --date 2027-03-09 --by 刘洋 --pin-file liu --reason 试
run 1 '另一个人复核' 'answering for it takes two' clock confirm --by 刘洋 --pin-file liu
run 1 '自己' 'and not the same twice' clock confirm --by 刘洋 --pin-file liu --second 刘洋 --second-pin-file liu
run 0 '设好了' 'what is recorded now keeps the step' staff pin 赵敏 --by 刘洋 --pin-file liu --new-pin-file zhao
at '2027-03-11 22:00'
run 1 '时间倒退过' 'which setting the clock right does not forget' signoff --by 孙丽 --pin-file sun --reason 停电
run 0 '确认了' 'confirmed when it is right again' clock confirm --by 刘洋 --pin-file liu --second 赵敏 --second-pin-file zhao --reason 校时
run 1 '不用确认' 'once is enough' clock confirm --by 刘洋 --pin-file liu --second 赵敏 --second-pin-file zhao
run 0 '315签字回执' 'and it can be signed' signoff --by 孙丽 --pin-file sun --reason 停电

# A visit of an authority that nobody answers for blocks the signature in every store.
at '2027-03-12 10:30'
run 0 '登记' 'a visit is entered' register add visits-media --by 孙丽 --set 来的是谁=市场监管 --set 什么事=查进货单
row=$(grep -oE '[0-9]{4}-[0-9]+' out | head -1)
at '2027-03-12 21:00'
run 0 'authority-unowned:visits-media#' 'below the page stands what waive calls it' signoff --date 2027-03-12
"$READY315" -C 店 signoff --date 2027-03-12 --format json | /usr/bin/python3 -c 'import json, sys
page = json.load(sys.stdin)
sys.exit(not (page["gates"] and all(gate["name"] not in page["page"] for gate in page["gates"])))'
result 'and the page itself shows no ids' $?
run 1 '不能带遗留' 'a blocked day is not signed, whatever the reason' signoff --date 2027-03-12 --by 刘洋 --pin-file liu --reason 忙
run 1 '另一个人复核' 'special release takes two' waive authority-unowned --by 刘洋 --pin-file liu --reason 所长已口头确认
run 0 '特批放行' 'and a reason' waive authority-unowned --by 刘洋 --pin-file liu --second 孙丽 --second-pin-file sun --reason 所长已口头确认
run 0 '签字回执' 'then the day is signed' signoff --date 2027-03-12 --by 刘洋 --pin-file liu --reason 忙
at '2027-03-13 21:00'
run 1 '不能带遗留' 'what is a state is released for that day alone' signoff --date 2027-03-13 --by 刘洋 --pin-file liu --reason 忙
run 0 '更新' 'with an owner' register change visits-media "$row" --by 孙丽 --set 现责任人=刘洋
run 0 '签字回执' 'it blocks no more' signoff --date 2027-03-13 --by 刘洋 --pin-file liu --reason 忙

# Ten wrong ones, each by another program; what waits, waits by the machine's own clock, so only the count is looked at.
for _ in 1 2 3; do "$READY315" -C 店 signoff --date 2027-03-10 --by 孙丽 --pin-file wrong --reason 补 >/dev/null 2>&1; done
run 1 '秒再试' 'after three wrong ones even the right one waits' signoff --date 2027-03-10 --by 孙丽 --pin-file sun --reason 补
run 0 '解锁了' 'the manager forgives' staff pin 孙丽 --by 刘洋 --pin-file liu --unlock
run 0 '签字回执' 'and it can be signed late, with a reason' signoff --date 2027-03-10 --by 孙丽 --pin-file sun --reason 补

# The pepper.
chmod 644 店/.ready315/pepper
run 3 'chmod 600' 'a pepper that others may read is not used' signoff --date 2027-03-07 --by 刘洋 --pin-file liu --reason 补
chmod 600 店/.ready315/pepper
run 0 '导出好了' 'the pepper is exported' staff pepper export kept
rm 店/.ready315/pepper
run 3 'staff pepper import' 'without it no PIN can be checked' signoff --date 2027-03-07 --by 刘洋 --pin-file liu --reason 补
run 2 'export 或 import' 'two things can be done with it' staff pepper burn kept
run 0 '导入好了' 'and brought back' staff pepper import kept
run 0 '签字回执' 'then it signs as before' signoff --date 2027-03-07 --by 刘洋 --pin-file liu --reason 补
run 1 '抄错' 'a mistyped recovery code' staff pin 刘洋 --recovery-file wrong --new-pin-file sun
run 0 '作废' 'the recovery code sets the PIN of the manager' staff pin 刘洋 --recovery-file code --new-pin-file zhao
run 1 '恢复码不对' 'and is used up' staff pin 刘洋 --recovery-file code --new-pin-file liu

run 0 '恢复码输错了' 'the log calls the recovery code by its name' log
result 'and not by its id' "$(grep -q '#recovery' out && echo 1 || echo 0)"

# On a day off nobody is there to sign.
"$READY315" init 休 --practice --year 2027 --kind shop </dev/null >out 2>&1
sed -i 's/^# closed: .*/closed: [03-12]/' 休/store.yaml
"$READY315" -C 休 --now 2027-03-11T12:00 register add 疑难问题单 --by manager --set 渠道=电话 --set 诉求=退货 >>out 2>&1
"$READY315" -C 休 --now 2027-03-14T12:00 signoff >>out 2>&1
result 'a day off asks for no signature of its own, the days beside it do' "$(grep -q '没有签：3月11日' out && grep -q '没有签：3月13日' out &&
  ! grep -q '没有签：3月12日' out && echo 0 || echo 1)" "$(cat out)"

# The rehearsal's clock is refused here.
run 2 '不接受 --now' 'a real store takes no other time' signoff --by 刘洋 --pin-file zhao --now 2027-03-12T21:00

# Receipts of many stores.
printf '代号,店名\nhz-wulin,杭州武林店\nsh-xuhui,上海徐汇店\n' >stores.csv
{ echo '刘洋 2027/3/11 21:05:33'; cat receipt; } >chat.txt
run 1 '没有签：上海徐汇店' 'who has not signed' receipts check chat.txt --stores stores.csv --date 2027-03-11
run 2 '没有店铺名单' 'a list is needed' receipts check chat.txt
run 3 '' 'the chat must be there' receipts check nowhere.txt --stores stores.csv
printf '代号,店名\nhz-wulin,杭州武林店\nhz-wulin,另一个\n' >twice.csv
run 1 'E017' 'one store twice in the list' receipts check chat.txt --stores twice.csv
printf -- '- {id: hz-wulin, name: 杭州武林店}\n' >stores.yaml
run 0 '未发现问题' 'a list in YAML' receipts check chat.txt --stores stores.yaml --date 2027-03-11
echo "1..$n"
exit $bad
