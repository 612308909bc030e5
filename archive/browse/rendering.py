"""Templates into HTML, in Arabic or English. All text from archives is escaped; none of it is markup."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from unicodedata import bidirectional
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from archive.browse.article_metadata import linked_data, metadata_of
from archive.browse.charts import bar_chart, line_chart, line_dots, network_of
from archive.browse.citation_files import KINDS
from archive.browse.dates_in_words import claims_in_words, place_in_words, reading_in_words
from archive.browse.inline_diff import inline_diff
from archive.browse.marked_text import Mark, Paragraph, paragraphs, stretches
from archive.browse.passage_pieces import passage_pieces
from archive.browse.profile import Profile
from archive.browse.readers_language import PARAMETER
from archive.browse.sayings import attribution_marks, speakers
from archive.browse.search_links import chosen_with, without
from archive.browse.shown_text import control_marks, shown
from archive.browse.site import Asked
from archive.browse.sparkline import HEIGHT, WIDTH, bars
from archive.browse.static_files import font_path, fonts_of, static_path
from archive.browse.time_line import time_line
from archive.browse.values import values_apart
from archive.change_texts import KIND_NAMES, change_in_words, event_in_words, state_in_words
from archive.citation_styles import MONTHS_AR, MONTHS_EN, written_day
from archive.cite_place import text_digest
from archive.coverage_picture import drawn_from, keys
from archive.language import Saying, speaking, tr
from archive.quote_bytes import NO_BYTES
from archive.reasons import in_words
from archive.watch_texts import name_of, standing_of, told_of
from extractors.country_names import NAMES as COUNTRY_NAMES

_ENVIRONMENT = Environment(
    loader=PackageLoader("archive.browse"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
RIGHT_TO_LEFT_MARK = "\u200f"
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"


def render(
    template: str,
    told: Mapping[str, Any],
    asked: Asked,
    language: str,
    url: Callable[[str], str],
    profile: Profile = Profile.LOCAL,
    whole: Callable[[str], str] | None = None,
) -> str:
    """The page in this language; `url` makes an address of a path of ours, `profile` says for whom it is.

    `whole` makes an address with scheme and host, for whoever takes it away from here.
    """
    with speaking(arabic=language == "ar"):
        return _ENVIRONMENT.get_template(template).render(
            **told,
            asked_for=asked,
            public=profile is Profile.PUBLIC,
            lang=language,
            dir="rtl" if language == "ar" else "ltr",
            t=tr,
            u=url,
            whole=whole or url,
            metadata_of=metadata_of,
            linked_data=linked_data,
            citation_kinds=KINDS,
            static=lambda name: url(static_path(name)),
            fonts=lambda: [url(font_path(name)) for name in fonts_of(template, language)],
            day=lambda value: day_in(value, language),
            moment=moment_in,
            outlet_in=lambda row: outlet_in(row, language),
            outlet_for=lambda row: outlet_in(_named(row), language),
            outlet_label=lambda names: lambda slug: outlet_in(names.get(slug), language) or slug,
            plain_label=lambda value: value or tr("none"),
            month=lambda value: month_in(value, language),
            month_days=month_days,
            inert=inert,
            isolated=isolated,
            tongue=lambda text: tongue(text, language),
            web=web_address,
            query=query,
            chosen_with=chosen_with,
            without=without,
            other_language=lambda: _other(asked, language, url),
            bars=bars,
            bars_width=WIDTH,
            bars_height=HEIGHT,
            bar_chart=bar_chart,
            line_chart=line_chart,
            line_dots=line_dots,
            network_of=network_of,
            coverage_picture=lambda told, name: drawn_from(told, name, arabic=language == "ar"),
            coverage_keys=keys,
            country_label=lambda code: country_in(code, language) or tr("none"),
            country=lambda code: country_in(code, language),
            percent=percent,
            cause=lambda code: str(in_words(code)),
            shortened=shortened,
            marked=marked,
            asked_told=told,
            state_of=lambda document: str(state_in_words(document)),
            event_of=lambda event: str(event_in_words(event)),
            change_of=lambda change: str(change_in_words(change)),
            time_line=time_line,
            kind_of=lambda kind: str(KIND_NAMES[kind]),
            date_claims=claims_in_words,
            place_of_date=place_in_words,
            readings_of_date=lambda article, zone: [str(one) for one in reading_of(article, zone)],
            speakers=speakers,
            source_kind=source_kind,
            body_of=body_of,
            values_apart=values_apart,
            pieces=lambda text: list(stretches(text or "", control_marks(text or ""))),
            digest_of=lambda text: text_digest(text or ""),
            inline_diff=inline_diff,
            passage_pieces=passage_pieces,
            finding_name=lambda finding: str(name_of(finding)),
            finding_lines=lambda finding: [str(line) for line in (*told_of(finding), *standing_of(finding))],
            why_no_bytes=lambda code: str(NO_BYTES[code]),
        )


def reading_of(article: Mapping[str, Any], zone: str | None) -> Iterator[Saying]:
    """What was made of the date that counts as the article's; see `reading_in_words`."""
    return reading_in_words(
        raw=article["published_raw"],
        source=article["published_source"],
        value=article["published_at"],
        precision=article["published_precision"],
        zone=zone,
    )


