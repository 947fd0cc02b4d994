#!/usr/bin/python3
"""Signing on a terminal: PINs are asked for and never shown, a new one twice; the manager's first where he first signs; the page before the PIN, the receipt
as text and as a QR code after it; Ctrl-C leaves the terminal as it was and nothing recorded."""
import os
import pty
import re
import select
import sys
import tempfile
import termios
import time
from pathlib import Path

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
  - {id: sun.li, name: 孙丽}
"""
done, failed = 0, False


def result(name, fine, why=""):
    global done, failed
    done += 1
    print(f"{'ok' if fine else 'not ok'} {done} {name}")
    if not fine:
        failed = True
        print("\n".join("# " + line for line in str(why).splitlines()[-25:]))


def talk(shop, arguments, turns):
    """Waits for each prompt and types what stands beside it. Returns the exit status, all that was shown, and whether the terminal echoes again."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(LC_ALL="C.UTF-8", COLUMNS="100", TERM="xterm")
        os.environ.pop("NO_COLOR", None)
        os.execv(READY315, [READY315, "-C", shop, *arguments])
    shown, turns, end = b"", list(turns), time.time() + 10
    seen = 0
    while time.time() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                more = os.read(fd, 65536)
            except OSError:
                break
            if not more:
                break
            shown += more
        if turns and turns[0][0].encode() in shown[seen:]:
            seen = len(shown)
            time.sleep(0.1)  # the terminal is told to be quiet before the question is answered
            os.write(fd, turns.pop(0)[1].encode())
    echo = True
    try:
        echo = bool(termios.tcgetattr(fd)[3] & termios.ECHO)
    except termios.error:
        pass  # nobody is at the other end any more
    if time.time() >= end:
        os.kill(pid, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(fd)
    return status, shown.decode(errors="replace"), echo, turns


with tempfile.TemporaryDirectory() as shop:
    Path(shop + "/store.yaml").write_text(STORE, encoding="utf-8")
    at = ["--now", "2027-02-02T21:00"]

    got = talk(shop, ["staff", "pin", "刘洋", *at], [("新签字密码", "583976\n"), ("再输一遍", "583977\n")])
    result("two different PINs change nothing", got[0] == 1 and "不一样" in got[1], got)
    got = talk(shop, ["staff", "pin", "刘洋", *at], [("新签字密码", "\x03")])
    result("Ctrl-C at the question leaves nothing behind", got[0] == 1 and not os.path.exists(shop + "/ready315.db"), got)
    got = talk(shop, ["signoff", "--by", "刘洋", *at],
               [("现在设一个", "583976\n"), ("再输一遍", "583976\n")])
    result("the manager's first PIN is set where he first signs", got[0] == 0 and "恢复码" in got[1] and not got[3], got)
    result("no PIN is ever shown", "583976" not in got[1], got[1])
    result("the page stands before the signature", 0 <= got[1].find("每日签字") < got[1].find("签好了"), got[1])
    result("the receipt is shown", "315演练回执｜hz-wulin｜杭州武林店｜2027-02-02｜刘洋｜按时" in got[1], got[1])
    result("and as a QR code", got[1].count("▀") > 100 and "\x1b[30;107m" in got[1], got[1][-400:])
    at = ["--now", "2027-02-03T21:00"]
    got = talk(shop, ["signoff", "--by", "刘洋", *at], [("刘洋的签字密码", "583977\n")])
    result("a wrong PIN is refused", got[0] == 1 and "不对" in got[1] and "583977" not in got[1], got)
    got = talk(shop, ["signoff", "--by", "刘洋", *at], [("刘洋的签字密码", "583976\n")])
    result("the right one signs", got[0] == 0 and "签字回执" not in got[1] and "演练回执" in got[1], got)
    got = talk(shop, ["signoff", "--date", "2027-02-01", "--by", "刘洋", *at],
               [("补签的原因", "\n"), ("请写一句原因", "停电\n"), ("刘洋的签字密码", "583976\n")])
    result("a late signature asks for its reason", got[0] == 0 and "补签" in got[1] and not got[3], got)
    got = talk(shop, ["staff", "pin", "孙丽", "--by", "刘洋", *at],
               [("刘洋现在的签字密码", "583976\n"), ("孙丽的新签字密码", "740693\n"), ("再输一遍", "740693\n")])
    result("the manager sets another's", got[0] == 0 and not re.search("583976|740693", got[1]), got)

print(f"1..{done}")
sys.exit(failed)
