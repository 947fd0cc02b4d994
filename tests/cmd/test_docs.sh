#!/bin/bash
# What is written about the commands agrees with the command table: man pages, completions and the README are compared with what the program says.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
n=0 bad=0
check() { # NAME COMMAND…: passes when the command does; its output explains a failure
  local name=$1
  shift
  n=$((n + 1))
  if "$@" >"$work/log" 2>&1; then echo "ok $n $name"; else
    bad=1
    echo "not ok $n $name"
    sed 's/^/# /' "$work/log" | head -n 30
  fi
}
"$READY315" help --man-pages "$work/man"
"$READY315" help --completions "$work/completions"
check 'man pages are those of the table (make docs writes them)' diff -r -u share/man "$work/man"
check 'completions are those of the table (make docs writes them)' diff -r -u share/completions "$work/completions"

# The commands as the program lists them: the lines "ready315 NAME …" of help --all.
"$READY315" help --all >"$work/all"
names=(init 'staff import' 'roster import' 'staff pin' 'staff pepper' check plan today report 'register list' 'register show' 'register add'
  'register change' 'register close' 'register reopen' 'register import' 'task list' 'task add' 'task done' 'task move' 'task assign'
  'task drop' 'task undo' calendar 'calendar lint' contacts notice print 'holidays import' signoff waive reopen 'clock confirm' 'receipts check'
  run form 'form import' 'fix list' 'fix done' 'fix recheck' 'fix close' log verify backup restore help)
for name in "${names[@]}"; do
  check "help --all lists $name" grep -q "^ready315 $name\( \|\$\)" "$work/all"
  check "the README names $name" grep -q "\`$name[ \`]\|ready315 \(-C [^ ]* \)\?$name" README.md
  check "$name --help says how it is used" bash -c '"$READY315" '"$name"' --help | head -n 1 | grep -q "用法：ready315 \[-C DIR\] '"$name"'"'
  check "help $name is the same page" diff <("$READY315" help $name) <("$READY315" $name --help)
done
check 'no command is listed that this test does not know' test "$(grep -c '^ready315 ' "$work/all")" -eq "${#names[@]}"
check 'the first page leaves advanced commands and options out' bash -c '! "$READY315" --help | grep -qE "calendar lint|--now|--utc|--practice"'
check 'help fits 80 columns' /usr/bin/python3 - "$READY315" <<'PY'
import subprocess, sys, unicodedata
wide = lambda s: sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in s)
import os
env = dict(os.environ, COLUMNS='80')
for words in (['--help'], ['help', '--all'], ['init', '--help'], ['plan', '--help'], ['calendar', '--help']):
    for line in subprocess.run([sys.argv[1], *words], env=env, capture_output=True, text=True, check=True).stdout.split('\n'):
        if wide(line) > 80:
            sys.exit('%s: %d: %s' % (words, wide(line), line))
PY

# bash completion, without a terminal.
complete_words() {
  bash -c 'source share/completions/ready315.bash; compopt() { :; }
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _ready315; echo "${COMPREPLY[*]}"' _ "$@"
}
completes() { # EXPECTED WORD…
  local expected=$1
  shift
  check "completion of: $*" test "$(complete_words "$@")" = "$expected"
}
completes 'init staff roster check plan today report register task calendar contacts notice print holidays signoff waive reopen clock receipts run form fix log verify backup restore help' ready315 ''
completes 'plan' ready315 pl
completes 'import pin pepper' ready315 -C 店 staff ''
completes 'text json csv xlsx html md' ready315 plan --format ''
completes 'json' ready315 plan --format = j
completes 'food fresh' ready315 init --kind f
completes 'lint' ready315 calendar ''
completes '--for --force' ready315 calendar --fo
completes '' ready315 plan --for ''
if command -v zsh >/dev/null; then
  check 'zsh reads its completion' zsh -n share/completions/_ready315
else
  n=$((n + 1))
  echo "ok $n zsh reads its completion # SKIP no zsh here"
fi
if command -v mandoc >/dev/null; then
  check 'man pages are sound' bash -c '! mandoc -Tlint share/man/*.1 | grep -v "STYLE: input text line longer"'
else
  n=$((n + 1))
  echo "ok $n man pages are sound # SKIP no mandoc here"
fi
echo "1..$n"
exit "$bad"
