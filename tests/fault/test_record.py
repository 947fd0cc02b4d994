"""The record through the built commands when its file is in a bad state: each time a clear sentence, the right status, and nothing acknowledged is lost."""
import os
import pty
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("READY315") or os.path.join(ROOT, os.environ.get("B", "build/check"), "bin", "ready315")
NOW = ["--now", "2027-03-12T09:00"]
WRITE = ["task", "done", "screen-goods", "--by", "王芳"] + NOW
FIXTURE = os.path.join(ROOT, "tests", "fixtures", "shop")
ENV = dict(os.environ, READY315_SHARE=os.path.join(FIXTURE, "share"), LC_ALL="C.UTF-8", NO_COLOR="1")
tests = []


class Skip(Exception):
    """The surroundings do not allow the trial, which is told and not counted as passed."""


def run(shop, *args, before=None, prefix=()):
    done = subprocess.run([*prefix, PROGRAM, "-C", shop, *args], env=ENV, capture_output=True, stdin=subprocess.DEVNULL, preexec_fn=before)
    return done.returncode, (done.stdout + done.stderr).decode()


def make(folder, entries=True):
    shop = os.path.join(folder, "shop")
    os.mkdir(shop)
    with open(os.path.join(FIXTURE, "store.yaml"), encoding="utf-8") as store:
        text = store.read().replace("  scale: standard\n", "  scale: standard\n  practice: true\n")
    with open(os.path.join(shop, "store.yaml"), "w", encoding="utf-8") as store:
        store.write(text)
    if entries:
        ok(run(shop, "task", "done", "价签核对", "--by", "王芳", *NOW), 0)
    return shop


def db_of(shop):
    return os.path.join(shop, "ready315.db")


def change(shop, *statements):
    db = sqlite3.connect(db_of(shop), isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def entries(shop):
    db = sqlite3.connect(db_of(shop))
    found = db.execute("SELECT hash FROM entry ORDER BY sequence").fetchall()
    db.close()
    return found


def ok(result, status, *words):
    assert result[0] == status, f"status {result[0]}, wanted {status}: {result[1]}"
    for word in words:
        assert word in result[1], f"no “{word}” in: {result[1]}"
    return result[1]


def test(function):
    tests.append(function)
    return function


@test
def newer_version(folder):
    shop = make(folder)
    change(shop, "PRAGMA user_version = 99")
    for args in (WRITE, ["log"], ["verify"]):
        ok(run(shop, *args), 3, "更新版本", "升级")


@test
def another_program(folder):
    shop = make(folder, entries=False)
    db = sqlite3.connect(db_of(shop))
    db.execute("CREATE TABLE contacts (name TEXT)")
    db.commit()
    db.close()
    before = open(db_of(shop), "rb").read()
    for args in (WRITE, ["log"], ["verify"], ["backup", os.path.join(folder, "b")]):
        ok(run(shop, *args), 3, "别的程序")
    assert open(db_of(shop), "rb").read() == before


@test
def no_database_at_all(folder):
    shop = make(folder, entries=False)
    with open(db_of(shop), "w", encoding="utf-8") as out:
        out.write("姓名,电话\n")
    for args in (WRITE, ["log"], ["verify"]):
        ok(run(shop, *args), 3, "不是记录文件")


@test
def a_folder_in_its_place(folder):
    shop = make(folder, entries=False)
    os.mkdir(db_of(shop))
    for args in (WRITE, ["log"], ["verify"]):
        ok(run(shop, *args), 3, "文件夹")


@test
def truncated(folder):
    shop = make(folder)
    whole = open(db_of(shop), "rb").read()
    for keep in (0, 100, 4096, len(whole) // 2, len(whole) - 4096):
        with open(db_of(shop), "wb") as out:
            out.write(whole[:keep])
        for args in (WRITE, ["log", "--last", "0"], ["verify", "--full"]):
            status, text = run(shop, *args)
            assert status in (1, 3) and "。" in text, f"{keep} {args[0]}: {status} {text}"
        assert open(db_of(shop), "rb").read()[:keep] == whole[:keep] or keep == 0


@test
def flipped_entry(folder):
    shop = make(folder)
    triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    db = sqlite3.connect(db_of(shop), isolation_level=None)
    kept = db.execute(triggers).fetchall()
    for name, _ in kept:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE entry SET done_by = 'li.lei' WHERE kind = 'task'")
    for _, sql in kept:
        db.execute(sql)
    db.close()
    ok(run(shop, "verify"), 1, "被改动过", "第 3 条")
    ok(run(shop, "verify", "--format", "json"), 1, '"kind": "hash"')
    text = ok(run(shop, "log"), 1, "第 3 条")
    assert "李雷" not in text, text
    status, text = run(shop, *WRITE)
    assert status in (1, 3) and "第 3 条" in text, text
    assert len(entries(shop)) == 3


@test
def flipped_tables(folder):
    """What is only there for speed: nothing shown changes, and writing goes on."""
    shop = make(folder)
    wanted = ok(run(shop, "log"), 0)
    listed = ok(run(shop, "task", "list", *NOW), 0)
    change(shop, "UPDATE topic SET entries = 7")
    assert ok(run(shop, "log"), 0) == wanted
    assert ok(run(shop, "task", "list", *NOW), 0) == listed
    ok(run(shop, "verify", "--full"), 1, "topic")
    ok(run(shop, *WRITE), 0)
    ok(run(shop, "verify", "--full"), 0, "未发现问题")
    assert len(entries(shop)) == 4


@test
def read_only(folder):
    shop = make(folder)
    before = entries(shop)
    wanted = ok(run(shop, "log"), 0)
    os.chmod(folder, 0o755)
    prefix = () if os.geteuid() else ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    os.chmod(db_of(shop), 0o444)
    os.chmod(shop, 0o555)
    try:
        if prefix and run(shop, "--version", prefix=prefix)[0] != 0:
            raise Skip("nobody may not come as far as the program")
        assert ok(run(shop, "log", prefix=prefix), 0) == wanted
        ok(run(shop, "verify", prefix=prefix), 0, "未发现问题")
        ok(run(shop, *WRITE, prefix=prefix), 3, "只读")
    finally:
        os.chmod(shop, 0o755)
        os.chmod(db_of(shop), 0o644)
    assert entries(shop) == before


@test
def full_disk(folder):
    shop = make(folder)
    before = entries(shop)
    limit = 20000
    ok(run(shop, *WRITE, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))), 3, "磁盘满了")
    assert entries(shop) == before
    ok(run(shop, "backup", os.path.join(folder, "b"), before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))), 3, "磁盘满了")
    assert not os.path.exists(os.path.join(folder, "b"))
    ok(run(shop, *WRITE), 0)
    ok(run(shop, "verify", "--full"), 0, "未发现问题")
    assert entries(shop)[: len(before)] == before and len(entries(shop)) == len(before) + 1


