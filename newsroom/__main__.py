"""`python -m newsroom`: the newsroom as a process of its own.

Prints one JSON line `{"ready": true, "pid": …, "outlets": {slug: home page}, "declarations": {slug: TOML}}`,
then answers one JSON line for every command line on stdin, until `{"do": "stop"}` or the end of stdin:

    {"do": "edit", "n": 1}                             puts an edit in place
    {"do": "delete", "url": "…", "how": "gone"}        or "missing" (404), "soft" (200)
    {"do": "restore", "url": "…"}
    {"do": "spoil", "url": "…", "fault": "stall"}      any address answers with a fault; "mend" takes it back
    {"do": "break", "slug": "…", "variant": "redesign"}    an outlet breaks in a way of `newsroom.variants`
    {"do": "whole", "slug": "…"}                       and is whole again
    {"do": "articles", "slug": "…"}                    the addresses of an outlet's reports
    {"do": "cpu"}                                      seconds of CPU this process has used
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from newsroom.corpus import corpus_site
from newsroom.outlets import DRAWN, MAKES, OUTLETS
from newsroom.reports import REPORTS
from newsroom.room import Newsroom

Command = Mapping[str, object]


def main(arguments: list[str] | None = None) -> int:
    """Serves until told to stop; exit code 0, or 2 for a wrong option."""
    options = _parser().parse_args(arguments)
    corpus = corpus_site(options.corpus, options.count, options.make) if options.corpus else None
    outlets = None if options.outlets is None else [slug for slug in options.outlets.split(",") if slug]
    with Newsroom(
        record=options.record,
        port_base=options.port_base,
        reports=options.reports,
        corpus=corpus,
        outlets=outlets,
        faulty=not options.faultless,
        slow=options.slow,
        remember=False,
    ) as room:
        sites = room.outlets
        _say(
            {
                "ready": True,
                "pid": os.getpid(),
                "outlets": {slug: site.homepage for slug, site in sites.items()},
                "declarations": {slug: room.declaration(slug) for slug in sites},
            }
        )
        if options.forever:
            _sleep()
        else:
            _obey(room)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m newsroom", description="An Arabic newsroom on loopback.")
    parser.add_argument("--port-base", type=int, default=0, help="first of consecutive ports (0: free ones)")
    parser.add_argument("--record", type=Path, help="directory for the bytes of every exchange")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="another directory of reports")
    known = ", ".join(outlet.slug for outlet in (*OUTLETS, *DRAWN))
    told = f"comma-separated slugs ({known}; empty: none); unless told, all that need no browser"
    parser.add_argument("--outlets", help=told)
    parser.add_argument("--faultless", action="store_true", help="link no faults from feeds and sitemaps")
    parser.add_argument("--slow", type=float, default=0.3, help="pause of slow answers in seconds")
    parser.add_argument(
        "--corpus", type=Path, nargs="+", help="zips of real reports to serve as one more site"
    )
    parser.add_argument("--count", type=int, default=1000, help="how many of them")
    parser.add_argument("--make", choices=tuple(MAKES), default="wordpress", help="the design of their pages")
    parser.add_argument("--forever", action="store_true", help="ignore stdin, serve until interrupted")
    return parser


def _obey(room: Newsroom) -> None:
    for line in sys.stdin:
        try:
            command = cast(Command, json.loads(line))
            if command["do"] == "stop":
                _say({"done": "stop"})
                return
            _say({"done": command["do"], **_COMMANDS[str(command["do"])](room, command)})
        except (KeyError, LookupError, ValueError, TypeError) as error:
            _say({"error": f"{type(error).__name__}: {error}"})


def _sleep() -> None:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return


def _edit(room: Newsroom, command: Command) -> Command:
    return {"url": room.edit(int(str(command["n"])))}


def _delete(room: Newsroom, command: Command) -> Command:
    how = command.get("how", "gone")
    if how not in ("gone", "missing", "soft"):
        raise ValueError(f"how must be gone, missing or soft, not {how!r}")
    room.delete(str(command["url"]), how)
    return {"url": command["url"]}


def _restore(room: Newsroom, command: Command) -> Command:
    room.restore(str(command["url"]))
    return {"url": command["url"]}


def _spoil(room: Newsroom, command: Command) -> Command:
    room.spoil(str(command["url"]), str(command["fault"]))
    return {"url": command["url"]}


def _mend(room: Newsroom, command: Command) -> Command:
    room.mend(str(command["url"]))
    return {"url": command["url"]}


def _break(room: Newsroom, command: Command) -> Command:
    slug = str(command["slug"])
    room.break_outlet(slug, str(command["variant"]))
    return {"homepage": room.outlets[slug].homepage, "declaration": room.declaration(slug)}


def _whole(room: Newsroom, command: Command) -> Command:
    room.restore_outlet(str(command["slug"]))
    return {"slug": command["slug"]}


def _articles(room: Newsroom, command: Command) -> Command:
    return {"urls": room.outlets[str(command["slug"])].article_urls}


def _cpu(room: Newsroom, command: Command) -> Command:
    return {"seconds": time.process_time()}


_COMMANDS: dict[str, Callable[[Newsroom, Command], Command]] = {
    "edit": _edit,
    "delete": _delete,
    "restore": _restore,
    "spoil": _spoil,
    "mend": _mend,
    "break": _break,
    "whole": _whole,
    "articles": _articles,
    "cpu": _cpu,
}


def _say(message: Command) -> None:
    print(json.dumps(message, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
