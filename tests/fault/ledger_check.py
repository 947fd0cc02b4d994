"""The record read by other means: python's sqlite3 and hashlib, from the description in planner/ledger/canonical.h alone."""
import hashlib
import sqlite3
import struct
import sys


def number(value):
    return struct.pack(">q", value)


def entry_hash(row):
    (sequence, form, hash_id, store, device, prev, kind, utc_ms, boot, elapsed_ms, done_by, recorded_by, subject, body) = row[:14]
    fields = [bytes([form]), bytes([hash_id]), store.encode(), device, number(sequence), prev, kind.encode(), number(utc_ms), boot.encode(),
              number(elapsed_ms), done_by.encode(), recorded_by.encode(), subject.encode(), body.encode()]
    digest = hashlib.sha256(b"ready315/entry/1\0")
    for field in fields:
        digest.update(struct.pack(">I", len(field)) + field)
    return digest.digest()


def read(path):
    """Entries as {sequence: (hash hex, body)}; AssertionError when anything does not fit."""
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "integrity_check"
        assert db.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"R315", "big")
        found, before, devices = {}, bytes(32), set()
        for row in db.execute("SELECT sequence, format, hash_id, store, device, prev, kind, utc_ms, boot, elapsed_ms, done_by, recorded_by, "
                              "subject, body, hash FROM entry ORDER BY sequence"):
            assert row[0] == len(found) + 1, f"a gap before {row[0]}"
            assert (row[1], row[2]) == (1, 1), f"format of {row[0]}"
            assert row[5] == before, f"{row[0]} does not name the one before it"
            assert entry_hash(row) == row[14], f"hash of {row[0]}"
            before = row[14]
            found[row[0]] = (row[14].hex(), row[13])
            devices.add(row[4])
        assert len(devices) <= 1, "more than one device"
        topics = db.execute("SELECT subject, count(*), min(sequence), max(sequence) FROM entry GROUP BY 1 ORDER BY 1").fetchall()
        assert topics == db.execute("SELECT subject, entries, first, last FROM topic ORDER BY 1").fetchall(), "projection"
        return found
    finally:
        db.close()


if __name__ == "__main__":
    print(len(read(sys.argv[1])), "entries")
