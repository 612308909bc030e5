"""Run in the peers' environment, importing nothing of ours: `peer_runner.py PEER pages.jsonl answers.jsonl`.

A page is {"url", "html" (base64), "charset"}; an answer {"title", "body", "date", "authors", "failed",
"seconds"}.
No peer reaches the network, and a page that takes too long is a failure.
"""

# mypy: ignore-errors
# The peers are not installed where types are checked.
import base64
import json
import signal
import socket
import sys
import time
import warnings
from types import FrameType

LIMIT = 30  # seconds a page


class TooLong(Exception):
    """A peer did not finish a page in time."""


class Unreachable(OSError):
    """No peer reaches the network."""


def trafilatura(page: dict[str, str]) -> dict[str, object]:
    """Read with trafilatura, from the bytes, as its documentation advises."""
    from trafilatura import bare_extraction

    read = bare_extraction(_bytes(page), url=page["url"], with_metadata=True)
    if read is None:
        return {}
    authors = [name.strip() for name in (read.author or "").split(";") if name.strip()]
    return {"title": read.title, "body": read.text, "date": read.date, "authors": authors}


def newspaper4k(page: dict[str, str]) -> dict[str, object]:
    """Read with newspaper4k, told that the page is Arabic."""
    import newspaper

    article = newspaper.Article(page["url"], language="ar")
    article.download(input_html=_text(page))
    article.parse()
    return {
        "title": article.title,
        "body": article.text,
        "date": article.publish_date,
        "authors": article.authors,
    }


def newsplease(page: dict[str, str]) -> dict[str, object]:
    """Read with news-please."""
    from newsplease import NewsPlease

    article = NewsPlease.from_html(_text(page), url=page["url"])
    return {
        "title": article.title,
        "body": article.maintext,
        "date": article.date_publish,
        "authors": article.authors,
    }


def goose3(page: dict[str, str]) -> dict[str, object]:
    """Read with goose3 and its Arabic stop words."""
    from goose3 import Goose
    from goose3.text import StopWordsArabic

    with Goose({"stopwords_class": StopWordsArabic, "enable_image_fetching": False}) as goose:
        article = goose.extract(url=None, raw_html=_text(page))
    return {
        "title": article.title,
        "body": article.cleaned_text,
        "date": article.publish_datetime_utc or article.publish_date,
        "authors": article.authors,
    }


PEERS = {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "news-please": newsplease, "goose3": goose3}


def main(peer: str, pages: str, answers: str) -> None:
    """Answer every page, in order."""
    warnings.simplefilter("ignore")
    socket.socket.connect = socket.socket.connect_ex = _refuse
    socket.getaddrinfo = _refuse
    signal.signal(signal.SIGALRM, _stop)
    with open(pages, encoding="utf-8") as lines, open(answers, "w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(_answer(peer, json.loads(line)), ensure_ascii=False, default=str) + "\n")


def _answer(peer: str, page: dict[str, str]) -> dict[str, object]:
    start = time.process_time()
    signal.alarm(LIMIT)
    try:
        answer = PEERS[peer](page)
    except Exception as error:  # noqa: BLE001 - whatever a peer raises is its answer
        answer = {"failed": f"{type(error).__name__}: {str(error)[:200]}"}
    finally:
        signal.alarm(0)
    date = answer.get("date")
    if date is not None and hasattr(date, "isoformat"):
        answer["date"] = date.isoformat()
    return {**answer, "seconds": time.process_time() - start}


def _bytes(page: dict[str, str]) -> bytes:
    return base64.b64decode(page["html"])


def _text(page: dict[str, str]) -> str:
    return _bytes(page).decode(page["charset"], "replace")


def _refuse(*_: object, **__: object) -> None:
    raise Unreachable("no peer reaches the network")


def _stop(_: int, __: FrameType | None) -> None:
    raise TooLong(f"more than {LIMIT} seconds")


if __name__ == "__main__":
    main(*sys.argv[1:4])
