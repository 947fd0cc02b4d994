#!/bin/bash
# `make install`, `make uninstall` and the packages made of what was installed: nothing is lost, added or left behind on the way, each package says
# what its programs need, and the same files give the same bytes.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
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
variant=${B#build} variant=${variant#/}
version=$("$READY315" --version | sed 's/ready315 //')
mapfile -t helpers < <(cd "$B/libexec/ready315" && ls)
unset MAKEFLAGS MAKELEVEL
run_make() { make -s TRIAL=1 VARIANT="${variant:-release}" PREFIX=/usr "$@"; }

check 'installs' run_make install DESTDIR="$work/tree"
chmod -R go-rwx "$work/tree" # as under a strict umask
(cd "$work/tree" && find . ! -type d | sed 's/^\.//' | LC_ALL=C sort) >"$work/installed"
check 'there is more than programs' test "$(wc -l <"$work/installed")" -gt 100
check 'each definition is there, and nothing else under the program'"'"'s data' bash -c '
  cd "$0"; diff <(git ls-files -c -o --exclude-standard phases checklists share | grep -vE "^share/(man|completions|debian|doc)/" | sed "s#^share/##" | sort) \
                <(cd "$1/usr/share/ready315" && find . -type f | sed "s#^\./##" | sort)' "$root" "$work/tree"

COMPRESSION=none check 'makes packages' share/debian/build "$work/tree" "$work/one" "$version" "${helpers[@]}"
COMPRESSION=none check 'and once more' share/debian/build "$work/tree" "$work/two" "$version" "${helpers[@]}"
check 'with the same bytes' bash -c 'cd "$0/one" && sha256sum ./* | (cd ../two && sha256sum -c --quiet)' "$work"
check 'one for each helper program and one for the rest' test "$(cd "$work/one" && ls | sed 's/_.*//' | LC_ALL=C sort | tr '\n' ' ')" = \
  "$(printf '%s\n' ready315 "${helpers[@]}" | LC_ALL=C sort | tr '\n' ' ')"
check 'a version without an entry in the changelog is refused' bash -c '! share/debian/build "$0/tree" "$0/no" 99.0 2>"$0/said" && grep -q "write an entry for 99.0" "$0/said"' "$work"
check 'so is a helper that is not described' bash -c '! share/debian/build "$0/tree" "$0/no" "$1" ready315-moon 2>"$0/said" && grep -q "no package ready315-moon" "$0/said"' "$work" "$version"

# library → package, asked of the linker and of dpkg (of the file's old name, too: /lib is a link by now)
ldconfig -p | awk '$1 ~ /\.so/ && !seen[$1]++ {print $1, $NF}' >"$work/libraries"
needs() { find "$@" -type f \( -path '*/bin/*' -o -path '*/libexec/*' \) -exec objdump -p {} + | awk '/NEEDED/ {print $2}' | sort -u; }
needs "$work/tree/usr" | while read -r name; do awk -v n="$name" '$1 == n {print $2}' "$work/libraries"; done >"$work/paths"
while read -r file; do echo "$file" "$(realpath "$file")"; done <"$work/paths" | tr ' ' '\n' | xargs dpkg -S 2>/dev/null | sed -E 's#^([^:]*)[^ ]* .*/#\1 #' |
  while read -r owner file; do echo "$file $owner"; done >"$work/owned"
while read -r file; do
  real=$(basename "$(realpath "$file")")
  echo "$(basename "$file") $(awk -v a="$real" -v b="$(basename "$file")" '$1 == a || $1 == b {print $2; exit}' "$work/owned")"
done <"$work/paths" >"$work/owners"

for deb in "$work"/one/*.deb; do
  package=$(basename "$deb" | sed 's/_.*//')
  dpkg-deb -R "$deb" "$work/$package"
  dpkg-deb -x "$deb" "$work/all"
  check "$package runs nothing on anybody's machine and owns no settings" test "$(cd "$work/$package/DEBIAN" && echo *)" = 'control md5sums'
  check "$package has the sums of all its files" bash -c 'cd "$0" && md5sum -c --quiet DEBIAN/md5sums && test "$(find usr -type f | wc -l)" -eq "$(wc -l <DEBIAN/md5sums)"' "$work/$package"
  check "$package is readable by all and writable by root" bash -c '! dpkg-deb -c "$0" | grep -vE "^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx) root/root "' "$deb"
  dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//' >"$work/depends"
  needs "$work/$package/usr" >"$work/needed"
  check "$package needs libraries" test -s "$work/needed"
  check "$package depends on the libraries that its programs name" bash -c '
    while read -r name; do awk -v n="$name" "\$1 == n {print \$2; exit}" "$0/owners" | grep . || { echo "?$name"; }; done <"$0/needed" | sort -u |
      while read -r owner; do grep -qx "$owner" "$0/depends" || { echo "$owner"; exit 1; }; done' "$work"
  if [ "$package" != ready315 ]; then
    check "$package needs the program of its own version" bash -c 'dpkg-deb -f "$0" Depends | grep -qF "ready315 (= $1)"' "$deb" "$version"
    check "ready315 recommends $package" bash -c 'dpkg-deb -f "$0"/ready315_*.deb Recommends | grep -qF "$1 (= $2)"' "$work/one" "$package" "$version"
  fi
done
# What packages add: their own papers, and pages are compressed.
(for p in ready315 "${helpers[@]}"; do (cd "$work/$p" && find usr ! -type d); done) | sed -E 's#^#/#; s#(/man/.*\.1)\.gz$#\1#' |
  grep -vE '^/usr/share/doc/(ready315-[a-z]+|ready315/(copyright|changelog\.gz))$' | LC_ALL=C sort >"$work/packed"
check 'together the packages hold what make install wrote, once each' diff "$work/installed" "$work/packed"
check 'no link leads nowhere' test -z "$(find "$work/all" -xtype l)"
check 'pages are whole' bash -c 'for f in share/man/*.1; do gzip -dc "$0/all/usr/share/man/man1/$(basename "$f").gz" | cmp - "$f" || exit 1; done' "$work"
check 'nothing is younger than the commit' test -z "$(find "$work/ready315" -type f -newermt "@$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Makefile)" -path '*/usr/*')"

