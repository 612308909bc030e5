"""The outlets' declarations as TOML, for the archive that is to crawl them."""

import json
from collections.abc import Iterable

from newsroom.faults import PREFIX, linked_faults
from newsroom.makes import Make
from newsroom.outlets import MAKES, Outlet
from newsroom.site import Site


def declaration(site: Site) -> str:
    """The TOML of one outlet as it is served now: loopback addresses, no delay between requests."""
    outlet: Outlet = site.outlet
    make: Make = MAKES[outlet.make]
    host = site.origin.partition("://")[2]
    pattern = make.article_url + (
        f"|{PREFIX}[a-z0-9-]+" if site.faulty and linked_faults(outlet.slug) else ""
    )
    lines = [
        f"name = {_text(outlet.name)}",
        f"name_en = {_text(outlet.name_en)}",
        f"country = {_text(outlet.country)}",
        f"timezone = {_text(outlet.timezone)}",
        'language = "ar"',
        f"homepage = {_text(site.origin + '/')}",
        f"domains = {_list((host,))}",
        f"feeds = {_list(site.origin + path for path in make.feeds)}",
        f"sitemaps = {_list(site.origin + path for path in make.sitemaps)}",
        f"sections = {_list(_sections(site))}",
        *([f"archives = {_list(site.origin + path for path in make.archives)}"] if make.archives else []),
        f"article_url = '{pattern}'",
        'cadence = "1h"',
        "delay = 0.0",
        'notes = "An invented newsroom on this machine."',
    ]
    if outlet.based_in is not None:
        lines.append(f"based_in = {_text(outlet.based_in)}")
    if outlet.tls:
        lines.append("verify_tls = false")
    text = "\n".join(lines) + "\n"
    return site.variant.declare(text) if site.variant and site.variant.declare else text


def _sections(site: Site) -> list[str]:
    """Section pages, for the makes whose feeds and sitemaps do not name all."""
    return list(site.sections()) if site.make.declares_sections else []


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML basic string


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
