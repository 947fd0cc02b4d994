#!/usr/bin/python3
# The real program on real terminals. In tmux: what a terminal shows is what the golden screens say, through keys, wrong keys and resizing. On a bare
# pseudo-terminal: characters in pieces, scanners, pastes, signals, hang-up, terminals that cannot show it, and that the terminal is left as it was.
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

program = os.environ['READY315']
here = os.path.dirname(os.path.abspath(__file__))
share = os.path.join(os.path.dirname(os.path.dirname(program)), 'share', 'ready315')
work = tempfile.mkdtemp()
store = os.path.join(work, 'store')
shutil.copytree(os.path.join(share, 'stores', 'supermarket'), store)
results = []
NOW = '--now=2027-03-15T08:30'
PATIENCE = 10
EPOCH = '1805070600'  # 15 March 2027, half past eight


def check(name, fine, text=''):
    results.append(bool(fine))
    print('%s %d %s' % ('ok' if fine else 'not ok', len(results), name), flush=True)
    if not fine:
        print(''.join('# %s\n' % line for line in str(text).split('\n')), end='', flush=True)


def skip(name, why):
    results.append(True)
    print('ok %d %s # SKIP %s' % (len(results), name, why))


# ---- tmux ---------------------------------------------------------------------------------------------------------------------------

socket = os.path.join(work, 'tmux')
servers = 0


def fresh_server():
    """A server that is told to end may still hold its socket: each session has one of its own."""
    global socket, servers
    servers += 1
    socket = os.path.join(work, 'tmux%d' % servers)


