"""Which time zone an outlet's pages show."""

import pytest

from crawlers.links import HtmlPage, parse_html
from crawlers.outlet_clock import zone_shown


def page(body: str, head: str = "") -> HtmlPage:
    made = parse_html(
        f'<html lang="ar"><head>{head}</head><body>{body}</body></html>'.encode(), "https://a.example/", None
    )
    assert made is not None
    return made


def time(machine: str, shown: str) -> str:
    return f'<time datetime="{machine}">{shown}</time>'


WINTER, SUMMER = "2026-01-10T10:00:00", "2026-07-10T10:00:00"


@pytest.mark.parametrize(
    ("pages", "printed", "zone"),
    [
        ([page("<p>نُشر في ٢٠:١٥ بتوقيت بيروت</p>")], [], "Asia/Beirut"),
        ([page("<p>الساعة 20:15 بتوقيت مكة المكرمة</p>")], [], "Asia/Riyadh"),
        ([page("<p>عن توقيت بيروت ودمشق</p>")], [], None),  # no time beside it: a sentence like another
        ([page("<p>20:15 بتوقيت بيروت</p><p>21:15 بتوقيت بغداد</p>")], [], None),
        ([page(time(f"{WINTER}Z", "الساعة ١٣:٠٠"))], [], "Etc/GMT-3"),
        ([page(time("2026-01-10T22:30:00Z", "01:30"))], [], "Etc/GMT-3"),
        ([page(time(f"{WINTER}Z", "13:07"))], [], None),  # seven minutes are no zone: another moment
        ([page(time(f"{WINTER}Z", "10:00"))], [], None),  # a server in UTC shows its own time
        ([page(time(f"{WINTER}+01:00", "أمس"))], [], "Etc/GMT-1"),
        ([page("", f'<meta property="article:published_time" content="{WINTER}+04:00">')], [], "Etc/GMT-4"),
        (
            [page("", f'<script type="application/ld+json">{{"datePublished": "{WINTER}+03:00"}}</script>')],
            [],
            "Etc/GMT-3",
        ),
        ([page("")], ["Tue, 24 Nov 2026 10:00:00 +0300", "Mon, 23 Nov 2026 10:00:00 +0300"], "Etc/GMT-3"),
        ([page("")], ["Tue, 24 Nov 2026 10:00:00 GMT"], None),
        ([page("")], [f"{WINTER}+02:00", f"{SUMMER}+03:00"], None),  # Beirut, Cairo and Hebron all do so
        ([page("")], [f"{WINTER}+00:00", f"{SUMMER}+01:00", "2026-12-01T10:00:00+00:00"], "Etc/GMT-1"),
        ([page("")], [None, "أمس", "2026-01-10"], None),
    ],
)
def test_a_zone_is_told_by_name_by_offset_or_by_the_hour_beside_utc(
    pages: list[HtmlPage], printed: list[str | None], zone: str | None
) -> None:
    told = zone_shown(pages, printed)
    assert (told.value if told else None) == zone
