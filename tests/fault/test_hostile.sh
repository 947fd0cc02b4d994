#!/bin/bash
# A hostile world around a workspace: files that may not be read or written, pipes and folders in the place of files, names with escapes in them,
# broken clocks and broken memories. Each row is a command, its exit status and exactly what it said.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1 COLUMNS=100 SOURCE_DATE_EPOCH=1795395600
READY315_SHARE=$root/tests/diag/share
export READY315_SHARE
n=0 bad=0
result() { # NAME STATUS [EXPLANATION]
  n=$((n + 1))
  if [ "$2" -eq 0 ]; then echo "ok $n $1"; else
    bad=1
    echo "not ok $n $1"
    printf '%s\n' "${3:-}" | sed 's/^/# /' | head -n 20
  fi
}
# says NAME STATUS COMMAND… <<expected: both outputs, exactly
says() {
  local name=$1 status=$2 got
  shift 2
  cat >"$work/expected"
  "$@" >"$work/got" 2>&1 </dev/null
  got=$?
  diff -u "$work/expected" "$work/got" >"$work/diff"
  result "$name" "$([ "$got" -eq "$status" ] && [ ! -s "$work/diff" ] && echo 0 || echo 1)" "exit $got
$(cat "$work/diff")"
}
# Somebody whom permissions bind.
plain() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; else setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; fi
}
# A coverage build, run as somebody who may not write its counters, says so among its output.
binds() { [ "${B:-}" = build/cov ] && return 1; [ "$(id -u)" -ne 0 ] || { command -v setpriv && plain test -x "$READY315" && plain test -r "$READY315_SHARE/phases"; } >/dev/null 2>&1; }
cd "$work" && chmod 755 . || exit 1
fresh() {
  chmod -R u+rwX 店 2>/dev/null
  rm -rf 店
  mkdir -m 777 店
  cat >店/store.yaml <<'YAML'
store:
  id: hz-wulin
  name: 杭州武林店
  kinds: [shop, food]
  scale: standard
  manager: liu.yang
campaign:
  year: 2026
departments:
  - {id: service, name: 客服部, covers: [service, operations, warehouse, floor], owner: wang.fang, supervisor: liu.yang, duty_phone: "0571-88880001"}
YAML
  cat >店/staff.yaml <<'YAML'
staff:
  - {id: liu.yang, no: "1", name: 刘洋, title: 店长}
  - {id: wang.fang, no: "2", name: 王芳, department: service, phone: "13800000001"}
YAML
  [ "$(id -u)" -ne 0 ] || chown -R 65534:65534 店
}

# ---- permissions ----
if binds; then
  fresh && chmod 000 店/staff.yaml
  says 'a file that may not be read' 3 plain "$READY315" -C 店 check <<'END'
店/staff.yaml: 错误[E001]: 读不了 店/staff.yaml：没有读取权限。请让文件的主人开放读取，或换一个账号运行。
共 1 个错误。
END
  fresh && chmod 000 店/store.yaml
  says 'a store.yaml that may not be read' 3 plain "$READY315" -C 店 check <<'END'
店/store.yaml: 错误[E001]: 读不了 店/store.yaml：没有读取权限。请让文件的主人开放读取，或换一个账号运行。
共 1 个错误。
END
  fresh && mkdir -m 000 店/phases
  says 'a folder that may not be read' 3 plain "$READY315" -C 店 check <<'END'
店/phases: 错误[E001]: 读不到文件夹 phases。
  改法：看看它是不是文件夹，有没有读的权限。
共 1 个错误。
END
  fresh && mkdir -m 555 店/calendars
  says 'a folder that may not be written' 3 plain "$READY315" -C 店 calendar <<'END'
ready315：写不了 店/calendars/campaign.ics：没有写入权限。请让文件夹的主人开放写入，或换一个位置。
END
  result 'and nothing is remembered of it' "$([ ! -e 店/.ready315/export.json ] && [ ! -e 店/.ready315/written.json ] && echo 0 || echo 1)" "$(find 店/.ready315)"
  fresh && chmod 555 店
  says 'a workspace that may not be written' 3 plain "$READY315" -C 店 calendar --out 店/日历 <<'END'
ready315：建不了文件夹 店/.ready315：没有写入权限。请让文件夹的主人开放写入，或换一个位置。
END
  mkdir -m 777 别处
  says 'its tables can be written elsewhere' 0 plain "$READY315" -C 店 contacts --format csv --out 别处/联络表.csv <<'END'
已写好：别处/联络表.csv
END
  chmod 755 店
