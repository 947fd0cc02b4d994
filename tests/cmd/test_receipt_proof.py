#!/usr/bin/python3
"""What a receipt is for: a tail that was cut off and a suffix that was written anew with fresh hashes pass `verify`, and are found with any receipt from
after that point. Both facts are asserted, through the built program."""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fault"))
from ledger_check import entry_hash  # noqa: E402

READY315 = os.environ["READY315"]
STORE = """store:
  id: hz-wulin
  name: 杭州武林店
  kinds: [shop]
  scale: solo
  manager: liu.yang
  practice: true
campaign: {year: 2027}
staff:
  - {id: liu.yang, name: 刘洋}
"""
COLUMNS = ("sequence, format, hash_id, store, device, prev, kind, utc_ms, boot, elapsed_ms, done_by, recorded_by, subject, body")
done, failed = 0, False


def result(name, fine, why=""):
    global done, failed
    done += 1
    print(f"{'ok' if fine else 'not ok'} {done} {name}")
    if not fine:
        failed = True
        print("\n".join("# " + line for line in str(why).splitlines()[:20]))


def run(shop, *arguments):
    return subprocess.run([READY315, "-C", shop, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def verify(shop, receipt=None):
    return run(shop, "verify", *(["--receipt", receipt] if receipt else []))


def sign(shop, pin, day):
    """Days before every phase: nothing is owed, so that only the chain is looked at."""
    got = run(shop, "signoff", "--date", day, "--by", "刘洋", "--pin-file", pin, "--now", f"{day}T21:00")
    line = next((l for l in got.stdout.splitlines() if l.startswith("315演练回执")), None)
    assert line, got.stdout + got.stderr
    return line


def tampered(shop, name, change):
    """A copy whose record was changed by somebody who knows how: no triggers in the way, the table for screens emptied (it is made anew from the chain)."""
    copy = shop + name
    shutil.copytree(shop, copy)
    db = sqlite3.connect(copy + "/ready315.db", isolation_level=None)
    triggers = [row[0] for row in db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")]
    for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {row[0]}")
    change(db)
    db.execute("DELETE FROM topic")
    for sql in triggers:
        db.execute(sql)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return copy


def cut(db):
    last = db.execute("SELECT max(sequence) FROM entry").fetchone()[0]
    first = db.execute("SELECT max(sequence) FROM entry WHERE kind = 'signature'").fetchone()[0] - 1
    assert first < last
    db.execute("DELETE FROM entry WHERE sequence >= ?", (first,))


def rewrite(db):
    """The first signature becomes one that was in time for another day, and all that follows gets fresh hashes."""
    at = db.execute("SELECT min(sequence) FROM entry WHERE kind = 'signature'").fetchone()[0]
    prev = db.execute("SELECT prev FROM entry WHERE sequence = ?", (at,)).fetchone()[0]
    rows = db.execute(f"SELECT {COLUMNS} FROM entry WHERE sequence >= ? ORDER BY sequence", (at,)).fetchall()
    db.execute("DELETE FROM entry WHERE sequence >= ?", (at,))
    for row in rows:
        row = list(row)
        row[5] = prev
        if row[0] == at:
            row[7] -= 60000  # a minute earlier
        prev = entry_hash(row)
        db.execute(f"INSERT INTO entry ({COLUMNS}, hash) VALUES ({','.join('?' * 15)})", (*row, prev))


with tempfile.TemporaryDirectory() as work:
    shop, pin = work + "/店", work + "/pin"
    os.mkdir(shop)
    Path(shop + "/store.yaml").write_text(STORE, encoding="utf-8")
    Path(pin).write_text("583976\n", encoding="utf-8")
    os.chmod(pin, 0o600)
    first = run(shop, "staff", "pin", "刘洋", "--new-pin-file", pin, "--now", "2027-02-01T09:00")
    assert first.returncode == 0, first.stderr
    old, new = sign(shop, pin, "2027-02-02"), sign(shop, pin, "2027-02-03")
    run(shop, "staff", "pin", "刘洋", "--by", "刘洋", "--pin-file", pin, "--new-pin-file", pin, "--now", "2027-02-03T22:00")

    got = verify(shop)
    result("an honest record verifies", got.returncode == 0, got.stdout + got.stderr)
    for name, receipt in (("the older", old), ("the newer", new), ("a pasted", "刘洋 21:05： " + new + " 收到")):
        got = verify(shop, receipt)
        result(f"and so does it with {name} receipt", got.returncode == 0, got.stdout + got.stderr)
    got = verify(shop, new.replace("杭州", "苏州"))
    result("a mistyped receipt is said to be mistyped", got.returncode != 0 and (got.stdout + got.stderr).count("抄错") == 1, got.stdout + got.stderr)

    copy = tampered(shop, "-cut", cut)
    got = verify(copy)
    result("a cut tail is not found without a receipt", got.returncode == 0, got.stdout + got.stderr)
    got = verify(copy, old)
    result("nor with one from before", got.returncode == 0, got.stdout + got.stderr)
    got = verify(copy, new)
    result("it is found with one from after", got.returncode == 1, got.stdout + got.stderr)

    copy = tampered(shop, "-rewritten", rewrite)
    got = verify(copy)
    result("a suffix with fresh hashes is not found without a receipt", got.returncode == 0, got.stdout + got.stderr)
    for name, receipt in (("of the changed entry", old), ("from after it", new)):
        got = verify(copy, receipt)
        result(f"it is found with one {name}", got.returncode == 1, got.stdout + got.stderr)

    def flip(db):
        at = db.execute("SELECT min(sequence) FROM entry WHERE kind = 'signature'").fetchone()[0]
        db.execute("UPDATE entry SET done_by = 'sun.li' WHERE sequence = ?", (at,))
    got = verify(tampered(shop, "-changed", flip))
    result("another signer's name is found without any", got.returncode == 1, got.stdout + got.stderr)

print(f"1..{done}")
sys.exit(failed)
