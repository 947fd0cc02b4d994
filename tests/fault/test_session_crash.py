#!/usr/bin/python3
"""Kills a program with kill -9 while it answers a checklist, again and again. The next one goes on at the next item: every acknowledged answer is there,
none is asked twice, and the run is begun once. In the end `run` tells the same, and the chain verifies."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
built = os.path.join(root, os.environ.get('B', 'build/check'))
program = os.environ.get('READY315', os.path.join(built, 'bin/ready315'))
writer = os.path.join(built, 'fault/session_writer')
rounds = int(os.environ.get('ROUNDS', '25'))
ROWS, KEY = 4000, 'adhoc@2027-03-12/long'
results = []


def result(name, good, why=''):
    results.append(good)
    print(('ok' if good else 'not ok'), len(results), name)
    if not good:
        print(''.join(f'# {line}\n' for line in str(why).splitlines()[:20]), end='')


def main():
    chance = random.Random(315)
    with tempfile.TemporaryDirectory() as work:
        store = open(os.path.join(root, 'tests/fixtures/shop/store.yaml'), encoding='utf-8').read()
        os.mkdir(os.path.join(work, 'checklists'))
        open(os.path.join(work, 'store.yaml'), 'w', encoding='utf-8').write(store)
        with open(os.path.join(work, 'checklists/long.yaml'), 'w', encoding='utf-8') as out:
            out.write('checklist: long\ntitle: 长表\nversion: 1\nsource: list\nrows:\n')
            out.writelines(f'  - {{id: r{i:04}, title: 第 {i} 行}}\n' for i in range(ROWS))
            out.write('items:\n  - {id: ok, ask: 合格, type: pass-fail, required: true}\n'
                      '  - {id: n, ask: 数量, type: number}\n  - {id: note, ask: 备注, type: text}\n')
        share = os.path.join(root, 'tests/fixtures/shop/share')
        said, torn, wrong_start, killed, silent = [], 0, [], 0, 0
        pace = 1  # doubled while children are killed before they came to work: a busy machine, or sanitizers
        while killed < rounds and len(said) < 2 * ROWS:  # of three times as many: a quick machine must not come to the end
            killed += 1
            silent += 1
            child = subprocess.Popen([writer, work, share, KEY, 'long'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(pace * chance.uniform(0.01, 0.25))
            child.kill()
            out, err = child.communicate()
            if err:
                result('the writer ends only by being killed', False, err.decode())
            lines = [line.split() for line in out.decode().splitlines() if line]
            if out and not out.endswith(b'\n'):
                lines.pop()
                torn += 1
            if lines and said:
                # each kill after that answer leaves at most one recorded that nobody was told of
                gap = int(lines[0][0]) - int(said[-1][0])
                if not 1 <= gap <= 1 + silent:
                    wrong_start.append(f'{said[-1]} then {lines[0]}, {silent} kills')
            silent = 0 if lines else silent
            pace = pace if silent < 2 else min(2 * pace, 16)
            said += lines
        result(f'killed {killed} times, {len(said)} answers acknowledged', killed > 5 and len(said) > killed, len(said))
        result('each goes on where the last one stopped, but for one unacknowledged answer a kill', not wrong_start,
               '\n'.join(wrong_start))
        cells = [(line[1], line[2]) for line in said]
        result('no item is asked twice', len(set(cells)) == len(cells))
        order = [(f'r{i:04}', item) for i in range(ROWS) for item in ('ok', 'n', 'note')]
        place = [order.index(cell) for cell in cells[:: max(1, len(cells) // 300)]]
        result('in the order of the rows', place == sorted(place))
        env = dict(os.environ, READY315_SHARE=share, LC_ALL='C.UTF-8')
        seen = subprocess.run([program, '-C', work, 'run', 'long', '--task', KEY, '--format', 'json'], capture_output=True,
                              env=env, check=False)
        page = json.loads(seen.stdout)
        answers = {(row['id'], cell['item']): cell['value'] for row in page['rows'] for cell in row['answers']}
        lost = [line for line in said if answers.get((line[1], line[2])) != line[3]]
        result('every acknowledged answer is there', not lost, lost[:10])
        count = sum(value is not None for value in answers.values())
        result('at most one more for each kill', len(said) <= count <= len(said) + killed, (len(said), count))
        after = order[count] if count < len(order) else None
        result('the next run goes on at the next item', (page['next_row'], page['next_item']) == after,
               (page['next_row'], page['next_item'], after))
        proof = subprocess.run([program, '-C', work, 'verify', '--full'], capture_output=True, env=env, check=False)
        result('the chain and the cards verify', proof.returncode == 0, proof.stdout.decode() + proof.stderr.decode())
    print(f'1..{len(results)}')
    return 0 if all(results) else 1


sys.exit(main())
