"""kill -9 at random moments while two people answer one run through the same use cases as the screen (ROUNDS, 12 unless told): every answer that was
acknowledged is in the record in its order, at most one a writer is there that nobody was told of, the chain is whole for another implementation, and
`verify --full` finds nothing."""
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

ROUNDS = int(os.environ.get("ROUNDS", "12"))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
B = os.path.join(ROOT, os.environ.get("B", "build/check"))
WRITER, READY315, SHARE = os.path.join(B, "fault", "desk_writer"), os.path.join(B, "bin", "ready315"), os.path.join(B, "share", "ready315")
rng = random.Random(3153)
work = tempfile.TemporaryDirectory(prefix="ready315-desk-crash-")
results = []

STORE = """store: {id: hz-wulin, name: 杭州武林店, kinds: [shop], scale: solo, manager: wang}
campaign: {year: 2027}
staff: [{id: wang, name: 王芳, phone: "13800000009"}, {id: liu, name: 刘洋, phone: "13800000008"}]
"""
CHECKLIST = """checklist: crash
title: 各记各的
version: 1
function: service
source: list
rows: [{id: wang, title: 王芳}, {id: liu, title: 刘洋}]
items: [{id: said, ask: 说了什么, type: text, required: true}]
"""


def test(name, problem):
    results.append(problem is None)
    print(f"{'ok' if problem is None else 'not ok'} {len(results)} {name}" + ("" if problem is None else f"\n# {problem}"), flush=True)


def fresh(number):
    folder = os.path.join(work.name, f"store-{number}")
    os.makedirs(os.path.join(folder, "checklists"))
    with open(os.path.join(folder, "store.yaml"), "w", encoding="utf-8") as out:
        out.write(STORE)
    with open(os.path.join(folder, "checklists", "crash.yaml"), "w", encoding="utf-8") as out:
        out.write(CHECKLIST)
    return folder


def start(folder, who, first):
    with open(os.path.join(work.name, who), "w", encoding="utf-8") as out:
        return subprocess.Popen([WRITER, folder, SHARE, "adhoc@2027-03-12/crash", "crash", who, str(first)], stdout=out, stderr=subprocess.PIPE, text=True)


def said_by(who):
    with open(os.path.join(work.name, who), encoding="utf-8") as lines:
        return lines.read().split("\n")[:-1]  # what follows the last newline was being written


def await_work(writers):
    until = time.monotonic() + 60
    while not all(said_by(who) for who in writers):
        assert time.monotonic() < until, "a writer did not begin"
        for who, w in writers.items():
            assert w.poll() is None, f"{who} did not begin: {w.stderr.read().strip()}"
        time.sleep(0.002)


def harvest(who, process):
    _, err = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, f"a writer ended by itself: {err.strip()}"
    return [line for line in said_by(who) if line != "begin"]


def answers(folder):
    """Values by writer, in order of the record."""
    said = {"wang": [], "liu": []}
    path = os.path.join(folder, "ready315.db")
    if os.path.exists(path) and os.path.getsize(path) > 0:
        for _, body in ledger_check.read(path).values():
            body = json.loads(body)
            if body.get("item") == "said":
                said[body["row"]].append(body["value"])
    return said


folder, known, writers, problem, round_number, first, busy = None, {}, {}, None, 0, 0, 0
try:
    for round_number in range(1, ROUNDS + 1):
        if round_number % 6 == 1:  # now and then from nothing, so that the beginning of record and run are hit, too
            folder, known = fresh(round_number), {"wang": [], "liu": []}
        writers = {who: start(folder, who, first) for who in ("wang", "liu")}
        first += 100000
        early = rng.random() < 0.25
        if early:
            time.sleep(rng.uniform(0.01, 0.2))
        else:
            await_work(writers)
            time.sleep(rng.uniform(0.002, 0.08))
        for w in rng.sample(list(writers.values()), 2):
            w.send_signal(signal.SIGKILL)
            time.sleep(rng.choice([0, 0, rng.uniform(0, 0.01)]))
        told = {who: harvest(who, w) for who, w in writers.items()}
        found = answers(folder)
        for who, lines in told.items():
            fresh_ones = found[who][len(known[who]):]
            assert found[who][:len(known[who])] == known[who], f"{who}: what was known is not what is there"
            assert fresh_ones[:len(lines)] == lines, f"{who}: acknowledged {lines[-3:]}, found {fresh_ones[-3:]}"
            assert len(fresh_ones) <= len(lines) + 1, f"{who}: {len(fresh_ones) - len(lines)} answers that nobody was told of"
        busy += any(told.values())
        known = found
        if round_number % 6 == 0 or round_number == ROUNDS:
            verified = subprocess.run([READY315, "-C", folder, "verify", "--full"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                      env={**os.environ, "READY315_SHARE": SHARE})
            assert verified.returncode == 0, f"verify --full: {verified.stdout}"
except (AssertionError, subprocess.TimeoutExpired) as why:
    problem = f"round {round_number}: {why}"
    for w in writers.values():
        w.kill()
test(f"{ROUNDS} rounds of kill -9, two people at one run", problem)
test("most rounds were killed at work", None if busy * 2 > ROUNDS else f"only {busy} of {ROUNDS}")
print(f"1..{len(results)}")
sys.exit(0 if all(results) else 1)
