#!/usr/bin/env python3
"""Compares whole builds of Jingwei and Hugo on the same corpus, in one run.

  compare.py --entries 10000 --runs 3 --jingwei PATH --hugo PATH --work DIR --out DIR
  compare.py --entries 1000 --runs 5 --jingwei PATH --jingwei-only --work DIR --out DIR

Corpora are written into --work once and used again. Each run is a new process
that writes into a new folder in --out; a folder in memory (tmpfs) keeps the
disk out of the comparison. The programs take turns, A B A B, and ratios are
taken round by round, so that a machine with other work treats both alike.
wall: monotonic clock from start to exit. user, system, peak memory: what the
kernel accounts to that process (wait4).
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import generate  # noqa: E402  (the file beside this one)

FIGURES = ("wall", "cpu", "user", "sys", "peak")


def corpus(work, dialect, entries, seed):
    """The folder of a corpus; written when it is not there yet."""
    folder = os.path.join(work, "%s-%s-%d" % (dialect, seed, entries))
    if not os.path.isdir(folder):
        partial = folder + ".partial"
        shutil.rmtree(partial, ignore_errors=True)
        generate.generate(entries, partial, seed, dialect)
        os.rename(partial, folder)
    return folder


def command(tool, program, site, out):
    if tool == "hugo":
        return [program, "--source", site, "--destination", out, "--quiet"]
    return [program, "build", "--root", site, "--output", out]


def forget(tool, site, out):
    """Removes what an earlier build left, so that every build starts cold."""
    shutil.rmtree(out, ignore_errors=True)
    for name in (("resources", ".hugo_build.lock") if tool == "hugo" else (".jingwei",)):
        path = os.path.join(site, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.unlink(path)


def build(cmd, log):
    """Runs one build to its end: figures of that process."""
    with open(log, "ab") as f:
        start = time.monotonic()
        child = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=f, stderr=f)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    return {"wall": wall, "user": usage.ru_utime, "sys": usage.ru_stime, "cpu": usage.ru_utime + usage.ru_stime,
            "peak": usage.ru_maxrss / 1024, "exit": child.returncode}


def tree(folder):
    """Number of files, of HTML pages, and bytes."""
    files = pages = size = 0
    for root, _, names in os.walk(folder):
        files += len(names)
        pages += sum(n.endswith(".html") for n in names)
        size += sum(os.lstat(os.path.join(root, n)).st_size for n in names)
    return files, pages, size


def median(runs, key):
    return statistics.median(r[key] for r in runs)


def report(entries, results, written):
    print("cold full build, %d entries in two languages, %d runs in turn; medians\n" % (
        entries, len(next(iter(results.values())))))
    print("| program | wall s (min-max) | cpu s | user s | system s | peak MiB | files | pages | MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for tool, runs in results.items():
        walls = [r["wall"] for r in runs]
        files, pages, size = written[tool]
        print("| %s | %.3f (%.3f-%.3f) | %.3f | %.3f | %.3f | %.1f | %d | %d | %.1f |" % (
            tool, median(runs, "wall"), min(walls), max(walls), median(runs, "cpu"), median(runs, "user"),
            median(runs, "sys"), median(runs, "peak"), files, pages, size / 1e6))
    if len(results) < 2:
        return
    print("\n| round | %s |\n| --- | %s |" % (
        " | ".join("jingwei / hugo, " + k for k in FIGURES), " | ".join("---:" for _ in FIGURES)))
    rounds = [{k: a[k] / max(b[k], 1e-9) for k in FIGURES} for a, b in zip(results["jingwei"], results["hugo"])]
    for n, ratio in enumerate(rounds, 1):
        print("| %d | %s |" % (n, " | ".join("%.4f" % ratio[k] for k in FIGURES)))
    print("| median | %s |" % " | ".join("%.4f" % median(rounds, k) for k in FIGURES))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--entries", type=int, default=1000)
    ap.add_argument("--runs", type=int, default=3, help="measured rounds (default 3)")
    ap.add_argument("--warmup", type=int, default=1, help="rounds before them that do not count (default 1)")
    ap.add_argument("--jingwei", required=True, help="the program")
    ap.add_argument("--hugo", help="the program itself, not a wrapper script around it")
    ap.add_argument("--jingwei-only", action="store_true")
    ap.add_argument("--work", required=True, help="folder of the corpora and logs")
    ap.add_argument("--out", required=True, help="folder of the output, best in memory")
    ap.add_argument("--seed", default="jingwei")
    a = ap.parse_args()
    programs = {"jingwei": a.jingwei}
    if not a.jingwei_only:
        if not a.hugo:
            ap.error("--hugo PATH or --jingwei-only is needed")
        programs["hugo"] = a.hugo
    if a.runs < 1:
        ap.error("--runs must be at least 1")
    os.makedirs(a.work, exist_ok=True)
    os.makedirs(a.out, exist_ok=True)
    sites = {tool: corpus(a.work, tool, a.entries, a.seed) for tool in programs}
    outs = {tool: os.path.join(a.out, "%s-%d" % (tool, a.entries)) for tool in programs}
    logs = {tool: os.path.join(a.work, "%s-%d.log" % (tool, a.entries)) for tool in programs}
    results, written = {tool: [] for tool in programs}, {}
    for log in logs.values():
        open(log, "wb").close()
    os.sync()
    for n in range(-a.warmup, a.runs):
        for tool, program in programs.items():
            forget(tool, sites[tool], outs[tool])
            figures = build(command(tool, program, sites[tool], outs[tool]), logs[tool])
            if figures["exit"] != 0:
                with open(logs[tool], encoding="utf-8", errors="replace") as f:
                    sys.stderr.write("".join(f.readlines()[-20:]))
                sys.exit("compare.py: %s ended with %d; see %s" % (tool, figures["exit"], logs[tool]))
            written[tool] = tree(outs[tool])
            if n >= 0:
                results[tool].append(figures)
            shutil.rmtree(outs[tool])
    report(a.entries, results, written)


if __name__ == "__main__":
    main()