else
  for t in 1 2 3 4 5 6 7; do
    n=$((n + 1))
    echo "ok $n permissions ($t) # SKIP nobody here whom they bind"
  done
fi

# ---- something else in the place of a file ----
for file in store.yaml staff.yaml; do
  fresh && rm 店/$file && mkdir 店/$file
  says "a folder in the place of $file" 3 "$READY315" -C 店 check <<END
店/$file: 错误[E002]: 读不了 店/$file：这是文件夹，这里要的是文件。请写到文件名为止。
共 1 个错误。
END
done
for file in roster.yaml phases/own.yaml checklists/own.yaml holidays/2026.json; do
  fresh && mkdir -p 店/$file
  says "a folder in the place of $file" 3 "$READY315" -C 店 check <<END
店/$file: 错误[E002]: 读不了 店/$file：这是文件夹，这里要的是文件。请写到文件名为止。
共 1 个错误。
END
done
fresh && mkfifo 店/roster.yaml
says 'a pipe in the place of a file' 3 timeout 10 "$READY315" -C 店 check <<'END'
店/roster.yaml: 错误[E001]: 读不了 店/roster.yaml：这是管道，没有程序往里面写。请换成普通的文件。
共 1 个错误。
END
fresh && ln -s /dev/zero 店/roster.yaml
says 'a file without an end' 1 "$READY315" -C 店 check <<'END'
店/roster.yaml: 错误[E003]: 文件太大：最多读 16 兆字节。
  改法：请检查是不是放错了文件；内容真有这么多时，请分成几个文件。
共 1 个错误。
END
fresh && mkdir 店/.ready315 && mkfifo 店/.ready315/export.json
says 'a pipe in the place of the memory' 3 timeout 10 "$READY315" -C 店 calendar <<'END'
ready315：写不了 店/.ready315/export.json：这是管道或设备，另一头没有程序在等。请换成普通的文件。
END
fresh && "$READY315" -C 店 calendar >/dev/null 2>&1
echo 重要 >重要.txt
ln -sf ../../重要.txt 店/calendars/campaign.ics
says 'a link to a file elsewhere is no calendar of ours' 2 "$READY315" -C 店 calendar --for campaign <<'END'
ready315：文件“店/calendars/campaign.ics”写好以后被人改过，没有覆盖它。确实不要那些改动，就加上 --force。
END
result 'and what it points to is left alone' "$([ "$(cat 重要.txt)" = 重要 ] && echo 0 || echo 1)"

