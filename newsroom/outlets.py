"""The five outlets of the newsroom."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from newsroom.maghrebi import Maghrebi
from newsroom.makes import Make
from newsroom.mountain import Mountain
from newsroom.soup import Soup
from newsroom.tables import Tables
from newsroom.wordpress import WordPress

MAKES: dict[str, Make] = {
    "wordpress": WordPress(),
    "tables": Tables(),
    "soup": Soup(),
    "maghrebi": Maghrebi(),
    "mountain": Mountain(),
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
)
