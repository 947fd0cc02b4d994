"""kill -9 at random moments during `staff pin` and `register import`: afterwards there is all of it or nothing, `verify --full` finds nothing, and the same
command once more ends well and doubles no row."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("ROUNDS", "4"))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
READY315 = os.environ.get("READY315") or os.path.join(ROOT, os.environ.get("B", "build/check"), "bin", "ready315")
ROWS, PIN = 40, "583976"
KINDS = {"pin": ("pin-set", 2), "register": ("register", ROWS)}  # a manager's PIN and its recovery code
ENV = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
STORE = """store: {id: hz-wulin, name: 杭州武林店, kinds: [shop], scale: solo, manager: wang}
campaign: {year: 2027}
staff: [{id: wang, name: 王芳, phone: "13800000009"}, {id: liu, name: 刘洋, phone: "13800000008"}]
"""
rng = random.Random(3156)
results = []


def run(folder, *args):
    done = subprocess.run([READY315, "-C", folder, *args], env=ENV, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    return done.returncode, done.stdout + done.stderr


def command(kind, folder):
    return ["staff", "pin", "王芳", "--new-pin-file", os.path.join(folder, "pin")] if kind == "pin" else \
        ["register", "import", "12315", os.path.join(folder, "rows.csv"), "--by", "王芳"]


def fresh(where):
    os.mkdir(where)
    with open(os.path.join(where, "store.yaml"), "w", encoding="utf-8") as out:
        out.write(STORE)
    with open(os.path.join(where, "pin"), "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as out:
        out.write(PIN + "\n")
    with open(os.path.join(where, "rows.csv"), "w", encoding="utf-8") as out:
        out.write("工单编号,来源,诉求\n" + "".join(f"T{n:04d},平台纠纷,退款 {n}\n" for n in range(ROWS)))
    return where


def kinds_of(folder):
    """The kinds of the entries that are there, in order; none where there is no record."""
    if not os.path.exists(os.path.join(folder, "ready315.db")):
        return []
    status, text = run(folder, "log", "--last", "0", "--format", "json")
    assert status == 0, text
    return [entry["kind"] for entry in json.loads(text)["entries"]]


def trial(kind, folder, seconds):
    """Whether it was killed at work."""
    with subprocess.Popen([READY315, "-C", folder, *command(kind, folder)], env=ENV, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        time.sleep(seconds)
        process.kill()
    before = kinds_of(folder)
    entry, wanted = KINDS[kind]
    found = before.count(entry)
    assert found in (0, wanted), f"{found} of {wanted} after {seconds:.4f} s"
    if before:
        status, text = run(folder, "verify", "--full")
        assert status == 0, f"verify after {seconds:.4f} s: {text}"
    status, text = run(folder, *command(kind, folder))
    if kind == "register":
        assert status == 0 and kinds_of(folder).count(entry) == wanted, f"import again: {status} {text}"
    elif found:  # a PIN that is set is not set anew without itself
        assert status != 0 and kinds_of(folder).count(entry) == wanted, f"pin again: {status} {text}"
    else:
        assert status == 0 and kinds_of(folder).count(entry) == wanted, f"pin again: {status} {text}"
    status, text = run(folder, "verify", "--full")
    assert status == 0, f"verify at the end: {text}"
    return process.returncode == -9


for what in ("pin", "register"):
    problem, killed, done = None, 0, 0
    with tempfile.TemporaryDirectory(prefix="ready315-kill-") as work:
        try:
            begin = time.monotonic()
            folder = fresh(os.path.join(work, "whole"))
            status, text = run(folder, *command(what, folder))
            took = time.monotonic() - begin
            assert status == 0, text
            assert kinds_of(folder).count(KINDS[what][0]) == KINDS[what][1], kinds_of(folder)
            for done in range(1, ROUNDS + 1):
                killed += trial(what, fresh(os.path.join(work, str(done))), took * rng.uniform(0.1, 1))
        except (AssertionError, subprocess.TimeoutExpired) as why:
            problem = f"round {done}: {why}"
    name = {"pin": "staff pin", "register": "register import"}[what]
    for title, why in ((f"{name}: {ROUNDS} rounds of kill -9, all or nothing, and once more ends well", problem),
                       (f"{name}: some were killed at work", None if killed or problem else "none was")):
        results.append(why is None)
        print(f"{'not ok' if why else 'ok'} {len(results)} {title}" + (f"\n# {why}" if why else ""), flush=True)
print(f"1..{len(results)}")
sys.exit(0 if all(results) else 1)
