#!/bin/bash
# One fixture for each problem that the program can find. tests/diag/CODE[-what]/ holds a workspace's files and `expected`: what `check` printed
# there, or what the shell lines in `cmd` did, and "exit N" when that was not 0. The definitions of the program are those of tests/diag/share/, so
# that a change of the shipped campaign does not stir these files. UPDATE=1 rewrites `expected`; read the difference before committing it.
# A code of diag_codes.h without a fixture that shows it fails.
set -u
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
share="$PWD/share"
export READY315 READY315_SHARE="$share" SHARE="$share" HOME="$work" SOURCE_DATE_EPOCH=1795395600 NO_COLOR=1 COLUMNS=100 LC_ALL=C.UTF-8
run_case() {
  case=$1 dir="$work/$1"
  cp -r "$case" "$dir"
  rm -f "$dir/expected"
  lines='"$READY315" check'
  [ ! -e "$dir/cmd" ] || { lines=$(cat "$dir/cmd"); rm "$dir/cmd"; }
  (cd "$dir" && bash -c "$lines" >"$work/$case.got" 2>&1 </dev/null; rc=$?; [ $rc -eq 0 ] || echo "exit $rc" >>"$work/$case.got")
  sed -i -e "s#$dir#DIR#g" -e "s#$share#SHARE#g" -e "s#$root#ROOT#g" "$work/$case.got"
}
export -f run_case; export work share root
cases=$(ls -d [EWN][0-9][0-9][0-9]*/ | tr -d /)
printf '%s\n' $cases | xargs -P 2 -I{} bash -c 'run_case {}'
n=0
for case in $cases; do
  n=$((n + 1))
  if [ -n "${UPDATE:-}" ]; then cp "$work/$case.got" "$case/expected"; fi
  if ! diff -u "$case/expected" "$work/$case.got" >"$work/diff" 2>&1; then
    echo "not ok $n diag $case"
    sed 's/^/# /' "$work/diff" | head -n 40
  elif ! grep -q "\[${case%%-*}\]" "$case/expected"; then
    echo "not ok $n diag $case: its code does not occur"
  else
    echo "ok $n diag $case"
  fi
done
for code in $(sed -nE 's/^DIAG_CODE\(([EWN][0-9]+),.*/\1/p' "$root/planner/base/diag_codes.h"); do
  n=$((n + 1))
  if compgen -G "$code" >/dev/null || compgen -G "$code-*" >/dev/null; then echo "ok $n $code has a fixture"; else echo "not ok $n $code has no fixture"; fi
done
echo "1..$n"
