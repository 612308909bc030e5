"""Fixity beside `gzip -dc FILE… | sha256sum` over the same files, in the same rounds.

`python -m benchmarks.fixity ARCHIVE` is the measured program: it reads every WARC of the archive as `verify`
does, with block, payload and file digests, then verifies all of it, and prints both in seconds.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from archive.file_check import FileDigest, fixed_records
from archive.own_warcs import own_files
from archive.place import Archive
from archive.report import Report
from archive.sources import own_source
from archive.verify import verify
from benchmarks.figures import Figure
from benchmarks.fixity_archive import make_pages_archive
from benchmarks.processes import BrokenMeasurement, run
from benchmarks.variants import Crawls

PLAIN = 'gzip -dc "$@" | sha256sum'
Tell = Callable[[str], None]


def fixity(crawls: Crawls, runs: int, tell: Tell) -> list[Figure]:
    """G: reading WARCs with all of their digests, and a whole `verify`, beside plain tools."""
    pages = crawls.served.pages
    path = crawls.directory / "fixity"
    tell(f"an archive of {pages} invented pages is made, and read for the index")
    archive = make_pages_archive(path, pages)
    files = [str(file) for file in own_files(archive)]
    _plain(files)  # file caches
    ours, plain = [], []
    for number in range(runs):
        for kind in (0, 1) if number % 2 == 0 else (1, 0):
            if kind:
                ours.append(run("benchmarks.fixity", [str(path)]).printed)
            else:
                plain.append(_plain(files))
        tell(f"round {number + 1}/{runs} fixity {ours[-1]['clock']:.3f} s, plain tools {plain[-1][0]:.3f} s")
    return _figures(ours, plain, pages)


def _figures(
    ours: Sequence[dict[str, float]], plain: Sequence[tuple[float, float]], pages: int
) -> list[Figure]:
    def of(name: str) -> float:
        return median(one[name] for one in ours)

    clock, cpu = median(one[0] for one in plain), median(one[1] for one in plain)
    ratios = [one["clock"] / other[0] for one, other in zip(ours, plain, strict=True)]
    return [
        Figure(
            letter="G",
            name="reading WARCs with all digests ÷ gzip -dc | sha256sum, by the clock",
            value=of("clock") / clock,
            unit="",
            target=2.0,
            note=f"{1000 * of('clock') / pages:.2f} and {1000 * clock / pages:.2f} ms/page; single rounds"
            f" {min(ratios):.2f} to {max(ratios):.2f}",
        ),
        Figure(letter="", name="  the same in CPU", value=of("cpu") / cpu, unit=""),
        Figure(letter="", name="  a whole verify", value=1000 * of("verify") / pages, unit="ms/page"),
        Figure(
            letter="",
            name="  of it rows, leaves and the search index",
            value=1000 * (of("verify") - of("clock")) / pages,
            unit="ms/page",
            note=f"peak memory {of('peak_kb') / 1024:.0f} MB",
        ),
    ]


def _plain(files: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock and of CPU that plain tools take."""
    began = time.perf_counter()
    process = subprocess.Popen(["sh", "-c", PLAIN, "sh", *files], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BrokenMeasurement(f"{PLAIN} ended with {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime


def main(arguments: Sequence[str]) -> int:
    """Measure the archive named; exit code 1 when it is not what it was."""
    import resource

    archive = Archive(Path(arguments[0]))
    report = Report()
    began, used = time.perf_counter(), time.process_time()
    for path in own_files(archive):
        digest = FileDigest()
        source = own_source(archive, path.relative_to(archive.warcs).as_posix())
        for _ in fixed_records(report, source, digest.take):
            pass
    clock, cpu = time.perf_counter() - began, time.process_time() - used
    began = time.perf_counter()
    whole = verify(archive)
    found = {
        "clock": clock,
        "cpu": cpu,
        "verify": time.perf_counter() - began,
        "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    print(json.dumps(found))
    return 0 if report.ok and whole.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
