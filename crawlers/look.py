"""How a page is looked at, what it is answered with, and what comes of it: pictures, its DOM, facts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from archive.errors import ArchiveError
from archive.posts import Post

HEIGHT = 900  # of the window, in CSS pixels


class PictureError(ArchiveError):
    """A page could not be pictured; nothing of it was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request of the page is answered with; `body` is decoded."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of the page: for an address, by GET, or by POST with what is sent."""

    url: str
    post: Post | None = None


Answering = Callable[[Asked], Awaitable[Answer | None]]
MayPost = Callable[[str], bool]  # whether a page may ask an address by POST


def no_post(url: str) -> bool:
    """Whether a page may ask an address by POST: never."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is looked at: `width` in CSS pixels, `seconds` for all, `settle` of them for loading.

    `foot` is what stands at the foot of the PDF's pages, before the time at which it was made.
    """

    png: bool
    pdf: bool
    scripts: bool
    user_agent: str
    timezone: str
    foot: str = ""
    width: int = 1280
    language: str = "ar"
    seconds: float = 180.0
    settle: float = 60.0
    may_post: MayPost = no_post


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderLook:
    """How a page is shown to be read: `seconds` for all, `settle` of them until its DOM is taken.

    `requests` and `served` (bytes) bound what it may ask for, `memory` (bytes) what its process may take.
    `may_post` says which addresses it may ask by POST.
    """

    user_agent: str
    timezone: str
    images: bool = True
    width: int = 1280
    language: str = "ar"
    seconds: float = 90.0
    settle: float = 60.0
    requests: int = 150
    served: int = 32 << 20
    memory: int = 1 << 30
    scripts: bool = True
    may_post: MayPost = no_post


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a page had become in the browser: `dom` is its HTML in UTF-8, taken at `taken_at` (UTC).

    `led_to` are the addresses that its scripts wanted to go to instead, and were not let. For the rest see
    Pictured.
    """

    dom: bytes
    taken_at: datetime
    led_to: tuple[str, ...]
    browser: str
    driver: str
    sandbox: bool
    window_height: int
    settled: bool
    unanswered: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: `media` is image/png or application/pdf, `taken_at` UTC, sizes in pixels (None of a PDF).

    `cut` says that the page goes on below what the picture shows.
    """

    media: str
    data: bytes
    taken_at: datetime
    width: int | None = None
    height: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """What came of looking at a page, with what it was done with.

    `settled` is False when the page was still asking for things as its time was up; `unanswered` counts
    requests that got no answer, `refused` those that no page may make (other methods, sound and film).
    """

    pictures: tuple[Picture, ...]
    browser: str
    driver: str
    sandbox: bool
    window_height: int
    language: str
    timezone: str
    page_height: int
    settled: bool
    unanswered: int
    refused: int
