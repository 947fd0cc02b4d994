# Made from planner/cmd/table.c by `make docs`; edit there. bash completion for ready315.
_ready315_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
_ready315_files() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen "$1" -- "$cur"); }
_ready315() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= first= word i
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      -C | --now) i=$((i + 1)) ;;
      -*) ;;
      *) if [[ -z $first ]]; then first=$word; else command="$first $word"; break; fi ;;
    esac
  done
  case $command in
    'staff import' | 'roster import' | 'staff pin' | 'staff pepper' | 'register list' | 'register show' | 'register add' | 'register change' | 'register close' | 'register reopen' | 'register import' | 'task list' | 'task add' | 'task done' | 'task move' | 'task assign' | 'task drop' | 'task undo' | 'calendar lint' | 'holidays import' | 'clock confirm' | 'receipts check' | 'form import' | 'fix list' | 'fix done' | 'fix recheck' | 'fix close') ;;
    *) command=$first ;;
  esac
  if [[ $prev == -C ]]; then _ready315_files -d; return; fi
  case "$command $prev" in
    'init --scale') _ready315_words 'solo small standard large' ;;
    'init --kind') _ready315_words 'online shop food fresh cosmetics livestream prepaid' ;;
    'init --year') COMPREPLY=() ;;
    'init --from') _ready315_files -d ;;
    'init --template') _ready315_files -f ;;
    'init --print-template') _ready315_files -f ;;
    'staff pin --by') COMPREPLY=() ;;
    'staff pin --pin-file') COMPREPLY=() ;;
    'staff pin --new-pin-file') COMPREPLY=() ;;
    'staff pin --recovery-file') COMPREPLY=() ;;
    'check --format') _ready315_words 'text json' ;;
    'plan --format') _ready315_words 'text json csv xlsx html md' ;;
    'plan --phase') COMPREPLY=() ;;
    'plan --for') COMPREPLY=() ;;
    'plan --diff') _ready315_files -f ;;
    'plan --out') _ready315_files -f ;;
    'today --format') _ready315_words 'text json' ;;
    'today --for') COMPREPLY=() ;;
    'report --format') _ready315_words 'html pdf xlsx json' ;;
    'report --out') _ready315_files -f ;;
    'report --for') COMPREPLY=() ;;
    'register list --format') _ready315_words 'text json csv xlsx' ;;
    'register list --out') _ready315_files -f ;;
    'register show --format') _ready315_words 'text json' ;;
    'register add --by') COMPREPLY=() ;;
    'register add --set') COMPREPLY=() ;;
    'register add --recorded-by') COMPREPLY=() ;;
    'register add --format') _ready315_words 'text json' ;;
    'register change --by') COMPREPLY=() ;;
    'register change --set') COMPREPLY=() ;;
    'register change --reason') COMPREPLY=() ;;
    'register change --recorded-by') COMPREPLY=() ;;
    'register change --format') _ready315_words 'text json' ;;
    'register close --by') COMPREPLY=() ;;
    'register close --result') COMPREPLY=() ;;
    'register close --reason') COMPREPLY=() ;;
    'register close --set') COMPREPLY=() ;;
    'register close --recorded-by') COMPREPLY=() ;;
    'register close --format') _ready315_words 'text json' ;;
    'register reopen --by') COMPREPLY=() ;;
    'register reopen --reason') COMPREPLY=() ;;
    'register reopen --recorded-by') COMPREPLY=() ;;
    'register reopen --format') _ready315_words 'text json' ;;
    'register import --by') COMPREPLY=() ;;
    'register import --set') COMPREPLY=() ;;
    'register import --recorded-by') COMPREPLY=() ;;
    'task list --format') _ready315_words 'text json' ;;
    'task add --on') COMPREPLY=() ;;
    'task add --at') COMPREPLY=() ;;
    'task add --lasts') COMPREPLY=() ;;
    'task add --due') COMPREPLY=() ;;
    'task add --function') _ready315_words 'service operations merchandise purchasing warehouse logistics floor checkout fresh food-safety it pr legal training hr' ;;
    'task add --assignee') COMPREPLY=() ;;
    'task add --checklist') COMPREPLY=() ;;
    'task add --by') COMPREPLY=() ;;
    'task add --reason') COMPREPLY=() ;;
    'task add --recorded-by') COMPREPLY=() ;;
    'task add --format') _ready315_words 'text json' ;;
    'task done --by') COMPREPLY=() ;;
    'task done --reason') COMPREPLY=() ;;
    'task done --recorded-by') COMPREPLY=() ;;
    'task done --format') _ready315_words 'text json' ;;
    'task move --on') COMPREPLY=() ;;
    'task move --at') COMPREPLY=() ;;
    'task move --lasts') COMPREPLY=() ;;
    'task move --due') COMPREPLY=() ;;
    'task move --by') COMPREPLY=() ;;
    'task move --reason') COMPREPLY=() ;;
    'task move --recorded-by') COMPREPLY=() ;;
    'task move --format') _ready315_words 'text json' ;;
    'task assign --to') COMPREPLY=() ;;
    'task assign --by') COMPREPLY=() ;;
    'task assign --reason') COMPREPLY=() ;;
    'task assign --recorded-by') COMPREPLY=() ;;
    'task assign --format') _ready315_words 'text json' ;;
    'task drop --by') COMPREPLY=() ;;
    'task drop --reason') COMPREPLY=() ;;
    'task drop --recorded-by') COMPREPLY=() ;;
    'task drop --format') _ready315_words 'text json' ;;
    'task undo --by') COMPREPLY=() ;;
    'task undo --reason') COMPREPLY=() ;;
    'task undo --recorded-by') COMPREPLY=() ;;
    'task undo --format') _ready315_words 'text json' ;;
    'calendar --out') _ready315_files -d ;;
    'calendar --for') COMPREPLY=() ;;
    'calendar lint --format') _ready315_words 'text json' ;;
    'contacts --format') _ready315_words 'text csv xlsx html vcf md json' ;;
    'contacts --dept') COMPREPLY=() ;;
    'contacts --out') _ready315_files -f ;;
    'notice --format') _ready315_words 'html md text' ;;
    'notice --out') _ready315_files -f ;;
    'print --format') _ready315_words 'pdf png svg json' ;;
    'print --paper') _ready315_words 'a4 a3 phone' ;;
    'print --dept') COMPREPLY=() ;;
    'print --for') COMPREPLY=() ;;
    'print --person') COMPREPLY=() ;;
    'print --phase') COMPREPLY=() ;;
    'print --date') COMPREPLY=() ;;
    'print --out') _ready315_files -f ;;
    'signoff --date') COMPREPLY=() ;;
    'signoff --phase') COMPREPLY=() ;;
    'signoff --dept') COMPREPLY=() ;;
    'signoff --by') COMPREPLY=() ;;
    'signoff --pin-file') COMPREPLY=() ;;
    'signoff --second') COMPREPLY=() ;;
    'signoff --second-pin-file') COMPREPLY=() ;;
    'signoff --reason') COMPREPLY=() ;;
    'signoff --owner') COMPREPLY=() ;;
    'signoff --due') COMPREPLY=() ;;
    'signoff --format') _ready315_words 'text json' ;;
    'waive --by') COMPREPLY=() ;;
    'waive --pin-file') COMPREPLY=() ;;
    'waive --second') COMPREPLY=() ;;
    'waive --second-pin-file') COMPREPLY=() ;;
    'waive --reason') COMPREPLY=() ;;
    'reopen --by') COMPREPLY=() ;;
    'reopen --pin-file') COMPREPLY=() ;;
    'reopen --reason') COMPREPLY=() ;;
    'clock confirm --by') COMPREPLY=() ;;
    'clock confirm --pin-file') COMPREPLY=() ;;
    'clock confirm --second') COMPREPLY=() ;;
    'clock confirm --second-pin-file') COMPREPLY=() ;;
    'clock confirm --reason') COMPREPLY=() ;;
    'receipts check --stores') _ready315_files -f ;;
    'receipts check --date') COMPREPLY=() ;;
    'receipts check --format') _ready315_words 'text json' ;;
    'run --by') COMPREPLY=() ;;
    'run --task') COMPREPLY=() ;;
    'run --answers') _ready315_files -f ;;
    'run --print-answers') _ready315_words 'yaml csv json' ;;
    'run --second') COMPREPLY=() ;;
    'run --second-pin-file') _ready315_files -f ;;
    'run --reason') COMPREPLY=() ;;
    'run --format') _ready315_words 'text json' ;;
    'form --dept') COMPREPLY=() ;;
    'form --task') COMPREPLY=() ;;
    'form --format') _ready315_words 'xlsx pdf' ;;
    'form --out') _ready315_files -f ;;
    'form import --by') COMPREPLY=() ;;
    'form import --keep') _ready315_words 'old new' ;;
    'fix list --dept') COMPREPLY=() ;;
    'fix list --format') _ready315_words 'text json' ;;
    'fix done --by') COMPREPLY=() ;;
    'fix done --what') COMPREPLY=() ;;
    'fix done --evidence') _ready315_files -f ;;
    'fix recheck --by') COMPREPLY=() ;;
    'fix recheck --reason') COMPREPLY=() ;;
    'fix close --by') COMPREPLY=() ;;
    'log --for') COMPREPLY=() ;;
    'log --date') COMPREPLY=() ;;
    'log --last') COMPREPLY=() ;;
    'log --subject') COMPREPLY=() ;;
    'log --format') _ready315_words 'text json' ;;
    'verify --receipt') COMPREPLY=() ;;
    'verify --against') _ready315_files -f ;;
    'verify --format') _ready315_words 'text json' ;;
    *' --now') COMPREPLY=() ;;
    *) _ready315_rest ;;
  esac
}
_ready315_rest() {
  case $command in
    'init') if [[ $cur == -* ]]; then _ready315_words '--scale --kind --year --from --template --print-template --practice -C --help --version --now --force'; else _ready315_files -d; fi ;;
    'staff import') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else _ready315_files -f; fi ;;
    'roster import') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else _ready315_files -f; fi ;;
    'staff pin') if [[ $cur == -* ]]; then _ready315_words '--by --pin-file --new-pin-file --recovery-file --unlock -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'staff pepper') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'check') if [[ $cur == -* ]]; then _ready315_words '--format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'plan') if [[ $cur == -* ]]; then _ready315_words '--format --phase --for --diff --out -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'today') if [[ $cur == -* ]]; then _ready315_words '--format --for -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'report') if [[ $cur == -* ]]; then _ready315_words '--format --out --for -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register list') if [[ $cur == -* ]]; then _ready315_words '--format --all --overdue --out -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register show') if [[ $cur == -* ]]; then _ready315_words '--format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register add') if [[ $cur == -* ]]; then _ready315_words '--by --set --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register change') if [[ $cur == -* ]]; then _ready315_words '--by --set --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register close') if [[ $cur == -* ]]; then _ready315_words '--by --result --reason --set --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register reopen') if [[ $cur == -* ]]; then _ready315_words '--by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'register import') if [[ $cur == -* ]]; then _ready315_words '--by --set --recorded-by -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task list') if [[ $cur == -* ]]; then _ready315_words '--overdue --all --changes --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task add') if [[ $cur == -* ]]; then _ready315_words '--on --at --lasts --due --function --assignee --checklist --by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task done') if [[ $cur == -* ]]; then _ready315_words '--by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task move') if [[ $cur == -* ]]; then _ready315_words '--on --at --lasts --due --by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task assign') if [[ $cur == -* ]]; then _ready315_words '--to --by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task drop') if [[ $cur == -* ]]; then _ready315_words '--by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'task undo') if [[ $cur == -* ]]; then _ready315_words '--by --reason --recorded-by --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'calendar') if [[ $cur == -* ]]; then _ready315_words '--out --for --utc --todo -C --help --version --now --force'; else COMPREPLY=(); fi
      [[ $cur != -* && $prev == calendar ]] && _ready315_words 'lint' ;;
    'calendar lint') if [[ $cur == -* ]]; then _ready315_words '--format -C --help --version --now --force'; else _ready315_files -f; fi ;;
    'contacts') if [[ $cur == -* ]]; then _ready315_words '--format --dept --wall --out -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'notice') if [[ $cur == -* ]]; then _ready315_words '--format --out -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'print') if [[ $cur == -* ]]; then _ready315_words '--format --paper --dept --for --person --phase --date --wall --out -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'holidays import') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else _ready315_files -f; fi ;;
    'signoff') if [[ $cur == -* ]]; then _ready315_words '--date --phase --dept --by --pin-file --second --second-pin-file --reason --owner --due --show --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'waive') if [[ $cur == -* ]]; then _ready315_words '--by --pin-file --second --second-pin-file --reason -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'reopen') if [[ $cur == -* ]]; then _ready315_words '--by --pin-file --reason -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'clock confirm') if [[ $cur == -* ]]; then _ready315_words '--by --pin-file --second --second-pin-file --reason -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'receipts check') if [[ $cur == -* ]]; then _ready315_words '--stores --date --format -C --help --version --now --force'; else _ready315_files -f; fi ;;
    'run') if [[ $cur == -* ]]; then _ready315_words '--by --task --answers --print-answers --done --second --second-pin-file --upgrade --reason --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'form') if [[ $cur == -* ]]; then _ready315_words '--dept --task --format --out -C --help --version --now --force'; else COMPREPLY=(); fi
      [[ $cur != -* && $prev == form ]] && _ready315_words 'import' ;;
    'form import') if [[ $cur == -* ]]; then _ready315_words '--by --keep --done --dry-run -C --help --version --now --force'; else _ready315_files -f; fi ;;
    'fix list') if [[ $cur == -* ]]; then _ready315_words '--dept --all --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'fix done') if [[ $cur == -* ]]; then _ready315_words '--by --what --evidence -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'fix recheck') if [[ $cur == -* ]]; then _ready315_words '--by --pass --fail --reason -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'fix close') if [[ $cur == -* ]]; then _ready315_words '--by -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'log') if [[ $cur == -* ]]; then _ready315_words '--for --date --last --subject --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'verify') if [[ $cur == -* ]]; then _ready315_words '--full --receipt --against --format -C --help --version --now --force'; else COMPREPLY=(); fi ;;
    'backup') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else _ready315_files -f; fi ;;
    'restore') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else _ready315_files -f; fi ;;
    'help') if [[ $cur == -* ]]; then _ready315_words '--all -C --help --version --now --force'; else _ready315_words "$_ready315_commands"; fi ;;
    'staff') _ready315_words 'import pin pepper' ;;
    'roster') _ready315_words 'import' ;;
    'register') _ready315_words 'list show add change close reopen import' ;;
    'task') _ready315_words 'list add done move assign drop undo' ;;
    'holidays') _ready315_words 'import' ;;
    'clock') _ready315_words 'confirm' ;;
    'receipts') _ready315_words 'check' ;;
    'fix') _ready315_words 'list done recheck close' ;;
    '') if [[ $cur == -* ]]; then _ready315_words '-C --help --version --now --force'; else _ready315_words "$_ready315_commands"; fi ;;
  esac
}
_ready315_commands='init staff roster check plan today report register task calendar contacts notice print holidays signoff waive reopen clock receipts run form fix log verify backup restore help'
complete -F _ready315 ready315
