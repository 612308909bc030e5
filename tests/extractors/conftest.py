"""What the tests of the extractors share: outlets, captured pages, and where the measuring material lies."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.article import Page
from extractors.outlets import Outlet, parse_outlet

ROOT = Path(__file__).parents[2]
DECLARATION = """
name = "{name}"
country = "SY"
timezone = "{timezone}"
homepage = "https://almithal.example/"
domains = ["almithal.example"]
"""

OutletMaker = Callable[..., Outlet]
PageMaker = Callable[..., Page]


@pytest.fixture
def make_outlet() -> OutletMaker:
    """Give a maker of declared outlets: time zone, name, and further lines of TOML."""

    def make(timezone: str = "Asia/Damascus", name: str = "المثال", more: str = "") -> Outlet:
        return parse_outlet(
            DECLARATION.format(name=name, timezone=timezone) + more, "almithal", "almithal.toml"
        )

    return make


@pytest.fixture
def make_page() -> PageMaker:
    """Give a maker of captured pages, captured in November 2026 unless said otherwise."""

    def make(
        body: str | bytes,
        *,
        url: str = "https://almithal.example/2026/03/report/",
        content_type: str | None = "text/html; charset=utf-8",
        status: int = 200,
        captured_at: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC),
    ) -> Page:
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        return Page(url=url, captured_at=captured_at, status=status, content_type=content_type, body=data)

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the measuring material, or skip: it is no part of the project."""
    path = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    if not (path / "data").is_dir():
        pytest.skip(f"measuring material is not at {path}; set WARRAQ_SHARED")
    return path
