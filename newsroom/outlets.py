"""The outlets of the newsroom."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from newsroom.almanac import Almanac
from newsroom.blogger import Blogger
from newsroom.drupal import Drupal
from newsroom.maghrebi import Maghrebi
from newsroom.makes import Make
from newsroom.mountain import Mountain
from newsroom.paged import Paged
from newsroom.scripted import Scripted
from newsroom.soup import Soup
from newsroom.tables import Tables
from newsroom.wordpress import WordPress

MAKES: dict[str, Make] = {
    "wordpress": WordPress(),
    "tables": Tables(),
    "soup": Soup(),
    "maghrebi": Maghrebi(),
    "mountain": Mountain(),
    "drupal": Drupal(),
    "blogger": Blogger(),
    "paged": Paged(),
    "almanac": Almanac(),
    "scripted": Scripted(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who an outlet is and which make of site it runs."""

    slug: str
    name: str
    name_en: str
    country: str
    timezone: str
    make: str
    tls: bool = False
    based_in: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.timezone)


OUTLETS = (
    Outlet(
        slug="almithal",
        name="المثال",
        name_en="Al-Mithal",
        country="SY",
        timezone="Asia/Damascus",
        make="wordpress",
    ),
    Outlet(
        slug="sada",
        name="صدى الفراتين",
        name_en="Sada al-Furatayn",
        country="IQ",
        timezone="Asia/Baghdad",
        make="tables",
    ),
    Outlet(
        slug="waha",
        name="الواحة اليوم",
        name_en="Al-Waha al-Yawm",
        country="SA",
        timezone="Asia/Riyadh",
        make="soup",
    ),
    Outlet(
        slug="barid",
        name="بريد الساحل",
        name_en="Barid as-Sahil",
        country="TN",
        timezone="Africa/Tunis",
        make="maghrebi",
    ),
    Outlet(
        slug="mirsad",
        name="مرصد الجبل",
        name_en="Mirsad al-Jabal",
        country="LB",
        timezone="Asia/Beirut",
        make="mountain",
        tls=True,
    ),
    Outlet(
        slug="manara",
        name="منارة الأطلس",
        name_en="Manarat al-Atlas",
        country="MA",
        timezone="Africa/Casablanca",
        make="drupal",
    ),
    Outlet(
        slug="dafatir",
        name="دفاتر النيلين",
        name_en="Dafatir an-Nilayn",
        country="SD",
        timezone="Africa/Khartoum",
        make="blogger",
        based_in="EG",
    ),
    Outlet(
        slug="sadd",
        name="بوابة السد",
        name_en="Bawabat as-Sadd",
        country="YE",
        timezone="Asia/Aden",
        make="paged",
    ),
    Outlet(
        slug="midan",
        name="الميدان الجديد",
        name_en="Al-Midan al-Jadid",
        country="EG",
        timezone="Africa/Cairo",
        make="almanac",
    ),
)
# Served only when they are asked for by name: whoever has no browser reads nothing of them.
DRAWN = (
    Outlet(
        slug="minbar",
        name="منبر الصنوبر",
        name_en="Minbar as-Sanawbar",
        country="LB",
        timezone="Asia/Beirut",
        make="scripted",
    ),
)
# The outlets whose feeds and sitemaps name faults; `warraq demo` follows these.
FAULTY = ("almithal", "sada", "waha", "barid", "mirsad")
