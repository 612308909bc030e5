"""Which country a host's name tells, and which time zone its newsrooms print their times in."""

from functools import cache
from importlib import resources

from extractors.countries import COUNTRIES

# Country domains that anybody registers for their sound: they tell nothing.
SOLD_TO_ANYBODY = frozenset({"ai", "cc", "co", "fm", "gg", "im", "io", "la", "me", "sh", "to", "tv", "ws"})
NOT_ISO = {"uk": "GB"}
# Internationalised country domains of the IANA root zone, in punycode.
ARABIC_DOMAINS = {
    "xn--lgbbat1ad8j": "DZ",
    "xn--mgbcpq6gpa1a": "BH",
    "xn--wgbh1c": "EG",
    "xn--mgbtx2b": "IQ",
    "xn--mgbayh7gpa": "JO",
    "xn--mgbah1a3hjkrd": "MR",
    "xn--mgbc0a9azcg": "MA",
    "xn--mgb9awbf": "OM",
    "xn--ygbi2ammx": "PS",
    "xn--wgbl6a": "QA",
    "xn--mgberp4a5d4ar": "SA",
    "xn--mgbpl2fh": "SD",
    "xn--ogbpf8fl": "SY",
    "xn--pgbs0dh": "TN",
    "xn--mgbaam7a8h": "AE",
    "xn--mgb2ddes": "YE",
}
# Where a country has several zones: that of most of its newsrooms. All others have one, in tzdata's zone.tab.
ZONE_OF_MOST = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "PS": "Asia/Hebron",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
}


def country_of(host: str) -> str | None:
    """The ISO 3166-1 code that the host's last label stands for; None for .com, addresses and the like."""
    label = host.lower().rstrip(".").rpartition(".")[2]
    if label in SOLD_TO_ANYBODY:
        return None
    code = ARABIC_DOMAINS.get(label) or NOT_ISO.get(label) or label.upper()
    return code if code in COUNTRIES else None


def zone_of(country: str) -> str | None:
    """The time zone of a country's newsrooms, from the pinned tzdata; None where several are as likely."""
    if country in ZONE_OF_MOST:
        return ZONE_OF_MOST[country]
    zones = _zones().get(country, ())
    return zones[0] if len(zones) == 1 else None


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """The zones of every country: zone.tab has a line `country, coordinates, zone, comment` for each."""
    zones: dict[str, tuple[str, ...]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones[country] = (*zones.get(country, ()), zone)
    return zones
