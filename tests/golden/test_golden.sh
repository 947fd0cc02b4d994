#!/bin/bash
# Golden cases. tests/golden/CASE/ holds `cmd` (shell lines, run with bash in a copy of the case's folder; $READY315 is the program) and `expected`
# (what it printed on both outputs, and "exit N" when not 0). UPDATE=1 rewrites `expected`; look at the difference before committing it.
# The folder's own path is shown as DIR, the program's data as SHARE.
set -u
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
share="$(dirname "$(dirname "$READY315")")/share/ready315"
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
export READY315 HOME="$work" SOURCE_DATE_EPOCH=1795395600 NO_COLOR=1 COLUMNS=100 LC_ALL=C.UTF-8 SHARE="$share"
n=0
run_case() {
  case=$1 dir="$work/$1"
  cp -r "$case" "$dir"
  rm -f "$dir/expected"
  (cd "$dir" && bash ./cmd >"$work/$case.got" 2>&1 </dev/null; rc=$?; [ $rc -eq 0 ] || echo "exit $rc" >>"$work/$case.got")
  sed -i -e "s#$dir#DIR#g" -e "s#$share#SHARE#g" -e "s#$root#ROOT#g" "$work/$case.got"
}
export -f run_case; export work share root
ls -d */ 2>/dev/null | tr -d / | xargs -P 2 -I{} bash -c 'run_case {}'
for case in $(ls -d */ 2>/dev/null | tr -d /); do
  n=$((n + 1))
  if [ -n "${UPDATE:-}" ]; then cp "$work/$case.got" "$case/expected"; fi
  if diff -u "$case/expected" "$work/$case.got" >"$work/diff" 2>&1; then
    echo "ok $n golden $case"
  else
    echo "not ok $n golden $case"
    sed 's/^/# /' "$work/diff" | head -n 60
  fi
done
echo "1..$n"
