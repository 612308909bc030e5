"""The measurements. Variants that are compared take turns within each round."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from benchmarks.figures import MEGABYTE, Cost, Figure, cost, least, ratio, spread
from benchmarks.fixity import fixity
from benchmarks.variants import Crawls, Sample

LONG_RUNS = 3  # rounds at most of what takes a minute
Variant = Callable[[], Sample]
Tell = Callable[[str], None]


def rounds(names: Sequence[str], crawls: Crawls, runs: int, tell: Tell) -> dict[str, list[Sample]]:
    """Samples of the variants named, `runs` of each; every other round goes backwards."""
    found: dict[str, list[Sample]] = {name: [] for name in names}
    for number in range(runs):
        for name in names if number % 2 == 0 else reversed(names):
            variant: Variant = getattr(crawls, name)
            sample = variant()
            found[name].append(sample)
            tell(
                f"round {number + 1}/{runs} {name}: {sample.cpu:.2f} s CPU, reading {sample.reading:.2f} s, "
                f"{sample.wall:.1f} s by the clock, peak {sample.peak_memory / MEGABYTE:.0f} MB"
            )
    return found


def whole_crawl(crawls: Crawls, runs: int, tell: Tell) -> list[Figure]:
    """A and D: everything but reading beside plain Scrapy, and the memory of the crawl's process."""
    names = ("plain_start", "plain", "plain_images", "warraq_start", "warraq", "warraq_images")
    got = rounds(names, crawls, min(runs, LONG_RUNS), tell)
    figures: list[Figure] = []
    for title, ours, plain in (
        ("`warraq crawl`, pages alone, but for reading ÷ plain Scrapy", "warraq", "plain"),
        ("the same with images (its default) ÷ plain Scrapy with images", "warraq_images", "plain_images"),
    ):
        figures += _ratio_figures("A", title, got, (ours, "warraq_start"), (plain, "plain_start"), 2.5)
        figures += _shares(got[ours], got["warraq_start"], crawls.served.pages)
    peaks = [sample.peak_memory for name in ("warraq", "warraq_images") for sample in got[name]]
    figures.append(
        Figure(
            letter="D",
            name="peak memory of the crawl's process",
            value=max(peaks) / MEGABYTE,
            unit="MB",
            target=250,
            note=f"largest of {len(peaks)} runs; plain {_peak(got['plain']):.0f} MB",
        )
    )
    return figures


def _shares(ours: Sequence[Sample], starts: Sequence[Sample], pages: int) -> list[Figure]:
    crawl = 1000 * (median(one.crawl for one in ours) - median(one.crawl for one in starts)) / pages
    index = (
        1000
        * (median(one.cpu - one.crawl for one in ours) - median(one.cpu - one.crawl for one in starts))
        / pages
    )
    reading = 1000 * median(one.reading for one in ours) / pages
    return [
        Figure(letter="", name="  of it the crawl's process", value=crawl, unit="ms/page"),
        Figure(letter="", name="  of it the index", value=index, unit="ms/page"),
        Figure(letter="", name="  not counted: reading", value=reading, unit="ms/page"),
    ]


def capture_alone(crawls: Crawls, runs: int, tell: Tell) -> list[Figure]:
    """B: the plain crawl captured, beside itself."""
    got = rounds(("plain_start", "plain", "capture_start", "capture"), crawls, 2 * runs, tell)
    title = "plain Scrapy with capture ÷ without"
    return _ratio_figures("B", title, got, ("capture", "capture_start"), ("plain", "plain_start"), 1.2)


def blocked(crawls: Crawls, runs: int, tell: Tell) -> list[Figure]:
    """C: how long the reactor is blocked during `warraq crawl`, images and readers on the same cores."""
    got = rounds(("warraq_watched",), crawls, min(runs, LONG_RUNS), tell)["warraq_watched"]
    return [
        _blocked("C", "reactor blocked: longest lateness of a 5 ms timer", got, "late", "max", 50),
        _blocked("", "  99.9th percentile", got, "late", "p999"),
        _blocked("", "  longest turn of the loop by the clock", got, "turn", "max"),
        _blocked("", "  the same without waiting for a core", got, "turn_own", "max"),
        _blocked("", "  longest turn of the loop in CPU of its thread", got, "turn_cpu", "max"),
        _blocked("", "  99.9th percentile", got, "turn_cpu", "p999"),
        _blocked("", "  longest garbage collection", got, "collection", "max"),
    ]


