"""Turns the measurements into Markdown."""
import datetime
import os
import platform
import statistics
from pathlib import Path

TITLE = {"baseline": "SSE2", "avx2": "AVX2", "avx512": "AVX-512"}
CPU, WALL, MEMORY = 0, 1, 2
START, END = "<!-- written by make bench-peers -->", "<!-- end of what make bench-peers writes -->"


def table(head, rows, texts):
    """`texts` columns of words, the others are numbers."""
    lines = [head, ["---"] * texts + ["--:"] * (len(head) - texts), *rows]
    return "\n".join(f"|{'|'.join(map(str, line))}|" for line in lines)


def ratio(value):
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def median(runs, key):
    return statistics.median(r[key] for r in runs if r)


def times_faster(peer, ours, key):
    """Median over the rounds in which both ran of the peer's time over ours."""
    return statistics.median(p[key] / o[key] for p, o in zip(peer, ours) if p and o)


def processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def environment(versions, rounds, load):
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    facts = {
        "Processor": f"{processor()}, {os.cpu_count()} cores visible", "System": f"{system}, Linux {platform.release()}",
        **{name: version for name, version in versions.items() if version},
        "Date": datetime.date.today().isoformat(), "Rounds": rounds,
        "Load average": f"{load[0]:.1f} at the start, {os.getloadavg()[0]:.1f} at the end; the measurement itself is 1",
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def filter_table(sets, filters, key):
    head = ["filter", "peer", "peer ms/MP", *[f"{TITLE[s]} ms/MP" for s in sets], *[f"{TITLE[s]} ×" for s in sets]]
    rows = []
    for name, peers, runs, megapixels in filters:
        for peer in peers:
            rows.append([
                name, peer, f"{median(runs[peer], key) / megapixels * 1e3:.2f}",
                *[f"{median(runs[s], key) / megapixels * 1e3:.2f}" for s in sets],
                *[ratio(times_faster(runs[peer], runs[s], key)) for s in sets]])
    return table(head, rows, texts=2)


def job_table(job):
    ours = next(iter(job.values()))
    rows = [[
        name, f"{median(runs, CPU):.2f}", f"{median(runs, WALL):.2f}", f"{max(r[MEMORY] for r in runs if r):.0f}",
        f"{1 / times_faster(runs, ours, CPU):.3f}"] for name, runs in job.items()]
    return table(["job", "CPU s", "wall s", "peak MB", "CPU of enhance, 1 thread, ÷ this"], rows, texts=1)


def main_table(sets, filters, job):
    """For the README: each filter beside its first peer, and the whole job."""
    rows = [[name, peers[0], *[ratio(times_faster(runs[peers[0]], runs[s], CPU)) for s in sets]]
            for name, peers, runs, _ in filters]
    text = table(["filter, one thread", "beside", *[f"{TITLE[s]}: × faster" for s in sets]], rows, texts=2)
    return text + "\n\n" + job_table(job)


def compose(sets, filters, job, versions, rounds, load):
    """(the whole results file, the README's part of it)"""
    facts = environment(versions, rounds, load)
    text = f"""# Speed beside other libraries

Written by `make bench-peers`. Compare ratios, not times: the machine may have had other work.

## Environment

{facts}

## Filters, one thread, CPU time

1 MP, noise of deviation 10. × is the peer's time over ours: above 1 ours is faster. Our two
levels first measure the noise of the picture, and sharpening is gated by it and limits overshoot; the peers' do neither.

{filter_table(sets, filters, CPU)}

## Filters, one thread, wall time

{filter_table(sets, filters, WALL)}

## The whole job: a noisy 12 MP JPEG (4:2:0, quality 92), file to file

`enhance` at its default levels. The times of OpenCV hold the start of Python.

{job_table(job)}
"""
    summary = f"{main_table(sets, filters, job)}\n\nWritten by `make bench-peers`, on {processor()}, {datetime.date.today().isoformat()}."
    return text, summary


def into_readme(path, summary):
    text = path.read_text()
    before, rest = text.split(START)
    after = rest.split(END)[1]
    path.write_text(f"{before}{START}\n{summary}\n{END}{after}")
