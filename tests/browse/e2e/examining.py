"""One page looked at in many ways: axe-core's rules, the places of its texts, its fonts, how it prints."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browse.e2e.watching import Watched
from tests.conftest import ROOT

AXE = ROOT / ".axe-core" / "package" / "axe.min.js"
LAYOUT = Path(__file__).with_name("layout.js")
DESKTOP, PHONE = 1280, 390
A4 = 672  # the width of A4 between the margins of the style sheet (16 mm), in CSS pixels (96 to the inch)
HEIGHTS = {DESKTOP: 900, PHONE: 844, A4: 1123}
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")  # what a dark scheme can change
RUN_AXE = """async (only) => {
  const told = await axe.run(document, {
    runOnly: only, iframes: false, preload: false, resultTypes: ['violations'],
  });
  return told.violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, nodes: nodes.map(({ target, failureSummary }) => [target.join(' '), failureSummary]),
  }));
}"""
# For each kind of element whose own text is Arabic, its Arabic letters alone in an element that can be named.
SAMPLE = """() => {
  const seen = new Set();
  for (const one of document.body.querySelectorAll(':not(textarea, option, script, style, svg *)')) {
    const own = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const letters = (own.map((node) => node.data).join('').match(/[\\u0620-\\u064a]/g) || []).join('');
    if (!letters || !one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const kind = [style.fontFamily, style.fontWeight, style.fontStyle, one.localName].join();
    if (seen.has(kind)) continue;
    seen.add(kind);
    const sample = document.createElement('span');
    sample.textContent = letters;
    sample.setAttribute('data-sample', kind);
    one.append(sample);
  }
  return document.fonts.ready.then(() => null);
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found on a page in one language: sentences, which name the width and the scheme.

    `barriers` by impact, as axe-core grades it; None without axe-core.
    """

    barriers: dict[str, list[str]] | None
    layout: list[str]
    fonts: list[str]
    printed: list[str]


def examine(watched: Watched, path: str) -> Examined:
    """Look at a page at both widths, in both colour schemes, and as it is printed."""
    page = watched.page
    watched.open(path)
    barriers: dict[str, list[str]] | None = None
    if AXE.exists():
        page.evaluate(AXE.read_text("utf-8"))
        barriers = {}
    layout = []
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        layout += [f"{width}: {one}" for one in page.evaluate(LAYOUT.read_text("utf-8"))]
        for scheme in ("light", "dark"):
            if barriers is None:
                continue
            page.emulate_media(color_scheme=scheme)
            only: Any = (
                {"type": "tag", "values": TAGS} if scheme == "light" else {"type": "rule", "values": COLOURS}
            )
            for told in page.evaluate(RUN_AXE, only):
                barriers.setdefault(told["impact"], []).append(f"{width} {scheme}: {sentence(told)}")
    fonts = foreign_fonts(page)
    page.set_viewport_size({"width": A4, "height": HEIGHTS[A4]})
    page.emulate_media(media="print", color_scheme="light")
    printed = page.evaluate(LAYOUT.read_text("utf-8"))
    return Examined(barriers=barriers, layout=layout, fonts=fonts, printed=printed)


def sentence(told: dict[str, Any]) -> str:
    """One violation of a rule of axe-core, with the first elements that break it."""
    places = "; ".join(f"{target}: {' '.join(why.split())}" for target, why in told["nodes"][:3])
    return f"{told['id']} ({told['help']}) at {len(told['nodes'])}: {places}"


def foreign_fonts(page: Any) -> list[str]:
    """Elements whose Arabic letters are drawn with fonts of this machine, and not with those that we ship."""
    page.evaluate(SAMPLE)
    session = page.context.new_cdp_session(page)
    try:
        for domain in ("DOM", "CSS"):
            session.send(f"{domain}.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        marked = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-sample]"})[
            "nodeIds"
        ]
        assert marked, "no Arabic on this page"
        found = []
        for node in marked:
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            if not fonts or not all(font["isCustomFont"] for font in fonts):
                told = session.send("DOM.getAttributes", {"nodeId": node})["attributes"]
                found.append(f"{told}: {[font['familyName'] for font in fonts]}")
        return found
    finally:
        session.detach()
