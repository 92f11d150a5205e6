#!/usr/bin/env python3
"""Breaks the code in small ways, one at a time, and reports which of them no test notices.

Each entry of mutants.txt names a file, the tests of its module, and one line's old and new text. Work is done in a copy
of the repository with a build folder of its own, .build-mutants; the first build takes minutes, each mutant one or two.

    run.py                  all of them
    run.py --only quality   those whose title or file holds the word
    run.py --check          only that every old text is there exactly once
"""
import argparse, pathlib, shutil, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / ".build-mutants"
FLAGS = ["-c", "release", "-Xswiftc", "-enable-testing", "-Xswiftc", "-assert-config", "-Xswiftc", "Debug"]


def entries():
    """Blocks of `key: value` lines with an empty line between them."""
    text = (ROOT / "Tests/Mutants/mutants.txt").read_text()
    blocks = [[line for line in block.splitlines() if not line.startswith("#")] for block in text.split("\n\n")]
    return [dict(line.split(": ", 1) for line in block) for block in blocks if block]


def misfits(mutants, root):
    """Entries that do not fit the code any more: the code has moved on, so must they."""
    return [m for m in mutants if (root / m["file"]).read_text().count(m["old"]) != 1]


def notices(mutant):
    """Whether a test fails, or the compiler refuses."""
    path = COPY / mutant["file"]
    sound = path.read_text()
    path.write_text(sound.replace(mutant["old"], mutant["new"]))
    try:
        run = subprocess.run(
            ["swift", "test", *FLAGS, "--filter", mutant["tests"]], cwd=COPY, capture_output=True, text=True,
            timeout=3600)
    except subprocess.TimeoutExpired:
        return "hangs"
    finally:
        path.write_text(sound)
    if run.returncode == 0:
        return None
    return "fails" if "Test run with" in run.stdout + run.stderr else "does not build"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    mutants = [m for m in entries() if options.only in m["mutant"] + m["file"]]
    wrong = misfits(mutants, ROOT)
    for m in wrong:
        print(f"{m['file']}: not there exactly once: {m['old']}")
    if wrong or options.check:
        print(f"{len(mutants)} mutants, {len(wrong)} do not fit")
        sys.exit(1 if wrong else 0)

    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True,
        check=True).stdout.decode().split("\0")
    for name in filter(None, files):
        target = COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_symlink():
            # The kernels' folders: one text under several names.
            if not target.is_symlink():
                target.symlink_to((ROOT / name).readlink())
        elif (ROOT / name).is_file():
            if not target.exists() or target.read_bytes() != (ROOT / name).read_bytes():
                shutil.copy2(ROOT / name, target)
    if subprocess.run(["swift", "build", *FLAGS, "--build-tests"], cwd=COPY).returncode:
        sys.exit("the code does not build as it is")

    survivors = []
    for m in mutants:
        result = notices(m)
        print(f"{result or 'SURVIVES':15} {m['mutant']}", flush=True)
        # What does not build says nothing about tests.
        if result in (None, "does not build"):
            survivors.append(m)
    print(f"{len(mutants)} mutants, {len(survivors)} survivors")
    sys.exit(1 if survivors else 0)


main()