# What was unpacked is a whole program, and without a helper says which package to install.
cd "$work" || exit 1
all=$work/all/usr/bin/ready315
check 'the unpacked program makes a shop' "$all" init 店 --kind shop --scale standard
check 'and its calendars' "$all" -C 店 calendar
check 'and a workbook' "$all" -C 店 contacts --format xlsx --out 联络表.xlsx
check 'alone it says which package carries calendars' bash -c '! ready315/usr/bin/ready315 -C 店 calendar 2>said && grep -q "请安装软件包 ready315-calendar：" said'
check 'and which one workbooks' bash -c '! ready315/usr/bin/ready315 -C 店 contacts --format xlsx --out 2.xlsx 2>said && grep -q "请安装软件包 ready315-book：" said'
cd "$root" || exit 1

# Installing over an older version leaves nothing of it in force; uninstalling leaves nothing at all.
touch "$work/tree/usr/share/ready315/phases/withdrawn.yaml" "$work/tree/usr/libexec/ready315/ready315-old"
chmod -R u+rwX "$work/tree"
check 'installs over an older version' run_make install DESTDIR="$work/tree"
check 'which is gone' bash -c 'cd "$0/tree" && diff "$0/installed" <(find . ! -type d | sed "s/^\.//" | LC_ALL=C sort)' "$work"
check 'uninstalls' run_make uninstall DESTDIR="$work/tree"
check 'and leaves no file' test -z "$(find "$work/tree" ! -type d)"
echo "1..$n"
exit "$bad"
