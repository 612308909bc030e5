"""The Content Security Policy of Datasette's own pages, without `unsafe-inline`.

Their scripts and styles stand in the markup. The scripts are the same in every page: their digests come from
Datasette's templates, not from the answer, so that a script which got into an answer is not among them.
Styles hold names of columns, colours and heights: those are allowed that look like Datasette's own.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

VARIABLE = re.compile(r"\{[{%]")  # what a template fills in
FACETS = ("DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;")  # table.html
# This script of the SQL editor makes a style, empty at first.
RESIZING = "cm-resize-1.0.1.min.js"
MADE = re.compile(r'createElement\("style"\)\)\.textContent=("(?:[^"\\]|\\.)*")')
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
ATTRIBUTE = re.compile(r'\sstyle="([^"]*)"')
# Labels of columns on narrow screens. Datasette writes quotation marks and backslashes as escapes.
LABELS = re.compile(
    r"\s*@media only screen and \(max-width: 576px\) \{\s*"
    r'(?:\.rows-and-columns td:nth-of-type\(\d+\):before \{ content: "[^"<\n]*"; \}\s*)*\}\s*'
)
HARMLESS = re.compile(
    r"border-color: #[0-9a-f]{3,6}|color: #666|height: \d{1,4}em"
    r"|padding-left: 10px; border-left: 10px solid #[0-9a-f]{3,6}"
    r"|padding: 1em; margin: 1em 0; border: 3px solid red;"
)
# Of what is no page: JSON, CSV, a value as a file.
DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def policy_of(page: str) -> str:
    """The policy for an HTML page of Datasette's."""
    scripts, styles = _fixed()
    found = {text for text in STYLE.findall(page) if LABELS.fullmatch(text)}
    attributes = {text for text in ATTRIBUTE.findall(page) if HARMLESS.fullmatch(text)}
    return (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' {styles} {_digests(found)};"
        f" style-src-attr 'unsafe-hashes' {_digests(attributes)}; img-src 'self' data:; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@lru_cache(maxsize=1)
def _fixed() -> tuple[str, str]:
    package = files("datasette")
    pages = [
        one.read_text("utf-8") for one in (package / "templates").iterdir() if one.name.endswith(".html")
    ]
    scripts, styles = (_without_data(kind, pages) for kind in (SCRIPT, STYLE))
    resizing = package / "static" / RESIZING
    made = MADE.findall(resizing.read_text("utf-8")) if resizing.is_file() else ()
    return _digests({*FACETS, *scripts}), _digests({"", *styles, *map(json.loads, made)})


def _without_data(kind: re.Pattern[str], pages: Iterable[str]) -> set[str]:
    return {text for page in pages for text in kind.findall(page) if not VARIABLE.search(text)}


def _digests(texts: set[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in sorted(texts))
    return " ".join(f"'sha256-{digest}'" for digest in digests)
