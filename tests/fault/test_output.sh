#!/bin/bash
# Writing when the disk does not want to: what stood there before is still there, complete, and the failure is said in a sentence with exit 3.
# A full disk is a small tmpfs and a read-only one a bind mount, where this may mount; a limit on file size (ulimit -f) works for everybody.
set -u
work=$(mktemp -d)
mounts=()
cleanup() {
  for m in "${mounts[@]}"; do umount "$m" 2>/dev/null; done
  rm -rf "$work"
}
trap cleanup EXIT
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
skip() {
  n=$((n + 1))
  echo "ok $n $1 # SKIP no mounting here"
}
# fails STATUS PART NAME COMMAND…
fails() {
  local status=$1 part=$2 name=$3 got
  shift 3
  "$@" >"$work/log" 2>&1 </dev/null
  got=$?
  result "$name" "$([ "$got" -eq "$status" ] && grep -qF -- "$part" "$work/log" && echo 0 || echo 1)" "exit $got: $(cat "$work/log")"
}
sums() { (cd "$1" && find . -type f | sort | xargs -d '\n' sha256sum); }
# same NAME FOLDER: the folder holds what it held at the last `keep`
keep() { sums "$1" >"$work/kept"; }
same() { result "$1" "$(sums "$2" | diff "$work/kept" - >"$work/log" && echo 0 || echo 1)" "$(cat "$work/log")"; }

cd "$work" || exit 1
"$READY315" init 店 --kind shop >/dev/null </dev/null || exit 1
"$READY315" -C 店 calendar --out 店/calendars >/dev/null 2>&1 || exit 1
cp -r 店 原

# a file where a folder is needed, and the other way round
touch plain
keep 店
fails 3 'plain' 'a file in the place of the folder' "$READY315" -C 店 calendar --out plain
same 'nothing has changed' 店
mkdir -p 店/联络表.html
fails 3 '是文件夹' 'a folder in the place of the file' "$READY315" -C 店 contacts --format html --out 店/联络表.html
rmdir 店/联络表.html
rm -rf 店/.ready315.away
mv 店/.ready315 店/.ready315.away && touch 店/.ready315
fails 3 '.ready315' 'a file in the place of .ready315' "$READY315" -C 店 calendar --out 新日历
result 'no calendar was written' "$([ -z "$(find 新日历 -name '*.ics' 2>/dev/null)" ] && echo 0 || echo 1)"
rm 店/.ready315 && mv 店/.ready315.away 店/.ready315

# --force gives up other people's files, never the record or the definitions
mkdir -p 店/evidence 店/checklists && echo 证据 >店/evidence/x.pdf && echo '{checklist: own, title: 自己的, version: 1, function: service, source: list, rows: [{id: a, title: 甲}], items: [{id: ok, ask: 好, type: confirm}]}' >店/checklists/own.yaml
ln -s 店/store.yaml 链接
echo 记录 >店/ready315.db-x
keep 店
for precious in store.yaml ready315.db ready315.db-wal ready315.db-x .ready315/written.json evidence/x.pdf evidence/new.pdf checklists/own.yaml; do
  fails 2 '换一个文件名' "--force onto $precious" "$READY315" -C 店 contacts --format html --out "店/$precious" --force
done
fails 2 '换一个文件名' '--force onto store.yaml through a link' "$READY315" -C 店 contacts --format html --out 链接 --force
fails 2 '换一个文件名' 'a sheet of paper onto store.yaml' "$READY315" -C 店 print contacts --out 店/store.yaml --force
fails 2 '换一个文件名' 'a report onto the record' "$READY315" -C 店 report --format html --out 店/ready315.db --force
same 'nothing has changed there' 店
rm -r 店/evidence 店/checklists 店/ready315.db-x 链接

# file size limit: the write fails in the middle of a file
sed -i 's/name: 店 /name: 新名字 /' 店/store.yaml
keep 店
(
  trap '' XFSZ
  ulimit -f 8
  fails 3 '' 'a limit on the size of files' "$READY315" -C 店 calendar --out 店/calendars
  exit "$bad"
) || bad=1
n=$((n + 1))
same 'the old calendars survive' 店
result 'no temporary files are left' "$([ -z "$(find 店 -name '.*' -type f ! -path '*/.ready315/*')" ] && echo 0 || echo 1)" "$(find 店 -name '.*' -type f)"