def _blocked(
    letter: str, name: str, samples: Sequence[Sample], kind: str, of: str, target: float | None = None
) -> Figure:
    values = sorted(1000 * sample.blocking[kind][of] for sample in samples)
    return Figure(
        letter=letter,
        name=name,
        value=values[-1],
        unit="ms",
        target=target,
        note="worst of " + ", ".join(f"{value:.1f}" for value in values),
    )


def large_body(crawls: Crawls, runs: int, tell: Tell) -> list[Figure]:
    """E: what capturing a body of 50 MB adds to the memory of a plain crawl of it."""
    got = rounds(("plain_start", "plain_big", "capture_start", "capture_big"), crawls, runs, tell)
    peaks = {name: _peak(samples) for name, samples in got.items()}
    return [
        Figure(
            letter="E",
            name="50 MB body: peak memory captured − uncaptured",
            value=peaks["capture_big"] - peaks["plain_big"],
            unit="MB",
            target=32,
            note=f"{peaks['capture_big']:.0f} − {peaks['plain_big']:.0f} MB",
        ),
        Figure(
            letter="",
            name="  of it our code, before any body",
            value=peaks["capture_start"] - peaks["plain_start"],
            unit="MB",
            note=f"{peaks['capture_start']:.0f} − {peaks['plain_start']:.0f} MB",
        ),
    ]


def large_sitemap(crawls: Crawls, runs: int, tell: Tell) -> list[Figure]:
    """F: a sitemap of 50,000 URLs, into the ledger and on record, beside Scrapy's sitemap spider."""
    got = rounds(("plain_many", "warraq_many"), crawls, min(runs, LONG_RUNS), tell)
    ours, plain = got["warraq_many"], got["plain_many"]
    return [
        Figure(
            letter="F",
            name="a sitemap of 50,000 URLs: by the clock",
            value=median(one.wall for one in ours),
            unit="s",
            target=30,
            note=f"Scrapy's sitemap spider {median(one.wall for one in plain):.1f} s, and keeps nothing",
        ),
        Figure(
            letter="F",
            name="  peak memory",
            value=_peak(ours),
            unit="MB",
            target=150,
            note=f"Scrapy's sitemap spider {_peak(plain):.0f} MB",
        ),
    ]


def _peak(samples: Iterable[Sample]) -> float:
    return median(sample.peak_memory for sample in samples) / MEGABYTE


def _ratio_figures(
    letter: str,
    title: str,
    got: dict[str, list[Sample]],
    ours: tuple[str, str],
    plain: tuple[str, str],
    target: float,
) -> list[Figure]:
    our_cost, plain_cost = (cost(got[name], got[start]) for name, start in (ours, plain))
    lowest, highest = spread(got[ours[0]], our_cost.start, got[plain[0]], plain_cost.start)
    pages = got[ours[0]][0].pages
    return [
        Figure(
            letter=letter,
            name=title,
            value=ratio(our_cost, plain_cost),
            unit="",
            target=target,
            note=f"start and end subtracted; single rounds {lowest:.2f} to {highest:.2f}",
        ),
        _cost_figure("  ours", our_cost, pages),
        _cost_figure("  plain", plain_cost, pages),
        Figure(
            letter="",
            name="  ratio with start and end",
            value=our_cost.gross / plain_cost.gross,
            unit="",
        ),
        Figure(
            letter="",
            name="  ratio of the cheapest runs",
            value=ratio(*(least(got[name], got[start]) for name, start in (ours, plain))),
            unit="",
            note="what else the machine does only adds",
        ),
    ]


def _cost_figure(name: str, of: Cost, pages: int) -> Figure:
    return Figure(
        letter="",
        name=name,
        value=of.per_page(pages),
        unit="ms/page",
        note=f"{of.gross:.2f} s, start and end {of.start:.2f} s",
    )


MEASUREMENTS: dict[str, tuple[str, Callable[[Crawls, int, Tell], list[Figure]]]] = {
    "A": ("the whole crawl", whole_crawl),
    "B": ("capture alone", capture_alone),
    "C": ("the reactor", blocked),
    "D": ("memory of the crawl", whole_crawl),
    "E": ("a large body", large_body),
    "F": ("a large sitemap", large_sitemap),
    "G": ("fixity", fixity),
}