# ---- escapes ----
fresh
esc=$'\e[31m\xff'
says 'escapes in a folder name' 3 "$READY315" -C "$esc" check <<END
ready315：文件夹“[31m�”里没有 store.yaml，不是店铺文件夹。用 -C 指出店铺文件夹，例如 ready315 -C 武林店 check；还没有店铺文件夹，就先建一个：ready315 init 武林店
END
says 'escapes in the name of a file that is written' 0 "$READY315" -C 店 plan --format json --out "$esc.json" <<END
已写好：[31m�.json
END
says 'which is known again the next time' 0 "$READY315" -C 店 plan --format json --out "$esc.json" <<END
已写好：[31m�.json
END
says 'what is no text names nobody' 2 "$READY315" -C 店 plan --for $'\xff' <<'END'
ready315：选项 --for 里的“�”不是 UTF-8 文字。请把终端的编码改成 UTF-8 再写一次。
END
says 'nor a command' 2 "$READY315" help $'\e[1m\xff' <<'END'
ready315：没有叫“[1m�”的命令。“ready315 help --all”列出全部命令。
END
printf '姓名,工号\n刘洋,1\n\x1b]0;x\x07\xe2\x80\xae王\xc2\x9b31m芳,2\n' >名单.csv
"$READY315" -C 店 staff import 名单.csv --force >log 2>&1
result 'escapes in a list reach neither the screen nor the file' "$(LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]\|\xc2\x9b\|\xe2\x80\xae' log 店/staff.yaml && echo 1 || echo 0)" "$(cat -v log 店/staff.yaml)"

# ---- paths out of the workspace ----
fresh
for what in ../../x staff:../../x dept:../../x ..; do
  "$READY315" -C 店 calendar --for "$what" >log 2>&1
  result "--for $what names nobody" "$([ $? -eq 2 ] && grep -q '没有' log && echo 0 || echo 1)" "$(cat log)"
done
printf '姓名,工号,代号\n刘洋,1,liu.yang\n王芳,2,wang.fang\n赵敏,3,../../x\n孙莉,4,a/b\n' >名单.csv
says 'ids with / or .. in a list' 1 "$READY315" -C 店 staff import 名单.csv <<'END'
名单.csv:4:6: 错误[E016]: 代号“../../x”只能用小写字母、数字、点和连字符，最多 48 个。
  4 | 赵敏,3,../../x
    |        ^
  改法：写成 wang.fang 这样，或者空着，由姓名的拼音得来。
名单.csv:5:6: 错误[E016]: 代号“a/b”只能用小写字母、数字、点和连字符，最多 48 个。
  5 | 孙莉,4,a/b
    |        ^
  改法：写成 wang.fang 这样，或者空着，由姓名的拼音得来。
共 2 个错误。
END

# ---- memories ----
fresh && "$READY315" -C 店 calendar >/dev/null 2>&1
echo '{"schema":2,"people":{},"events":[]}' >店/.ready315/export.json
says 'a memory of a newer program' 1 "$READY315" -C 店 calendar <<'END'
店/.ready315/export.json: 错误[E080]: 这份导出记录是更新版本的 ready315 写的，这个版本读不懂。
  改法：请安装新版本再导出；不要删掉这个文件，各人日历里的更新和取消都靠它。
共 1 个错误。
END
echo '{}' >店/.ready315/export.json
says 'a memory of somebody else' 1 "$READY315" -C 店 calendar <<'END'
店/.ready315/export.json: 错误[E080]: 这份文件不是本程序写的导出记录，或者被改坏了。
  改法：请用备份里的这份文件换回来；没有备份就删掉它，所有日程从头算起，已经导入过的人要删掉旧日历重新导入。
共 1 个错误。
END
result 'neither is overwritten' "$([ "$(cat 店/.ready315/export.json)" = '{}' ] && echo 0 || echo 1)"
fresh && "$READY315" -C 店 calendar >/dev/null 2>&1
echo broken >店/.ready315/written.json
says 'who forgot what is ours overwrites nothing' 2 "$READY315" -C 店 calendar --for campaign <<'END'
ready315：已经有文件“店/calendars/campaign.ics”，它不是本程序写的，没有覆盖它。确实要覆盖，就加上 --force。
END

# ---- clocks ----
fresh
"$READY315" -C 店 calendar --for campaign >/dev/null 2>&1
sed -i 's/name: 王芳/name: 王方/' 店/staff.yaml
SOURCE_DATE_EPOCH=1000 "$READY315" -C 店 calendar --for campaign >/dev/null 2>&1
result 'a clock set back does not take DTSTAMP back' "$(grep -q '^SEQUENCE:1' 店/calendars/campaign.ics && ! grep -q '^DTSTAMP:1970' 店/calendars/campaign.ics && echo 0 || echo 1)" "$(grep -m 3 'DTSTAMP\|SEQUENCE' 店/calendars/campaign.ics)"
for epoch in 0 9223372036854775807; do
  SOURCE_DATE_EPOCH=$epoch "$READY315" init 新店 >log 2>&1 </dev/null
  result "init at $epoch asks for the year" "$([ $? -eq 2 ] && grep -q '时钟' log && [ ! -e 新店 ] && echo 0 || echo 1)" "$(cat log)"
  SOURCE_DATE_EPOCH=$epoch "$READY315" -C 店 today >log 2>&1
  result "today at $epoch" $? "$(cat log)"
done

# ---- surroundings ----
"$READY315" -C 店 plan >plan.txt 2>&1
for locale in C POSIX zh_CN.GBK none; do
  env -i LC_ALL=$locale COLUMNS=100 TERM=dumb SOURCE_DATE_EPOCH=1795395600 READY315_SHARE="$READY315_SHARE" "$READY315" -C 店 plan >log 2>&1
  result "the same plan in locale $locale, without HOME" "$(cmp -s log plan.txt && echo 0 || echo 1)" "$(head -n 5 log)"
done
for columns in 1 10 1000 0 -1 x 99999999999999999999; do
  COLUMNS=$columns "$READY315" -C 店 plan >log 2>&1
  result "a screen of $columns columns" $? "$(head -n 5 log)"
done
says 'standard input is closed' 3 bash -c '"$READY315" -C 店 staff import - <&-' <<'END'
ready315：读不了 标准输入：它没有打开。
END
"$READY315" -C 店 plan >&- 2>log
result 'standard output is closed' "$([ $? -eq 3 ] && grep -q '写不出结果' log && echo 0 || echo 1)" "$(cat log)"
echo "1..$n"
exit "$bad"