# a full disk
mkdir small
/usr/bin/python3 - >2030.json <<'PY'
import json
off = ['01-01', '02-03', '02-04', '04-05', '05-01', '06-05', '09-12', '10-01', '10-02', '10-03']
print(json.dumps({'year': 2030, 'days': [{'name': n, 'date': '2030-' + d, 'isOffDay': True} for n, d in
                 zip(['元旦', '春节', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节', '国庆节', '国庆节'], off)]}, ensure_ascii=False))
PY
if mount -t tmpfs -o size=2m tmpfs small 2>/dev/null; then
  mounts+=("$work/small")
  cp -r 店/. small/
  keep small
  head -c 4M /dev/zero >small/filler 2>/dev/null
  sums small >kept-full
  fails 3 '磁盘满了' 'a full disk' "$READY315" -C small calendar --out small/calendars
  result 'the old calendars survive' "$(sums small | diff kept-full - >log && echo 0 || echo 1)" "$(cat log)"
  fails 3 '磁盘满了' 'a full disk, for staff' bash -c 'printf "姓名\n赵敏\n" | "$READY315" -C small staff import -'
  result 'there is no staff.yaml' "$([ ! -e small/staff.yaml ] && echo 0 || echo 1)"
  fails 3 '磁盘满了' 'a full disk, for a roster' bash -c 'printf "姓名,3/1\n示例店长,早\n" | "$READY315" -C small roster import -'
  result 'there is no roster.yaml' "$([ ! -e small/roster.yaml ] && echo 0 || echo 1)"
  fails 3 '磁盘满了' 'a full disk, for holidays' "$READY315" -C small holidays import 2030.json
  result 'there are no holidays' "$([ -z "$(ls small/holidays 2>/dev/null)" ] && echo 0 || echo 1)"
  for format in text csv xlsx html vcf md json; do
    fails 3 '磁盘满了' "a full disk, for contacts as $format" "$READY315" -C small contacts --format $format --out small/联络表.$format
  done
  for format in json csv xlsx html md; do
    fails 3 '磁盘满了' "a full disk, for a plan as $format" "$READY315" -C small plan --format $format --out small/计划.$format
  done
  result 'and the old files survive all of it' "$(sums small | diff kept-full - >log && echo 0 || echo 1)" "$(cat log)"
  fails 3 '' 'a full disk, for init' "$READY315" init small/另
  result 'and nothing of it is left' "$(sums small | diff kept-full - >log && echo 0 || echo 1)" "$(cat log)"
  fails 3 '' 'a full disk, for a workbook' "$READY315" init --print-template small/开店.xlsx
  result 'there is no workbook' "$([ ! -e small/开店.xlsx ] && echo 0 || echo 1)"
  rm small/filler
  fails 0 '写好' 'with room again it is written' "$READY315" -C small calendar --out small/calendars
  result 'the new name stands in it' "$(grep -q 新名字 small/calendars/campaign.ics && echo 0 || echo 1)"
else
  for t in $(seq 27); do skip "a full disk ($t)"; done
fi

# a read-only disk
mkdir ro && cp -r 原/. ro/
if mount --bind ro ro 2>/dev/null && mounts+=("$work/ro") && mount -o remount,bind,ro ro 2>/dev/null; then
  keep ro
  sed 's/name: 店 /name: 新名字 /' ro/store.yaml >newstore
  fails 3 '只读' 'a read-only disk, for a contact table' "$READY315" -C ro contacts --format html --out ro/联络表.html
  fails 3 '只读' 'a read-only disk, for calendars elsewhere on it' "$READY315" -C ro calendar --out ro/别处
  fails 3 '' 'a read-only disk, for init' "$READY315" init ro/另
  fails 0 '共 ' 'reading goes on' "$READY315" -C ro check
  same 'nothing has changed there' ro
else
  for t in 1 2 3 4 5; do skip "a read-only disk ($t)"; done
fi
echo "1..$n"
exit "$bad"
