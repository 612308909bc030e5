"""The second address of `warraq serve --player`: the player, and the WACZ of one capture by ranges.

What archived scripts may reach is decided here and in the frame that the evidence's page puts round it.
A script that is played has this origin, and so everything that this server answers: it answers the player's
files and WACZ files, and each answer has a policy. Documents are answered to frames alone, since the policy
of the page round the frame is what keeps a script from leading its tab to another host.
"""

import asyncio
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from html import escape
from importlib.resources import files

from archive.browse.answers import App, Message, Receive, Send
from archive.browse.asking import Gone
from archive.browse.byte_range import Span, Unsatisfiable, asked_range
from archive.browse.host_guard import split_host
from archive.browse.mementos import DIGITS
from archive.browse.player import Player
from archive.browse.player_wacz import Playable, PlayableFiles
from archive.browse.service import LOOPBACK
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.moments import moment

RECORD = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
PLAY, WACZ = re.compile(rf"/play/{RECORD}"), re.compile(rf"/wacz/{RECORD}\.wacz")
PIECE = 1 << 20  # bytes that are read and sent at a time
SCRIPT, HTML, TEXT = "text/javascript; charset=utf-8", "text/html; charset=utf-8", "text/plain; charset=utf-8"
# Of archived pages: anything of this origin, nothing of another.
PLAYED_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:;"
    " form-action 'self'; object-src 'none'; base-uri 'self'"
)
# Of our page that the player stands in; the player puts its styles into the elements that it makes.
PLAY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self' data:; worker-src 'self'; frame-src 'self'; base-uri 'none';"
    " form-action 'none'"
)
WORKER_POLICY = "default-src 'none'; script-src 'self' 'unsafe-eval'; connect-src 'self' data: blob:"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "x-dns-prefetch-control": "off",
    "cache-control": "private, no-cache",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    media: str
    body: bytes = b""
    policy: str = NOTHING
    headers: Mapping[str, str] | None = None


def player_app(
    player: Player, files: PlayableFiles, is_ours: Callable[[str], bool], evidence_port: int
) -> App:
    """The application; only pages of this machine at `evidence_port` may frame what it answers.

    `is_ours` says whether a Host header names this server.
    """

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        names: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            names.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        asked = _Asked(
            method=scope["method"],
            path=scope["path"],
            headers={name: ", ".join(values) for name, values in names.items()},
        )
        if not is_ours(asked.headers.get("host", "")):
            await _send(send, asked, _text(400, "This address is not served here."))
        elif asked.method not in ("GET", "HEAD"):
            await _send(send, asked, _text(405, "GET and HEAD are answered here.", {"allow": "GET, HEAD"}))
        elif found := WACZ.fullmatch(asked.path):
            await _send_wacz(send, asked, files, found[1])
        else:
            await _send(send, asked, await _answer(asked, player, files, evidence_port))

    return answer


async def _answer(asked: _Asked, player: Player, files: PlayableFiles, evidence_port: int) -> _Answer:
    framing = f"frame-ancestors 'self' {evidence_origin(asked.headers['host'], evidence_port)}"
    # A service worker answers pages: any other script of ours in its place would leave out our policy.
    worker = asked.headers.get("sec-fetch-dest") in ("serviceworker", "worker", "sharedworker")
    if (worker or "service-worker" in asked.headers) and asked.path != "/replay/sw.js":
        return _text(403, "This file is no service worker.")
    if asked.path == "/replay/ui.js":
        return _Answer(status=200, media=SCRIPT, body=player.interface)
    if asked.path == "/replay/sw.js":
        policy = f"const POLICY = {json.dumps(f'{PLAYED_POLICY}; {framing}')};\n"
        body = policy.encode() + _own("guard.js")
        return _Answer(status=200, media=SCRIPT, body=body, policy=WORKER_POLICY)
    if asked.path == "/replay/player.js":
        return _Answer(status=200, media=SCRIPT, body=player.worker, policy=WORKER_POLICY)
    if asked.path == "/play.css":
        return _Answer(status=200, media="text/css; charset=utf-8", body=_own("play.css"))
    if found := PLAY.fullmatch(asked.path):
        if asked.headers.get("sec-fetch-dest") != "iframe":
            return _text(403, "The full replay is shown inside the page of the archive alone.")
        return await _play(files, found[1], f"{PLAY_POLICY}; {framing}")
    if asked.path == "/replay/":
        # The player's frame, as its service worker answers it; the first time that may not be there yet.
        return _Answer(status=200, media=HTML, body=_own("frame.html"), policy=f"{PLAY_POLICY}; {framing}")
    return _text(404, "There is nothing at this address.")