def tmux(*args):
    return subprocess.run(['tmux', '-S', socket, '-f', '/dev/null', *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, env=dict(os.environ, LC_ALL='C.UTF-8')).stdout


def screen():
    return '\n'.join(line.rstrip() for line in tmux('capture-pane', '-p').split('\n')).rstrip('\n')


def golden(case, size):
    with open(os.path.join(here, case, 'expected-' + size), encoding='utf-8') as file:
        return file.read().split('\n==')[0].rstrip('\n')


def shows(wanted):
    """Waits until the screen is as wanted (a text to be equal to, or a function)."""
    until = time.time() + PATIENCE
    while True:
        now = screen()
        if (wanted(now) if callable(wanted) else now == wanted):
            return True, now
        if time.time() > until:
            return False, now if callable(wanted) else 'wanted:\n%s\ngot:\n%s' % (wanted, now)
        time.sleep(0.03)


def press(*keys):
    for key in keys:
        tmux('send-keys', key)
        time.sleep(0.08)  # as fingers do: what comes faster is taken for a scanner


def play_in_tmux():
    command = "env LC_ALL=C.UTF-8 %s -C %s %s; echo status=$?; stty -a | grep -o '[-]*icanon'; sleep 60" % (program, store, NOW)
    tmux('new-session', '-d', '-x', '80', '-y', '24', command)
    check('tmux: opens with the menu, as in the golden screen', *shows(golden('home', '80x24')))
    press('6')
    check('tmux: the plan opens at today', *shows(golden('plan', '80x24')))
    press('F7', 'C-Right', 'M-x', 'IC', 'z', '%')
    check('tmux: unknown keys change nothing', *shows(golden('plan', '80x24')))
    press('Escape')
    time.sleep(0.2)
    press('7', 'w', 'f')
    check('tmux: search by initials', *shows(golden('contacts-search', '80x24')))
    tmux('resize-window', '-x', '120', '-y', '40')
    check('tmux: a larger window keeps what was typed', *shows(golden('contacts-search', '120x40')))
    tmux('resize-window', '-x', '60', '-y', '10')
    check('tmux: a small window says so', *shows(lambda s: '窗口太小' in s and '60 列 10 行' in s))
    tmux('resize-window', '-x', '80', '-y', '24')
    check('tmux: and loses nothing', *shows(golden('contacts-search', '80x24')))
    press('C-u')
    tmux('send-keys', '-l', '孙艺艺')
    press('BSpace')
    check('tmux: Chinese from an input method, mended', *shows(golden('contacts-mended', '80x24')))
    press('Escape')
    time.sleep(0.2)
    press('Escape')
    time.sleep(0.2)
    press('q')
    check('tmux: leaves with status 0 and the terminal as it was', *shows(lambda s: 'status=0\nicanon' in s and '滨江' not in s))
    tmux('kill-server')


def play_run_in_tmux():
    """A checklist, worked through as a manager does: with an input method, into kill -9, and on at the exact row."""
    command = "exec env LC_ALL=C.UTF-8 %s -C %s run shop-open" % (program, store)
    fresh_server()
    tmux('new-session', '-d', '-x', '100', '-y', '30', command)
    check('run in tmux: opens at the first row', *shows(lambda s: '>  1 安全出口打开' in s and '答了 0/14' in s))
    press('1', 'w', 'f')
    check('run in tmux: asks for the 检查人, found by initials', *shows(lambda s: '> 魏芳' in s))
    press('Enter')
    check('run in tmux: the first answer is recorded, with who and 代录', *shows(lambda s: '答了 1/14' in s and '检查人 魏芳（徐敏 代录）' in s))
    press('2', 'Enter')
    tmux('send-keys', '-l', '地上有水，已经擦干了了')
    press('BSpace', 'Enter')
    check('run in tmux: Chinese from an input method is the answer', *shows(lambda s: '地上有水，已经擦干了' in s and '擦干了了' not in s and '答了 3/15' in s))
    press('1', 'Down', 'Down')
    check('run in tmux: goes on', *shows(lambda s: '>  6 今天开始' in s and '答了 4/15' in s))
    press('n')
    tmux('send-keys', '-l', '没有活动')
    check('run in tmux: something is being typed', *shows(lambda s: '为什么不适用：没有活动' in s))
    pid = int(tmux('display-message', '-p', '#{pane_pid}'))
    os.kill(pid, signal.SIGKILL)
    until = time.time() + PATIENCE
    while os.path.exists('/proc/%d' % pid) and time.time() < until:
        time.sleep(0.02)
    tmux('kill-server')
    fresh_server()
    tmux('new-session', '-d', '-x', '100', '-y', '30', command)
    check('run in tmux: after kill -9 at the exact row, with all that was recorded',
          *shows(lambda s: '>  6 今天开始' in s and '答了 4/15' in s and '地上有水，已经擦干了' in s))
    tmux('kill-server')
    verified = subprocess.run([program, '-C', store, 'verify'], capture_output=True, text=True)
    check('run in tmux: the record is whole', verified.returncode == 0, verified)


# ---- a bare pseudo-terminal -----------------------------------------------------------------------------------------------------------

class Terminal:
    def __init__(self, args, env=None, columns=80, rows=24):
        self.master, self.slave = pty.openpty()
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self.slave)
        environment = dict(os.environ, LC_ALL='C.UTF-8', TERM='xterm-256color', SOURCE_DATE_EPOCH=EPOCH, COLUMNS='80')
        for name, value in (env or {}).items():
            environment.pop(name, None)
            if value is not None:
                environment[name] = value

        def begin():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.child = subprocess.Popen([program, '-C', store, *args], stdin=self.slave, stdout=self.slave, stderr=self.slave, env=environment,
                                      preexec_fn=begin)
        self.data = b''

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def read(self, seconds=0.1):
        """What comes until nothing comes for that long."""
        piece = b''
        while select.select([self.master], [], [], seconds)[0]:
            try:
                more = os.read(self.master, 65536)
            except OSError:
                break
            if not more:
                break
            piece += more
        self.data += piece
        return piece

    def wait_for(self, text):
        until = time.time() + PATIENCE
        wanted = text.encode()
        while wanted not in self.data and time.time() < until:
            self.read(0.05)
        return wanted in self.data

    def write(self, data, pause=0.1):
        os.write(self.master, data if isinstance(data, bytes) else data.encode())
        return self.read(pause)

    def status(self):
        until = time.time() + PATIENCE
        while self.child.poll() is None and time.time() < until:
            self.read(0.02)
        if self.child.poll() is None:
            self.child.kill()
            return 'did not end'
        self.read(0.02)
        return self.child.returncode

    def restored(self):
        return termios.tcgetattr(self.slave) == self.before and b'\x1b[?1049l' in self.data

    def close(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        for fd in (self.master, self.slave):
            try:
                os.close(fd)
            except OSError:
                pass


def opened(args=(NOW,), **more):
    terminal = Terminal(list(args), **more)
    if not terminal.wait_for('接下来'):
        check('the screen opens', False, terminal.data)
    terminal.data = b''
    return terminal


def play_typing():
    t = opened()
    sent = t.write('\x1b[B')
    check('a key on the menu sends a few hundred bytes, not the screen', 0 < len(sent) < 700, len(sent))
    t.write('7', 0.2)
    check('the contact table opens', '查找'.encode() in t.data)
    for byte in '魏'.encode():
        t.write(bytes([byte]), 0.1)
    check('a character in three pieces is one character', '魏芳'.encode() in t.data and b'\xef\xbf\xbd' not in t.data, t.data)
    t.data = b''
    t.write('\x15', 0.2)
    t.write('\x1b[200~高\n峰q\x1b[201~', 0.3)
    check('a paste is text, its lines words', '没有找到'.encode() in t.data, t.data.decode(errors='replace'))
    t.write('\x7f', 0.3)
    check('and can be mended', '卖场'.encode() in t.data)
    t.write(b'\xff\xfe\x80', 0.2)
    t.data = b''
    t.write('\x1b', 0.3)
    t.write('\x1b', 0.3)
    check('Esc clears, then leads back', '首页'.encode() in t.data)
    t.data = b''
    t.write('4004010123456\r', 0.4)
    check('a bar code on the menu does nothing', '导出日历文件'.encode() not in t.data and t.child.poll() is None and '日历文件写进'.encode() not in t.data,
          t.data)
    t.data = b''
    t.child.send_signal(signal.SIGSTOP)
    time.sleep(0.1)
    t.child.send_signal(signal.SIGCONT)
    check('brought back to the foreground, it asks for bracketed pastes again', t.wait_for('\x1b[?2004h'), t.data)
    t.write('q', 0.2)
    check('q leaves', t.status() == 0 and t.restored(), t.data)
    t.close()


def play_export():
    t = opened(args=())
    t.write('e', 0.3)
    t.data = b''
    t.write('\r', 0.2)
    check('export writes the calendars', t.wait_for('campaign.ics') and os.path.exists(os.path.join(store, 'calendars', 'campaign.ics')), t.data)
    t.write('\x03', 0.2)
    check('Ctrl-C leaves at once', t.status() == 0 and t.restored(), t.data)
    t.close()


def play_sign():
    """A rehearsal is signed: the manager's first PIN, his recovery code, the day's page, the receipt; and the record holds it."""
    practice = os.path.join(work, 'practice')
    shutil.copytree(os.path.join(share, 'stores', 'solo-taobao'), practice)
    path = os.path.join(practice, 'store.yaml')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text.replace('store:\n', 'store:\n  practice: true\n', 1))
    now = '--now=2027-03-14T21:00'
    t = Terminal(['-C', practice, now], rows=50, columns=120)
    check('a rehearsal opens and says so', t.wait_for('【演练】'), t.data)
    for keys in ('4', 'p', '\r', '407193', '\r', '407193', '\r', '\r', '\r'):
        t.write(keys, 0.15)
    check('the first PIN shows a recovery code once', t.wait_for('恢复码'), t.data)
    t.write('\r', 0.2)
    t.data = b''
    t.write('s', 0.3)
    check('the form says 带遗留', t.wait_for('带遗留签字'), t.data)
    for keys in ('第一天用', '\r', '\r', '\r', '\r', '111111', '\r'):
        t.write(keys, 0.2)
    check('a wrong PIN is refused, and the form stays', t.wait_for('不对'), t.data)
    t.data = b''
    for keys in ('\x15', '407193', '\r'):
        t.write(keys, 0.2)
    check('signed: the receipt is shown', t.wait_for('315演练回执') and t.wait_for('█'), t.data)
    receipt = re.search('315演练回执｜[^ \x1b\r\n]*'.encode(), t.data)
    t.write('\r', 0.3)
    t.data = b''
    t.write('h', 0.4)
    check('the same receipt is shown again from the signed page', receipt and receipt.group() in t.data and '█'.encode() in t.data, t.data)
    t.write('\r', 0.3)
    t.write('\x1b', 0.3)
    t.write('q', 0.2)
    check('and leaves', t.status() == 0 and t.restored(), t.data)
    t.close()
    log = subprocess.run([program, '-C', practice, now, 'log'], capture_output=True, text=True, env=dict(os.environ, LC_ALL='C.UTF-8'))
    check('the log has the PIN, the wrong one and the signature', log.returncode == 0 and '签' in log.stdout and '密码' in log.stdout, log)
    proof = subprocess.run([program, '-C', practice, 'verify', '--full'], capture_output=True, text=True)
    check('the record verifies', proof.returncode == 0, proof)
    play_broken_record(practice, now)