@test
def full_disk_still_reads(folder):
    """Where there is no room even for what readers share, what there is can still be read."""
    shop = make(folder)
    full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
    assert ok(run(shop, "log", before=full), 0) == ok(run(shop, "log"), 0)
    assert ok(run(shop, "today", *NOW, before=full), 0) == ok(run(shop, "today", *NOW), 0)
    ok(run(shop, "verify", before=full), 0, "未发现问题")
    ok(run(shop, *WRITE, before=full), 3, "磁盘满了")
    ok(run(shop, "verify", "--full"), 0, "未发现问题")


@test
def backup_of_a_full_or_read_only_disk_to_another(folder):
    shop = make(folder)
    elsewhere = tempfile.mkdtemp(prefix="ready315-", dir="/tmp")
    prefix = () if os.geteuid() else ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    try:
        for path in [folder, elsewhere] + [top for top, _, _ in os.walk(shop)]:
            os.chmod(path, 0o755)
        for top, _, names in os.walk(shop):
            for name in names:
                os.chmod(os.path.join(top, name), 0o444)
        os.chmod(elsewhere, 0o777)
        os.chmod(shop, 0o555)
        if os.stat(shop).st_dev == os.stat(elsewhere).st_dev:
            raise Skip("there is only one disk")
        if run(shop, "--version", prefix=prefix)[0] != 0:
            raise Skip("nobody may not come as far as the program")
        backup = os.path.join(elsewhere, "b")
        ok(run(shop, "backup", backup, prefix=prefix), 0, "备份写好了")
        ok(run(os.path.join(elsewhere, "new"), "restore", backup, prefix=prefix), 0)
        ok(run(shop, "backup", os.path.join(shop, "b"), prefix=prefix), 3, "权限")
    finally:
        os.chmod(shop, 0o755)
        shutil.rmtree(elsewhere, ignore_errors=True)


@test
def pepper_that_cannot_be_exported(folder):
    shop = make(folder)
    ok(run(shop, "staff", "pepper", "export", os.path.join(folder, "p")), 3, "没有密钥文件")
    os.makedirs(os.path.join(shop, ".ready315"), exist_ok=True)
    with open(os.path.join(shop, ".ready315", "pepper"), "w", encoding="utf-8") as out:
        out.write("ready315-pepper-1 " + "ab" * 32 + "\n")
    os.chmod(out.name, 0o644)
    ok(run(shop, "staff", "pepper", "export", os.path.join(folder, "p")), 3, "chmod 600")
    os.chmod(out.name, 0o600)
    ok(run(shop, "staff", "pepper", "export", os.path.join(folder, "no", "p")), 3, "没有这个文件")
    ok(run(shop, "staff", "pepper", "export", db_of(shop)), 2, "已经有了")
    ok(run(shop, "staff", "pepper", "export", os.path.join(folder, "p")), 0)


