"""kill -9 at random moments while two programs write one record (ROUNDS, 50 unless told): every acknowledged entry is there, the chain is whole for
another implementation, each writer left at most its last transaction unacknowledged (an answer of one entry, or one of two: both or neither), and
nobody's entries were lost or forked."""
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ledger_check  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "50"))
WRITER = os.path.join(os.environ.get("B", "build/check"), "fault", "ledger_writer")
rng = random.Random(315)
work = tempfile.TemporaryDirectory(prefix="ready315-crash-")
path = os.path.join(work.name, "ready315.db")
results = []


def test(name, problem):
    results.append(problem is None)
    print(f"{'ok' if problem is None else 'not ok'} {len(results)} {name}" + ("" if problem is None else f"\n# {problem}"), flush=True)


def start(name, first):
    return subprocess.Popen([WRITER, path, name, str(first)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def harvest(process, acknowledged):
    out, err = process.communicate(timeout=60)
    lines = out.split("\n")
    for line in lines[:-1]:  # what follows the last newline was being written
        sequence, digest, body = line.split(" ", 2)
        assert int(sequence) not in acknowledged, f"entry {sequence} was acknowledged twice"
        acknowledged[int(sequence)] = (digest, body)
    return err.strip()


def look_at_tail(found, acknowledged):
    """What nobody was told of: of each writer at most one transaction, after all that it was told of, and whole."""
    told, untold, whole = {}, {}, {}
    for sequence in sorted(found):
        body = json.loads(found[sequence][1])
        if "by" not in body:
            continue
        key = (body["by"], body["n"] // 2)
        whole.setdefault(key, []).append((sequence, body["n"]))
        (told if sequence in acknowledged else untold).setdefault(body["by"], set()).add(body["n"] // 2)
    for (by, number), entries in whole.items():
        wanted = 1 if number % 3 else 2
        assert len(entries) == wanted and entries[-1][0] - entries[0][0] == wanted - 1, f"half a transaction of {by}: {entries}"
    for by, numbers in untold.items():
        assert len(numbers) == 1, f"{by} left {len(numbers)} transactions that nobody was told of"
        assert min(numbers) >= max(told.get(by, {-1})), f"{by} went on after a transaction that nobody was told of"


acknowledged, earlier, problem, killed_busy, round_number, first = {}, set(), None, 0, 0, 0
pace = 1  # doubled while writers are killed before they came to work: a busy machine, or sanitizers
try:
    for round_number in range(1, ROUNDS + 1):
        if round_number % 25 == 1:  # now and then from nothing, so that creating is hit, too
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(path + suffix):
                    os.unlink(path + suffix)
            acknowledged, earlier = {}, set()
        before = len(acknowledged)
        writers = [start("wang", first), start("liu", first)]
        early = rng.random() < 0.3
        time.sleep(rng.uniform(0.001, 0.02) if early else pace * rng.uniform(0.02, 0.12))
        first += 600000
        order = rng.sample(writers, 2)
        order[0].send_signal(signal.SIGKILL)
        if rng.random() < 0.5:
            time.sleep(rng.uniform(0, 0.01))
        order[1].send_signal(signal.SIGKILL)
        said = [harvest(w, acknowledged) for w in writers]
        assert all(w.returncode == -signal.SIGKILL for w in writers), f"a writer ended by itself: {said}"
        killed_busy += len(acknowledged) > before
        pace = min(2 * pace, 32) if not early and len(acknowledged) == before else pace
        if not os.path.exists(path) or (not acknowledged and os.path.getsize(path) == 0):
            continue
        if not acknowledged:
            # perhaps killed while it was being made: whatever is there must open and go on
            probe = start("probe", first)
            line = probe.stdout.readline()
            probe.kill()
            rest, err = probe.stdout.read(), probe.stderr.read()  # communicate would pass over what readline has buffered
            probe.wait()
            assert line, f"a record that was being made does not open: {err}"
            for each in [line] + rest.split("\n")[:-1]:
                sequence, digest, body = each.strip("\n").split(" ", 2)
                acknowledged[int(sequence)] = (digest, body)
        found = ledger_check.read(path)
        lost = [s for s, entry in acknowledged.items() if found.get(s) != entry]
        assert not lost, f"acknowledged and not there: {lost[:5]}"
        look_at_tail({q: entry for q, entry in found.items() if q not in earlier}, acknowledged)
        acknowledged = dict(found)  # known from now on
        earlier = set(found)
except (AssertionError, subprocess.TimeoutExpired) as why:
    problem = f"round {round_number}: {why}"
test(f"{ROUNDS} rounds of kill -9, two writers", problem)
test("most rounds were killed at work", None if killed_busy * 2 > ROUNDS else f"only {killed_busy} of {ROUNDS}")

# three at once, unharmed: all get on, and the record holds exactly what they were told
problem, acknowledged = None, {}
path = os.path.join(work.name, "three.db")
try:
    writers, lines = [], []
    for name in ("wang", "liu", "zhao"):
        said = open(os.path.join(work.name, name), "w+", encoding="utf-8")
        writers.append((subprocess.Popen([WRITER, path, name, "0"], stdout=said), said))
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and min(os.path.getsize(said.name) for _, said in writers) < 1000:
        time.sleep(0.1)
    for w, said in writers:
        w.send_signal(signal.SIGKILL)
        assert w.wait() == -signal.SIGKILL, "a writer ended by itself"
        said.seek(0)
        lines.append(said.read().split("\n")[:-1])
        said.close()
    for line in sum(lines, []):
        sequence, digest, body = line.split(" ", 2)
        assert int(sequence) not in acknowledged, f"entry {sequence} was acknowledged twice"
        acknowledged[int(sequence)] = (digest, body)
    found = ledger_check.read(path)
    assert all(found.get(s) == entry for s, entry in acknowledged.items()), "lost"
    look_at_tail(found, acknowledged)
    assert min(len(each) for each in lines) >= 3, f"somebody starved: {[len(each) for each in lines]}"
except AssertionError as why:
    problem = str(why)
test("three writers at once neither fork nor lose nor starve", problem)
print(f"1..{len(results)}")
sys.exit(0 if all(results) else 1)