def play_broken_record(workspace, now):
    """A record that is damaged is never shown as if it were whole, not even where home does not read the damaged entry."""
    path = os.path.join(workspace, 'ready315.db')
    with open(path, 'rb') as file:
        whole = file.read()
    rows = [('one letter of an entry', 1, lambda b: b.replace(b'pin-failed', b'pin-fbiled')), ('cut off', 3, lambda b: b[:len(b) // 2]),
            ('not a record', 3, lambda b: b'x' * 16 + b[16:]), ('empty', 3, lambda b: b'')]
    for name, wanted, damage in rows:
        with open(path, 'wb') as file:
            file.write(damage(whole))
        t = Terminal(['-C', workspace, now])
        status = t.status()
        check('a damaged record (%s): a sentence, status %d, no screen' % (name, wanted),
              damage(whole) != whole and status == wanted and '记录'.encode() in t.data and b'\x1b[?1049h' not in t.data, (status, t.data))
        t.close()
    with open(path, 'wb') as file:
        file.write(whole)


def play_endings():
    for number, name in ((signal.SIGTERM, 'SIGTERM'), (signal.SIGHUP, 'SIGHUP')):
        t = opened()
        t.child.send_signal(number)
        check('%s ends it and restores the terminal' % name, t.status() == 128 + number and t.restored(), (t.child.returncode, t.data))
        t.close()
    t = opened()
    os.close(t.slave)
    os.close(t.master)
    until = time.time() + PATIENCE
    while t.child.poll() is None and time.time() < until:
        time.sleep(0.02)
    check('a terminal that goes away ends it', t.child.poll() in (128 + signal.SIGHUP, -signal.SIGHUP), t.child.poll())
    if t.child.poll() is None:
        t.child.kill()
    t.child.wait()


def answered(checklist):
    done = subprocess.run([program, '-C', store, 'run', checklist, '--format', 'json'], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          env=dict(os.environ, SOURCE_DATE_EPOCH=EPOCH))
    try:
        return json.loads(done.stdout)['counts']['answered']
    except (ValueError, KeyError) as problem:
        return '%s: %s' % (problem, done)


def play_run_endings():
    """However a session ends while something is being typed: what was acknowledged is there."""
    for name, checklist, end in (('Ctrl-C', 'own-1', lambda t: t.write(b'\x03', 0.2)),
                                 ('hang-up', 'own-2', lambda t: t.child.send_signal(signal.SIGHUP)),
                                 ('SIGTERM', 'own-3', lambda t: t.child.send_signal(signal.SIGTERM))):
        os.makedirs(os.path.join(store, 'checklists'), exist_ok=True)
        with open(os.path.join(store, 'checklists', checklist + '.yaml'), 'w', encoding='utf-8') as file:
            file.write('checklist: %s\ntitle: 门口\nversion: 1\nsource: list\nrows: [{id: a, title: 招牌}, {id: b, title: 地垫}]\n'
                       'items: [{id: ok, ask: 是否符合, type: pass-fail, required: true}]\n' % checklist)
        t = Terminal(['run', checklist])
        opened = t.wait_for('进行中')
        for key in ('1', 'w', 'f', '\r'):
            t.write(key, 0.15)
        t.write('n', 0.15)
        t.write('今', 0.15)
        end(t)
        t.status()
        check('%s in a checklist: the terminal restored, the answer kept' % name, opened and t.restored() and answered(checklist) == 1,
              (answered(checklist), t.data[-300:]))
        t.close()


def play_wrong_terminals():
    rows = [('TERM is not set', {'TERM': None}, '不知道这是什么终端'), ('TERM is empty', {'TERM': ''}, '不知道这是什么终端'),
            ('TERM is unknown', {'TERM': 'no-such-terminal'}, '没有终端“no-such-terminal”的资料'),
            ('TERM cannot move the cursor', {'TERM': 'dumb'}, '不能移动光标'),
            ('the locale is not UTF-8', {'LC_ALL': 'C'}, '语言环境不是 UTF-8'),
            ('the locale is not installed', {'LC_ALL': 'xx_XX.UTF-8'}, '语言环境不是 UTF-8')]
    for name, env, sentence in rows:
        t = Terminal([NOW], env=env)
        status = t.status()
        t.read(0.1)
        check('%s: a sentence, status 3, nothing else sent' % name,
              status == 3 and sentence in t.data.decode() and b'\x1b' not in t.data and termios.tcgetattr(t.slave) == t.before, (status, t.data))
        t.close()
    for term in ('linux', 'screen', 'vt100', 'ansi'):
        t = Terminal([NOW], env={'TERM': term, 'NO_COLOR': '1'})
        fine = t.wait_for('接下来')
        t.write('q', 0.2)
        check('opens on %s without colours' % term, fine and t.status() == 0 and termios.tcgetattr(t.slave) == t.before
              and b'\x1b[31m' not in t.data and b'\x1b[36m' not in t.data, t.data)
        t.close()


def play_small():
    for columns, rows in ((79, 24), (80, 23), (20, 5), (3, 2), (1, 1)):
        t = Terminal([NOW], columns=columns, rows=rows)
        t.read(0.4)
        t.resize(80, 24)
        fine = t.wait_for('接下来')
        t.write('q', 0.2)
        check('opens in %d × %d and grows' % (columns, rows), fine and t.status() == 0, t.data)
        t.close()


def play_without():
    done = subprocess.run([program, '-C', store], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    check('without a terminal: the help page', done.returncode == 0 and done.stdout.startswith('ready315：') and done.stderr == '', done)
    broken = os.path.join(work, 'broken')
    shutil.copytree(os.path.join(share, 'stores', 'solo-taobao'), broken)
    with open(os.path.join(broken, 'store.yaml'), 'a', encoding='utf-8') as file:
        file.write('oops: 1\n')
    t = Terminal(['-C', broken])
    check('definitions with errors: listed, status 1, no screen', t.status() == 1 and 'oops'.encode() in t.data and b'\x1b[?1049h' not in t.data, t.data)
    t.close()
    t = Terminal(['-C', work])
    check('no store there: a sentence, status 3', t.status() == 3 and '没有 store.yaml'.encode() in t.data, t.data)
    t.close()


try:
    if shutil.which('tmux'):
        play_in_tmux()
        play_run_in_tmux()
    else:
        skip('tmux', 'no tmux here')
    play_typing()
    play_export()
    play_sign()
    play_endings()
    play_run_endings()
    play_wrong_terminals()
    play_small()
    play_without()
finally:
    if shutil.which('tmux'):
        tmux('kill-server')
    shutil.rmtree(work, ignore_errors=True)
print('1..%d' % len(results))
sys.exit(0 if all(results) else 1)