@test
def locked(folder):
    shop = make(folder)
    before = entries(shop)
    db = sqlite3.connect(db_of(shop), isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    ok(run(shop, *WRITE), 3, "另一个程序正占用着")
    ok(run(shop, "log"), 0)
    db.execute("ROLLBACK")
    db.close()
    ok(run(shop, *WRITE), 0)
    assert entries(shop)[: len(before)] == before


@test
def copied_and_both_used(folder):
    shop = make(folder)
    other = os.path.join(folder, "other")
    shutil.copytree(shop, other)
    ok(run(shop, "verify", "--against", db_of(other)), 0, "两份一样")
    ok(run(shop, *WRITE), 0)
    ok(run(shop, "verify", "--against", db_of(other)), 0, "多出 1 条")
    ok(run(other, "task", "done", "train", "--by", "刘洋", *NOW), 0)
    ok(run(shop, "verify"), 0)
    ok(run(other, "verify"), 0)
    ok(run(shop, "verify", "--against", db_of(other)), 1, "从第 4 条起两份不一样")
    ok(run(other, "verify", "--against", db_of(shop), "--format", "json"), 1, '"parts_at": 4', '"forked": true')


@test
def evidence_missing_or_changed(folder):
    shop = make(folder)
    with open(os.path.join(shop, "p.jpg"), "w", encoding="utf-8") as out:
        out.write("picture")
    with open(os.path.join(shop, "a.yaml"), "w", encoding="utf-8") as out:
        out.write("checklist: difficult\nby: 王芳\nanswers:\n  one: {seen: {value: 不合格, evidence: [p.jpg]}}\n")
    ok(run(shop, "run", "difficult", "--answers", os.path.join(shop, "a.yaml"), "--task", first_task(shop), *NOW), 0)
    kept = os.listdir(os.path.join(shop, "evidence"))
    assert len(kept) == 1 and kept[0].endswith(".jpg"), kept
    path = os.path.join(shop, "evidence", kept[0])
    ok(run(shop, "verify"), 0, "未发现问题")
    with open(path, "w", encoding="utf-8") as out:
        out.write("another")
    ok(run(shop, "verify"), 1, "凭证“p.jpg”被改过")
    os.unlink(path)
    ok(run(shop, "verify", "--format", "json"), 1, "凭证“p.jpg”不见了", '"kind": "evidence"')


def first_task(shop):
    text = run(shop, "run", "difficult", *NOW)[1]
    found = re.search(r"[a-z0-9-]+@2027-03-\d\d(T\d{4})?", text)
    assert found, text
    return found.group(0)


@test
def time_cannot_be_given(folder):
    shop = make(folder, entries=False)
    with open(os.path.join(shop, "store.yaml"), encoding="utf-8") as store:
        text = store.read()
    with open(os.path.join(shop, "store.yaml"), "w", encoding="utf-8") as store:
        store.write(text.replace("  practice: true\n", ""))
    ok(run(shop, *WRITE), 2, "--now")
    assert not os.path.exists(db_of(shop))


def set_practice(shop, on):
    path = os.path.join(shop, "store.yaml")
    with open(path, encoding="utf-8") as store:
        text = store.read().replace("  practice: true\n", "")
    with open(path, "w", encoding="utf-8") as store:
        store.write(text.replace("  scale: standard\n", "  scale: standard\n  practice: true\n") if on else text)


@test
def a_rehearsal_never_becomes_real(folder):
    """Otherwise a real store could be made a rehearsal for a moment, to sign with a time of one's choice."""
    shop = make(folder)
    set_practice(shop, False)
    for args in (["log"], ["today"], ["signoff"], WRITE[:-2]):
        ok(run(shop, *args), 3, "这份记录是演练的", "practice: true")
    set_practice(shop, True)
    ok(run(shop, "log"), 0)
    backup = os.path.join(folder, "b")
    ok(run(shop, "backup", backup), 0)
    new = os.path.join(folder, "new")
    ok(run(new, "restore", backup), 0)
    ok(run(new, "log"), 0)
    set_practice(new, False)
    ok(run(new, "log"), 3, "这份记录是演练的")


@test
def nor_a_real_record_a_rehearsal(folder):
    shop = make(folder, entries=False)
    set_practice(shop, False)
    ok(run(shop, *WRITE[:-2]), 0)
    before = entries(shop)
    set_practice(shop, True)
    for args in (["log"], ["today", *NOW], WRITE):
        ok(run(shop, *args), 3, "这份记录是真的", "--practice")
    assert entries(shop) == before
    set_practice(shop, False)
    ok(run(shop, "log"), 0)
    ok(run(shop, "verify", "--full"), 0, "未发现问题")


@test
def backup_that_is_broken(folder):
    shop = make(folder)
    backup = os.path.join(folder, "b.ready315")
    ok(run(shop, "backup", backup), 0)
    whole = open(backup, "rb").read()
    new = os.path.join(folder, "new")
    refused = 0
    for at in range(200, len(whole), len(whole) // 40):
        with open(backup, "wb") as out:
            out.write(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1:])
        status, text = run(new, "restore", backup)
        if status == 0:
            ok(run(new, "verify", "--full"), 0)
            assert entries(new)[:-1] == entries(shop)
            shutil.rmtree(new)
        else:
            refused += 1
            assert status == 1 and "。" in text, f"{at}: {status} {text}"
            assert not os.path.exists(db_of(new)), at
    assert refused > 20, refused
    with open(backup, "wb") as out:
        out.write(whole[: len(whole) // 2])
    assert run(new, "restore", backup)[0] == 1


def pipe(shop, *args, given=b""):
    done = subprocess.run([PROGRAM, "-C", shop, *args], env=ENV, capture_output=True, input=given)
    return done.returncode, done.stdout, done.stderr.decode()


def left_over(folder):
    return [os.path.join(top, name) for top, folders, files in os.walk(folder) for name in folders + files if name.startswith(".ready315-")]


@test
def backup_through_pipes(folder):
    shop = make(folder)
    status, archive, said = pipe(shop, "backup", "-")
    ok((status, said), 0, "【演练】", "记录到第 3 条", "密钥文件不在里面")
    assert archive.startswith(b"SQLite format 3\0") and not os.path.exists(os.path.join(shop, "-")), archive[:40]
    path = os.path.join(folder, "b")
    with open(path, "wb") as out:
        out.write(archive)
    by_name, by_pipe = os.path.join(folder, "by-name"), os.path.join(folder, "by-pipe")
    ok(run(by_name, "restore", path), 0)
    status, printed, said = pipe(by_pipe, "restore", "-", given=archive)
    ok((status, printed.decode() + said), 0, "恢复好了：记录到第 3 条")
    assert entries(by_pipe)[:3] == entries(shop) == entries(by_name)[:3]
    ok(run(by_pipe, "verify", "--full"), 0, "未发现问题")
    assert not left_over(folder), left_over(folder)


@test
def pipes_that_bring_no_backup(folder):
    shop = make(folder)
    archive = pipe(shop, "backup", "-")[1]
    new = os.path.join(folder, "new")
    for given, word in ((b"", "标准输入是空的"), (b"hello\n" * 2000, "标准输入"), (archive[: len(archive) // 2], "标准输入"),
                        (archive.replace(b"screen", b"scream"), "标准输入")):
        status, printed, said = pipe(new, "restore", "-", given=given)
        ok((status, said), 1, word, "。")
        assert printed == b"" and ".ready315-" not in said and not os.path.exists(new), (printed, said)
    before = entries(shop)
    status, _, said = pipe(shop, "restore", "-", given=archive)
    ok((status, said), 2, "没有恢复")
    assert entries(shop) == before and not left_over(folder)


@test
def nobody_reads_the_backup(folder):
    shop = make(folder)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "-C", shop, "backup", "-"], env=ENV, stdout=full, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    ok((done.returncode, done.stderr.decode()), 3, "标准输出", "磁盘满了")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([PROGRAM, "-C", shop, "backup", "-"], env=ENV, stdout=writer, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    os.close(writer)
    ok((done.returncode, done.stderr.decode()), 3, "标准输出")
    assert not left_over(folder), left_over(folder)


@test
def no_backup_on_a_terminal(folder):
    shop = make(folder)
    for command, word in (("backup", "不能显示在屏幕上"), ("restore", "不能用键盘输入")):
        master, slave = pty.openpty()
        done = subprocess.run([PROGRAM, "-C", shop, command, "-"], env=ENV, stdin=slave, stdout=slave, stderr=subprocess.PIPE, timeout=20)
        os.close(slave)
        os.close(master)
        ok((done.returncode, done.stderr.decode()), 2, word, command + " -")


def main():
    failed = 0
    print(f"1..{len(tests)}")
    for number, function in enumerate(tests, 1):
        folder = tempfile.mkdtemp(prefix="ready315-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        try:
            function(folder)
            print(f"ok {number} record {function.__name__}")
        except Skip as why:
            print(f"ok {number} record {function.__name__} # SKIP {why}")
        except Exception as why:  # pylint: disable=broad-except
            failed += 1
            print(f"not ok {number} record {function.__name__}")
            print("# " + str(why).replace("\n", "\n# "))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
