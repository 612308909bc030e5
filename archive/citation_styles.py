"""One citation in the forms that people and reference managers read.

The Arabic form names the outlet, the title in guillemets, the day the outlet printed, the URL, and when the
page was captured in the outlet's own time. The English form uses names as the user gives them and leaves
Arabic ones Arabic: nothing is romanised by machine.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from archive.citation_links import Origin, memento, pwid
from extractors.zones import zone

MONTHS_AR = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو",
    "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Braces as words: BibTeX counts them in spite of a backslash, and an odd one eats the entries behind it.
BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "#": r"\#", "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[!?])(?=`)")  # TeX sets these as one sign
LANGIDS = {"ar": "arabic", "en": "english", "fr": "french", "fa": "persian", "tr": "turkish"}  # of biblatex
INNER = {"«»": "‹›", "“”": "‘’"}  # marks round a title, and those for quotes within it


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation says, whatever its style.

    `published_date` is the outlet's own day as printed ("2024-03-17"), None when it printed none;
    `captured_at` is aware, `timezone` the outlet's IANA zone. Digests carry their algorithm ("sha256:…").
    `origin` names the archive, if it is to be named; `fragment` leads to the quote on the live page.
    """

    outlet: str
    outlet_en: str | None
    title: str
    title_en: str | None
    authors: tuple[str, ...]
    authors_en: tuple[str, ...]
    published_date: str | None
    url: str
    captured_at: datetime
    timezone: str
    language: str
    record_id: str
    payload_digest: str
    body_digest: str
    origin: Origin | None = None
    fragment: str | None = None

    @property
    def pwid(self) -> str | None:
        """The PWID of the capture; None when the archive is not named."""
        return pwid(self.origin, self.captured_at, self.url) if self.origin else None

    @property
    def memento(self) -> str | None:
        """Where the archive replays the capture; None when it does not."""
        return memento(self.origin, self.captured_at, self.url) if self.origin else None

    @property
    def captured_locally(self) -> datetime:
        """When the page was captured, on the outlet's clock."""
        return self.captured_at.astimezone(zone(self.timezone))

    @property
    def published(self) -> date | None:
        """The printed day."""
        return date.fromisoformat(self.published_date) if self.published_date else None


def arabic(citation: Citation) -> str:
    """The citation in Arabic, on one line."""
    published = written_day(citation.published, MONTHS_AR) if citation.published else "دون تاريخ منشور"
    moment = citation.captured_locally
    saved = f"{written_day(moment, MONTHS_AR)}، {moment:%H:%M} ({_offset(moment)})"
    title = _titled(citation.title, "«»")
    return f"{_plain(citation.outlet)}، {title}، {published}، {citation.url}، حُفظ في {saved}"


def english(citation: Citation) -> str:
    """The citation in English, on one line; names the user gave no Latin form for stay Arabic."""
    title = _titled(citation.title_en, "“”") if citation.title_en else _titled(citation.title, "«»")
    published = written_day(citation.published, MONTHS_EN) if citation.published else "no date printed"
    moment = citation.captured_locally
    saved = f"captured {written_day(moment, MONTHS_EN)}, {moment:%H:%M} ({_offset(moment)})"
    outlet = _plain(citation.outlet_en or citation.outlet)
    authors = [_plain(author) for author in citation.authors_en or citation.authors]
    return ", ".join([*authors, title, outlet, published, citation.url, saved])


def csl(citation: Citation) -> dict[str, Any]:
    """The citation as one CSL-JSON item; Arabic names are literal, a missing date is left out."""
    item: dict[str, Any] = {
        "id": f"warraq-{citation.record_id}",
        "type": "article-newspaper",
        "title": _plain(citation.title),
        "container-title": _plain(citation.outlet),
        "URL": citation.url,
        "language": citation.language,
        "accessed": {"date-parts": [_parts(citation.captured_locally)]},
        "archive_location": f"urn:uuid:{citation.record_id}",
        "note": _note(citation),
    }
    if citation.authors:
        item["author"] = [{"literal": _plain(author)} for author in citation.authors]
    if citation.published:
        item["issued"] = {"date-parts": [_parts(citation.published)]}
    return item


def bibtex(citation: Citation) -> str:
    """The citation as a BibTeX entry for biblatex, which sorts and sets Arabic."""
    fields = {
        "author": " and ".join(f"{{{_tex(author)}}}" for author in citation.authors),
        "title": f"{{{_tex(citation.title)}}}",
        "journaltitle": f"{{{_tex(citation.outlet)}}}",
        "entrysubtype": "newspaper",
        "date": citation.published_date or "",
        "url": _tex_url(citation.url),
        "urldate": f"{citation.captured_locally:%Y-%m-%d}",
        "langid": LANGIDS.get(citation.language.partition("-")[0], ""),
        "note": _tex(_note(citation)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{warraq-{citation.record_id},", *lines, "}"])


def ris(citation: Citation) -> str:
    """The citation as an RIS record of type NEWS."""
    published = citation.published
    lines = [("TY", "NEWS"), ("TI", citation.title), ("T2", citation.outlet)]
    lines += [("AU", author) for author in citation.authors]
    if published:
        lines += [("PY", f"{published:%Y}"), ("DA", f"{published:%Y/%m/%d}/")]
    lines += [("UR", citation.url)]
    if citation.pwid:
        lines += [("AV", citation.pwid)]
    lines += [
        ("Y2", f"{citation.captured_locally:%Y/%m/%d}/"),
        ("LA", citation.language),
        ("N1", _note(citation)),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {_plain(value)}" for tag, value in lines)


def csl_json(citation: Citation) -> str:
    """The CSL-JSON item as text, Arabic not escaped."""
    return json.dumps(csl(citation), ensure_ascii=False, indent=2)


STYLES: Mapping[str, Callable[[Citation], str]] = MappingProxyType(
    {"ar": arabic, "en": english, "csl": csl_json, "bibtex": bibtex, "ris": ris}
)


def written_day(day: date, months: tuple[str, ...]) -> str:
    """The day as 17 March 2024, with MONTHS_AR or MONTHS_EN."""
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _offset(moment: datetime) -> str:
    return moment.isoformat()[-6:]


def _note(citation: Citation) -> str:
    parts = [
        f"WARC record urn:uuid:{citation.record_id}",
        f"payload {citation.payload_digest}",
        f"body {citation.body_digest}",
        f"captured {citation.captured_locally.isoformat(timespec='seconds')}",
        citation.pwid,
        citation.memento and f"replay {citation.memento}",
        citation.fragment and f"passage {citation.fragment}",
    ]
    return "; ".join(filter(None, parts))


def _titled(title: str, marks: str) -> str:
    """The title between these quotation marks; the same marks within it become those of the inner level."""
    return marks[0] + _plain(title).translate(str.maketrans(marks, INNER[marks])) + marks[1]


def _plain(text: str) -> str:
    """The text on one line: white space as single spaces, other control characters gone."""
    spaced = re.sub(r"\s+", " ", text).strip()
    return "".join(character for character in spaced if unicodedata.category(character) not in {"Cc", "Cs"})


def _tex(text: str) -> str:
    escaped = "".join(BIBTEX_ESCAPES.get(character, character) for character in _plain(text))
    return LIGATURES.sub("{}", escaped)


def _tex_url(url: str) -> str:
    """The URL as biblatex takes it verbatim: only what would end the field is percent-encoded."""
    return "".join(quote(character) if character in "{}\\" else character for character in url)
