"""Runs a command and prints its CPU seconds, wall seconds and peak memory in MB as JSON.

A process of its own, because a child's peak memory starts from that of its parent, and bench_peers.py is large.
"""
import json
import os
import subprocess
import sys
import time

start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
wall = time.perf_counter() - start
print(json.dumps([usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024]))
sys.exit(os.waitstatus_to_exitcode(status) != 0)
