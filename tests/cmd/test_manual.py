#!/usr/bin/python3
"""The manual that is installed is the one that its texts and the program of today give (make docs writes it), it stands alone, and it keeps its word
about commands: each that it names exists."""
import importlib.machinery
import importlib.util
import os
import re
import subprocess
import sys
import tempfile

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
build = os.path.join(root, os.environ['B'])
results = []


def check(name, bad):
    results.append(not bad)
    print(f'{"not ok" if bad else "ok"} {len(results)} {name}')
    for line in str(bad).split('\n')[:40] if bad else []:
        print('# ' + line)


with tempfile.TemporaryDirectory() as work:
    made = os.path.join(work, 'manual.html')
    ran = subprocess.run([os.path.join(root, 'tests/tools/manual'), build, made], capture_output=True, text=True)
    check('the manual can be made', ran.stderr if ran.returncode else '')
    # how a sheet is drawn is the drawing program's; what is on it stands beside it as text
    plain = [os.path.join(work, 'installed'), os.path.join(work, 'made')]
    for source, target in zip((os.path.join(root, 'share/doc/manual.html'), made), plain):
        with open(source, encoding='utf-8') as file, open(target, 'w', encoding='utf-8') as out:
            out.write(re.sub(r'(data:image/png;base64,)[A-Za-z0-9+/=]+', r'\1', file.read()))
    difference = subprocess.run(['diff', '-u', *plain], capture_output=True, text=True)
    check('and is the one that is installed (make docs writes it)', difference.stdout + difference.stderr)

with open(os.path.join(root, 'share/doc/manual.html'), encoding='utf-8') as file:
    page = file.read()
check('it needs no other file and no network', re.findall(r'(?:src|href)="(?!#|data:)[^"]*"|url\([^)]*\)|@import', page))
check('it names no folder of the machine that made it', re.findall(r'/(?:tmp|root|work|home)/[A-Za-z0-9._-]+', page))
listed = subprocess.run([os.path.join(build, 'bin/ready315'), 'help', '--all'], capture_output=True, text=True, env=dict(os.environ, COLUMNS='1000')).stdout
commands = {tuple(m.split()) for m in re.findall(r'^  ((?:[a-z]+ ?)+?)  +\S', listed, re.M)}
wrong = []
for words in re.findall(r'ready315 (?:-C \S+ )?([a-z]+(?![\w-])(?: [a-z]+(?![\w-]))?)', re.sub(r'<[^>]+>', ' ', page)):
    words = tuple(words.split())
    if words not in commands and words[:1] not in commands:
        wrong.append(' '.join(words))
check('each command that it names exists', wrong)

# The maker refuses what it cannot do, rather than printing it.
loader = importlib.machinery.SourceFileLoader('manual', os.path.join(root, 'tests/tools/manual'))
sys.dont_write_bytecode = True
manual = importlib.util.module_from_spec(importlib.util.spec_from_loader('manual', loader))
loader.exec_module(manual)


def refused(text):
    try:
        manual.make(build, [('x.md', text)])
        return ''
    except manual.Problem as problem:
        return str(problem)


for name, text, said in (('a command that the program refuses', '```run - 2027-03-01T09:00\n$ ready315 plann\n```\n', 'exit 2'),
                         ('a screen without a picture', '```screen supermarket 2027-03-01T09:00\ntype 1\n```\n', 'pictures'),
                         ('a line that is none', '```run - 2027-03-01T09:00\nready315 plan\n```\n', 'what is'),
                         ('a chapter without a name', '## x\n', 'without a name'),
                         ('a link to nowhere', '# x\n\n[a](#b)\n', 'no chapter')):
    check(f'{name} is refused', '' if said in refused(text) else f'{said!r} not in {refused(text)!r}')
print(f'1..{len(results)}')
sys.exit(not all(results))