def source_kind(kind: str) -> str:
    """What sort of source it is, as attributions have it, in the reader's language."""
    return tr("a news outlet" if kind == "outlet" else kind)


def day_in(value: str | None, language: str) -> str | None:
    """A day (or the day of a moment) in the reader's language; what is no day is given as it is."""
    if not value:
        return None
    try:
        day = date.fromisoformat(value[: len("2024-03-17")])
    except ValueError:
        return value
    return written_day(day, MONTHS_AR if language == "ar" else MONTHS_EN)


def month_in(value: str, language: str) -> str:
    """A month as 2024-03 in the reader's language."""
    year, _, number = value.partition("-")
    return f"{(MONTHS_AR if language == 'ar' else MONTHS_EN)[int(number) - 1]} {year}"


def month_days(value: str) -> dict[str, str]:
    """The first and last day of a month as 2024-03, as parameters of a search."""
    year, month = map(int, value.split("-"))
    return {"from": f"{value}-01", "to": f"{value}-{monthrange(year, month)[1]:02d}"}


def moment_in(value: str | None) -> str | None:
    """A moment as 2024-03-17 14:05 +03:00, in the offset it is written with; None for none."""
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) <= len("2024-03-17"):
        return value
    offset = moment.isoformat()[-len("+03:00") :] if moment.tzinfo else ""
    return f"{moment:%Y-%m-%d %H:%M} {'UTC' if offset == '+00:00' else offset}".strip()


def outlet_in(row: Mapping[str, Any] | None, language: str) -> str | None:
    """The outlet's name in the reader's language, as the outlet itself has it where it has no other."""
    if row is None:
        return None
    names = (row.get("name_en"), row.get("name")) if language == "en" else (row.get("name"),)
    return next(filter(None, names), None)


def country_in(code: str | None, language: str) -> str:
    """The country by its name in the reader's language; by its code where no name is known, "" for none."""
    names = COUNTRY_NAMES.get(code or "")
    return (names[1] if language == "en" else names[0]) if names else code or ""


def percent(share: float | None) -> str:
    """A share as a number of per cent, the more precise the smaller it is; "–" for none."""
    if share is None:
        return "–"
    value = share * 100
    return f"{value:.0f}" if value >= 10 or not value else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def shortened(text: str, letters: int) -> str:
    """The text cut to so many letters, after a whole word if that leaves most of them.

    Its dots stand where the text is read to, whatever is around it.
    """
    if len(text) <= letters:
        return text
    cut = text[: letters + 1].rpartition(" ")[0].rstrip(" ،,؛:")
    if len(cut) < letters * 0.6:
        cut = text[:letters].rstrip()
    return f"{cut}…{RIGHT_TO_LEFT_MARK if bidirectional(cut[-1]) in ('R', 'AL') else ''}"


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row["outlet_name"], "name_en": row["outlet_name_en"]}


def inert(text: str | None) -> str:
    """The text with controls that would turn its direction made visible."""
    return shown(text)


def tongue(text: str | None, language: str) -> str:
    """The language a printed text is marked with: Arabic by its letters, else the reader's."""
    return "ar" if any(bidirectional(letter) == "AL" for letter in text or "") else language


def isolated(text: str | None) -> str:
    """The text, inert, to be put into a sentence of ours whose direction it is not to change (UAX 9, 2.3)."""
    return f"{ISOLATE}{inert(text)}{END_OF_ISOLATE}"


def web_address(url: str | None) -> str | None:
    """The URL when it is one of http or https, None for anything a link must not lead to."""
    return url if url and urlsplit(url).scheme.lower() in ("http", "https") else None


def query(parameters: Mapping[str, Any], **changed: Any) -> str:
    """Parameters as a query string, some changed; None and what is empty are left out."""
    merged = {**parameters, **changed}
    return urlencode(
        [
            (name, one)
            for name, value in merged.items()
            for one in (value if isinstance(value, (list, tuple)) else [value])
            if one not in (None, "")
        ]
    )


def body_of(article: Mapping[str, Any]) -> list[Paragraph]:
    """The paragraphs of a report's text: whom it credits, and controls of direction, as marks."""
    text = article["body"] or ""
    return paragraphs(text, [*attribution_marks(article), *control_marks(text)])


def marked(text: str | None, spans: Sequence[Sequence[int]]) -> list[Any]:
    """The text in stretches, those of the spans marked as found."""
    marks = [Mark(start=start, end=end, kind="found") for start, end in spans]
    return list(stretches(text or "", marks))


def _other(asked: Asked, language: str, url: Callable[[str], str]) -> str:
    parameters = {**asked.parameters, PARAMETER: "en" if language == "ar" else "ar"}
    return f"{url(asked.path)}?{query(parameters)}"
