#!/usr/bin/python3
# `init` on a terminal: the questions, wrong answers asked again, leaving half-way. A pseudo-terminal plays the manager.
import os
import pty
import select
import shutil
import signal
import sys
import tempfile
import time

program = os.environ['READY315']
work = tempfile.mkdtemp()
os.chdir(work)
results = []


def check(name, fine, text=''):
    results.append(fine)
    print('%s %d %s' % ('ok' if fine else 'not ok', len(results), name))
    if not fine:
        print(''.join('# %s\n' % line for line in text.split('\n')), end='')


def play(args, answers):
    """Starts the program on a terminal; waits for each prompt's words, then types. Returns the screen and the exit status."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(COLUMNS='80', LC_ALL='C.UTF-8', SOURCE_DATE_EPOCH='1795395600')
        os.execv(program, [program] + args)
    screen = ''
    data = b''

    def read_until(words, deadline):
        nonlocal screen, data
        while words is None or words not in screen:
            if time.time() > deadline:
                return False
            ready, _, _ = select.select([fd], [], [], 0.2)
            if not ready:
                continue
            try:
                piece = os.read(fd, 4096)
            except OSError:
                piece = b''
            if not piece:
                return False
            data += piece
            screen = data.decode('utf-8', 'replace')
        return True

    for words, answer in answers:
        if not read_until(words, time.time() + 20):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return screen + '\n(没有等到 %s)' % words, -1
        mark = len(data)
        os.write(fd, answer)
        # the next prompt is looked for behind what was typed
        screen = data[mark:].decode('utf-8', 'replace')
        data = data[mark:]
    read_until(None, time.time() + 20)
    status = os.waitpid(pid, 0)[1]
    os.close(fd)
    return screen, os.waitstatus_to_exitcode(status)


def store(folder):
    with open(os.path.join(folder, 'store.yaml'), encoding='utf-8') as file:
        return file.read()


screen, status = play(['init', '好店'], [
    ('1/5', '淅江\n'.encode()), ('是不是“浙江”', '浙江省\n'.encode()), ('2/5', b'9\n'), ('请写 1、2 或 3', '都有\n'.encode()),
    ('3/5', b'4\n'), ('请写 1、2 或 3', '有生鲜或现做\n'.encode()), ('4/5', b'0\n'), ('请写一个数', '30人\n'.encode()),
    ('5/5', '客服部、客服部\n'.encode()), ('写了两次', '客服部 采购部、神秘部\n'.encode())])
check('a shop from answers', status == 0 and '建好了' in screen, screen)
check('says what it could not make of a department', '神秘部管什么没有认出来' in screen, screen)
text = store('好店') if status == 0 else ''
check('holds them', all(part in text for part in (
    'province: 浙江', 'kinds: [online, shop, food, fresh]', 'scale: standard', 'id: service', 'id: purchasing', 'name: 神秘部')), text)

screen, status = play(['init', '默认'], [('直接按回车', b'\n')] + [('%d/5' % n, b'\n') for n in range(2, 6)])
check('Enter takes what is in brackets', status == 0, screen)
text = store('默认') if status == 0 else ''
check('a shop of the usual departments', 'kinds: [shop]' in text and 'name: 收银部' in text and '\n  - {id: women-day,' in text, text)

screen, status = play(['init', '小'], [('1/5', b'\n'), ('2/5', b'2\n'), ('3/5', b'2\n'), ('4/5', b'1\n')])
check('one person is not asked for departments', status == 0 and '5/5' not in screen, screen)
text = store('小') if status == 0 else ''
check('and gets the small plan', 'scale: solo' in text and 'departments:' not in text and '\n# overlays:' in text, text)

screen, status = play(['init', '无', '--kind', 'shop', '--scale', 'standard'], [('1/5', b'\n'), ('5/5', '没有\n'.encode())])
check('what options say is not asked', status == 0 and '2/5' not in screen and '4/5' not in screen, screen)
check('a shop without departments', status == 0 and 'departments:' not in store('无'))

screen, status = play(['init', '走了'], [('1/5', b'\n'), ('2/5', b'\x04')])
check('Ctrl-D leaves', status == 2 and '什么也没有建' in screen, screen)
screen, status = play(['init', '走了'], [('1/5', b'\n'), ('2/5', b'1\n'), ('3/5', b'\x03')])
check('Ctrl-C leaves', status in (-signal.SIGINT, 130), '%s %s' % (screen, status))
check('and nothing is left behind', sorted(os.listdir('.')) == sorted(['好店', '默认', '小', '无']), str(os.listdir('.')))

print('1..%d' % len(results))
shutil.rmtree(work)
sys.exit(0 if all(results) else 1)
