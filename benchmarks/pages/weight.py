"""What a browser loads of a page on its first view, and when it shows what."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

PHONE, DESK = (390, 844), (1280, 800)
RESTS = 500  # milliseconds without anything more, after which the largest paint is the last
# First and largest contentful paint and cumulative layout shift, as https://web.dev/articles/vitals has them.
VITALS = """() => {
  const vitals = { fcp: null, lcp: null, cls: 0 };
  const watch = (type, act) => new PerformanceObserver(list => list.getEntries().forEach(act))
    .observe({ type, buffered: true });
  watch('paint', one => { if (one.name === 'first-contentful-paint') vitals.fcp = one.startTime });
  watch('largest-contentful-paint', one => { vitals.lcp = one.startTime });
  watch('layout-shift', one => { if (!one.hadRecentInput) vitals.cls += one.value });
  return new Promise(done => setTimeout(() => done(vitals), 200));
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Bytes as they came over the wire, headers included, by what they are; requests; milliseconds; shift."""

    bytes: int
    of: dict[str, int]
    requests: int
    fcp: float
    lcp: float
    cls: float


@contextmanager
def browser(program: str) -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield chromium
        finally:
            chromium.close()


def first_view(chromium: Any, url: str, *, size: tuple[int, int], language: str, runs: int) -> Weight:
    """Open the page `runs` times with an empty cache; medians."""
    views = [_view(chromium, url, size, language) for _ in range(runs)]
    return Weight(
        bytes=int(median(one.bytes for one in views)),
        of=views[0].of,
        requests=views[0].requests,
        fcp=median(one.fcp for one in views),
        lcp=median(one.lcp for one in views),
        cls=max(one.cls for one in views),
    )


def _view(chromium: Any, url: str, size: tuple[int, int], language: str) -> Weight:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, locale=language)
    try:
        view = context.new_page()
        session = context.new_cdp_session(view)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        loaded: dict[str, int] = {}
        session.on("Network.responseReceived", lambda one: kinds.update({one["requestId"]: one["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda one: loaded.update({one["requestId"]: int(one["encodedDataLength"])}),
        )
        view.goto(url, wait_until="networkidle")
        view.wait_for_timeout(RESTS)
        vitals = view.evaluate(VITALS)
    finally:
        context.close()
    of: dict[str, int] = {}
    for request, length in loaded.items():
        name = kinds.get(request, "Other").lower()
        of[name] = of.get(name, 0) + length
    return Weight(
        bytes=sum(loaded.values()),
        of=of,
        requests=len(loaded),
        fcp=vitals["fcp"] or 0.0,
        lcp=vitals["lcp"] or 0.0,
        cls=vitals["cls"],
    )


def told_of(of: dict[str, int], names: Sequence[str] = ("document", "stylesheet", "font", "script")) -> str:
    """The parts in KB, in the order of the names; what is none of them as other."""
    known = [(name, of[name]) for name in names if of.get(name)]
    other = sum(length for name, length in of.items() if name not in names)
    return ", ".join(
        f"{name} {length / 1000:.0f}" for name, length in [*known, *([("other", other)] if other else [])]
    )
