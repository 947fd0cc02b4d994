#!/usr/bin/python3
"""Every sheet of the table, printed for every example store: the PDF's text is the JSON's; the same bytes whatever folder, language and time zone; fonts
embedded as subsets; nothing but grey; a sentence where the font is missing; nothing overwritten that is somebody else's."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, os.environ.get("B", "build/check"), "bin", "ready315")
NOW = "--now=2027-03-12T09:00"
# What to write after WHAT for sheets that ask for a word (takes the store's folder). A sheet that needs one and has no row here fails.
WHICH = {"form": lambda store: some_forms(store)}

# The store whose sheets are also looked at for colours and fonts: the one with most on them.
LOOKED_AT = "supermarket"

results = []


def some_forms(store):
    """A few of the occurrences with a checklist."""
    tasks = json.loads(run("-C", store, "plan", "--format", "json").stdout)["tasks"]
    keys = {task["checklist"]: task["id"] + ("@" + task["occurrence"] if task["occurrence"] else "") for task in tasks
            if task["checklist"] not in (None, "difficult-issues", "activity-register")}  # registers have no rows yet
    found = sorted(key for key in keys.values() if "@" in key)
    return found[:: max(1, len(found) // 3)] + ["platform-cases"]  # and a register's empty page


def ok(name, good, why=""):
    results.append(good)
    print(("ok" if good else "not ok"), len(results), "-", name)
    if not good:
        print("\n".join("# " + line for line in str(why).splitlines()[:20]))
    sys.stdout.flush()


def run(*args, env=None, cwd=None):
    full = dict(os.environ, NO_COLOR="1", **(env or {}))
    return subprocess.run([PROGRAM, *args], capture_output=True, env=full, cwd=cwd, check=False)


def squeeze(text):
    return re.sub(r"\s+", "", text)


def pdf_text(pdf):
    text = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True).stdout
    return squeeze(text.decode())


def cell_text(cell):
    return cell["text"] if isinstance(cell, dict) else cell


def pieces(block):
    """What stands together on the sheet, in its order."""
    if block["kind"] in ("table", "bars"):
        keys = [column["key"] for column in block["columns"]]
        rows = next(v for k, v in block.items() if k not in ("columns", "kind") and isinstance(v, list))
        for row in rows:
            yield row["group"] if "group" in row else "".join(cell_text(row[key]) for key in keys)
        return
    for item in block.get("items", [block]):
        for key in ("label", "value", "name", "text", "subtitle", "note", "caption"):
            if key in item:
                yield item[key]
        if "code" in item:
            yield item["code"]


def compare(document, text):
    missing, at = [], 0
    for key in ("store", "licence_name", "date", "provisional"):
        if document[key] and squeeze(document[key]) not in text:
            missing.append(f"{key}: {document[key]}")
    for block in document["blocks"]:
        for piece in pieces(block):
            wanted = squeeze(piece)
            found = text.find(wanted, at)
            if wanted and found < 0:
                missing.append(f"{block['kind']}: {piece}")
            elif wanted:
                at = found + len(wanted)
    return missing


def is_grey(pdf, work):
    subprocess.run(["pdftoppm", "-r", "20", pdf, os.path.join(work, "grey")], check=True)
    for name in sorted(os.listdir(work)):
        if name.startswith("grey"):
            with open(os.path.join(work, name), "rb") as file:
                data = file.read()
            os.unlink(os.path.join(work, name))
            pixels = data[re.match(rb"P6\s+\d+\s+\d+\s+\d+\s", data).end():]
            if pixels[0::3] != pixels[1::3] or pixels[1::3] != pixels[2::3]:
                return False
    return True


def with_store(name, work):
    target = os.path.join(work, name)
    if not os.path.exists(target):
        shutil.copytree(os.path.join(ROOT, "share", "stores", name), target)
    return target


def asks(sheet, store):
    if sheet["id"] in WHICH:
        return [[sheet["id"], word] for word in WHICH[sheet["id"]](store)]
    return [[sheet["id"]]]


def check_sheet(store, what, work):
    pdf = os.path.join(work, "sheet.pdf")
    printed = run("-C", store, "print", *what, NOW, "--out", pdf, "--force")
    told = run("-C", store, "print", *what, NOW, "--format", "json")
    if printed.returncode != 0 or told.returncode != 0:
        return [(printed.stderr + told.stderr).decode()], ""
    return compare(json.loads(told.stdout), pdf_text(pdf)), pdf


def all_sheets(work):
    stores = sorted(n for n in os.listdir(os.path.join(ROOT, "share", "stores"))
                    if os.path.exists(os.path.join(ROOT, "share", "stores", n, "store.yaml")))
    for name in stores:
        store = with_store(name, work)
        listed = json.loads(run("-C", store, "print", "--format", "json").stdout)
        problems, colours, fonts = [], [], []
        for sheet in listed["sheets"]:
            for what in asks(sheet, store):
                missing, pdf = check_sheet(store, what, work)
                problems += [f"{what}: {piece}" for piece in missing]
                if pdf and name == LOOKED_AT:
                    colours += [] if is_grey(pdf, work) else [what]
                    rows = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
                    fonts += [f"{what}: {row}" for row in rows.splitlines()[2:]
                              if not re.search(r"[A-Z]{6}\+\S+.*\byes\s+yes\s+yes\b", row)]
        ok(f"{name}: every sheet's PDF says what its JSON says", not problems, "\n".join(problems))
        if name == LOOKED_AT:
            ok(f"{name}: black and white", not colours, colours)
            ok(f"{name}: fonts embedded as subsets, with their characters", not fonts, "\n".join(fonts))


def same_bytes(work):
    one, two = with_store("brand", work), os.path.join(work, "another place", "店")
    shutil.copytree(os.path.join(ROOT, "share", "stores", "brand"), two)
    other = {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "TZ": "America/New_York"}
    for form in ("pdf", "png", "svg"):
        args = ["print", "contacts", NOW, "--format", form, "--out", "-"]
        first, again = run("-C", one, *args).stdout, run("-C", one, *args).stdout
        away = run("-C", ".", *args, env=other, cwd=two).stdout
        ok(f"the same bytes in another folder, language and time zone: {form}",
           len(first) > 1000 and first == again == away, (len(first), len(again), len(away)))
    pdf = os.path.join(work, "date.pdf")
    run("-C", one, "print", "contacts", NOW, "--out", pdf)
    told = subprocess.run(["pdfinfo", "-isodates", pdf], capture_output=True, text=True, env={"TZ": "UTC", "PATH": os.environ["PATH"]},
                          check=True).stdout
    ok("the creation date is the time that was given", "2027-03-12T01:00:00" in told, told)


def paper_sizes(work):
    store = with_store("brand", work)
    sizes = {}
    for paper in ("a4", "a3"):
        pdf = os.path.join(work, paper + ".pdf")
        run("-C", store, "print", "plan", NOW, "--paper", paper, "--out", pdf)
        told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        sizes[paper] = sorted(round(float(x)) for x in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups())
    ok("A4 and A3", sizes == {"a4": [595, 842], "a3": [842, 1191]}, sizes)
    picture = run("-C", store, "print", "contacts-wall", NOW, "--format", "png", "--out", "-").stdout
    ok("a picture for phones is 1080 px wide", picture[:4] == b"\x89PNG" and int.from_bytes(picture[16:20], "big") == 1080)
    wall = run("-C", store, "print", "contacts", "--wall", NOW, "--format", "json").stdout.decode()
    ok("the edition for the wall holds no private mobile", not re.search(r'"(owner|supervisor|backup)": "[^"]*1[3-9]\d{9}', wall), wall)


def refusals(work):
    store = with_store("brand", work)
    empty = os.path.join(work, "fonts.conf")
    with open(empty, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    out = os.path.join(work, "none.pdf")
    got = run("-C", store, "print", "plan", NOW, "--out", out, env={"FONTCONFIG_FILE": empty})
    ok("without the font: which package, and nothing written",
       got.returncode == 3 and "fonts-noto-cjk" in got.stderr.decode() and not os.path.exists(out), got)
    mine = os.path.join(work, "mine.pdf")
    with open(mine, "w", encoding="utf-8") as file:
        file.write("我的")
    got = run("-C", store, "print", "contacts", NOW, "--out", mine)
    kept = open(mine, encoding="utf-8").read()
    ok("a file of somebody else is not overwritten", got.returncode == 2 and kept == "我的", got)
    got = run("-C", store, "print", "contacts", NOW, "--out", mine, "--force")
    ok("unless --force", got.returncode == 0 and open(mine, "rb").read(5) == b"%PDF-", got)
    got = run("-C", store, "print", "contacts", NOW, "--out", os.path.join(mine, "x.pdf"))
    ok("a place that cannot be written is the machine's failure", got.returncode == 3, got)
    for args, words in (["plann"], "plan"), (["plan", "--wall"], "--wall"), (["plan", "x"], "不用再写"), (["contacts", "--dept", "没有"], "没有"):
        got = run("-C", store, "print", *args)
        ok("refused: " + " ".join(args), got.returncode == 2 and words in got.stderr.decode(), got)
    got = run("-C", store, "print", "contacts", NOW)
    again = run("-C", store, "print", "contacts", NOW)
    ok("into the folder 打印, and over one's own file", got.returncode == again.returncode == 0 and
       os.path.exists(os.path.join(store, "打印", "联络表.pdf")), (got, again))


def main():
    with tempfile.TemporaryDirectory() as work:
        os.environ["LC_ALL"] = "C.UTF-8"
        all_sheets(work)
        same_bytes(work)
        paper_sizes(work)
        refusals(work)
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