def evidence_origin(host: str, port: int) -> str:
    """The origin at this port of the machine that a Host header names."""
    parted = split_host(host)
    return f"http://{parted[0] if parted else LOOPBACK}:{port}"


async def _play(files: PlayableFiles, record: str, policy: str) -> _Answer:
    """Our page that the player stands in."""
    try:
        played = await asyncio.to_thread(files.played, record)
    except Gone as error:
        return _text(410, str(error))
    except ArchiveError as error:
        return _text(500, str(error))
    if played is None:
        return _text(404, f"no capture {record} in this archive")
    values = {
        "record": record,
        "url": escape(played.url),
        "ts": f"{moment(played.captured_at).astimezone(UTC):{DIGITS}}",
    }
    page = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], _own("play.html").decode())
    return _Answer(status=200, media=HTML, body=page.encode("utf-8", "replace"), policy=policy)


async def _send_wacz(send: Send, asked: _Asked, files: PlayableFiles, record: str) -> None:
    try:
        made = await asyncio.to_thread(files.of, record)
    except Gone as error:
        await _send(send, asked, _text(410, str(error)))
    except UnknownArticle as error:
        await _send(send, asked, _text(404, str(error)))
    except ArchiveError as error:
        await _send(send, asked, _text(409, str(error)))
    except OSError as error:
        await _send(send, asked, _text(507, f"the file cannot be made: {error.strerror}"))
    else:
        await _send_file(send, asked, made)


async def _send_file(send: Send, asked: _Asked, made: Playable) -> None:
    headers = {"accept-ranges": "bytes", "etag": made.tag}
    # Section 13.1.5: a part of another file than the one that was asked of before would be a mixture.
    wanted = asked.headers.get("range") if asked.headers.get("if-range", made.tag) == made.tag else None
    try:
        span = asked_range(wanted, made.size) if asked.method == "GET" else None
    except Unsatisfiable:
        headers["content-range"] = f"bytes */{made.size}"
        await _send(send, asked, _text(416, "The range begins behind the end of the file.", headers))
        return
    if span is not None:
        headers["content-range"] = span.content_range(made.size)
    sent = span or Span(start=0, end=made.size)
    answer = _Answer(status=206 if span else 200, media="application/wacz+zip", headers=headers)
    await send(_start(answer, sent.end - sent.start))
    at = sent.start if asked.method == "GET" else sent.end
    while at < sent.end:
        data = await asyncio.to_thread(os.pread, made.file.fileno(), min(PIECE, sent.end - at), at)
        at += len(data) or sent.end  # a file that was cut: the length promised is not kept, and that is seen
        await send({"type": "http.response.body", "body": data, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _text(status: int, text: str, headers: Mapping[str, str] | None = None) -> _Answer:
    return _Answer(status=status, media=TEXT, body=f"{text}\n".encode(), headers=headers)


async def _send(send: Send, asked: _Asked, answer: _Answer) -> None:
    await send(_start(answer, len(answer.body)))
    await send({"type": "http.response.body", "body": b"" if asked.method == "HEAD" else answer.body})


def _start(answer: _Answer, length: int) -> Message:
    headers = {
        **HEADERS,
        "content-type": answer.media,
        "content-length": str(length),
        "content-security-policy": answer.policy,
        **(answer.headers or {}),
    }
    told = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": answer.status, "headers": told}


def _own(name: str) -> bytes:
    return (files("archive.browse") / "player_files" / name).read_bytes()
