"""`scrapy list` and `scrapy crawl SLUG` from outlet declarations, without a class for each outlet."""

from __future__ import annotations

import builtins
from importlib import import_module
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.http import Request
from scrapy.settings import BaseSettings

from archive.declared import declared
from archive.errors import ArchiveError
from archive.place import Archive, find_archive
from crawlers.spider import OutletSpider
from extractors.outlets import Outlet, OutletError


class SpiderCodeError(Exception):
    """An outlet names a spider class that cannot be loaded or is none."""


class OutletSpiderLoader:
    """Scrapy's spider loader over the outlets of the archive found from the working directory."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> OutletSpiderLoader:
        """A loader for the archive above the working directory, or named by $WARRAQ_ARCHIVE.

        Ends the program with a message when there is none: every Scrapy command asks for a loader first.
        """
        root = settings.get("WARRAQ_ARCHIVE_ROOT")
        try:
            return cls(find_archive(explicit=Path(root) if root else None))
        except ArchiveError as error:
            raise SystemExit(f"warraq: {error}") from error

    def load(self, spider_name: str) -> type[Spider]:
        """A spider class of the outlet.

        Ends the program with a message when there is no such outlet, or its declaration, its code or the
        archive's settings are not understood: Scrapy's commands would show a traceback.
        """
        try:
            _ = self._archive.settings
            return spider_class(self._archive, self._archive.outlet(spider_name))
        except (ArchiveError, OutletError, SpiderCodeError) as error:
            raise SystemExit(f"warraq: {error}") from error

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """The outlets whose domains hold the request's URL."""
        return [outlet.slug for outlet in declared(self._archive).outlets if outlet.owns(request.url)]

    def list(self) -> builtins.list[str]:
        """The slugs of the declared outlets, sorted."""
        return [path.stem for path in self._archive.declarations()]


def spider_class(archive: Archive, outlet: Outlet) -> type[OutletSpider]:
    """The spider class of one outlet: the general one, or the code its declaration names, bound to it."""
    base = _named(outlet.spider) if outlet.spider else OutletSpider
    return type(outlet.slug, (base,), {"name": outlet.slug, "archive": archive, "outlet": outlet})


def _named(path: str) -> type[OutletSpider]:
    module, _, attribute = path.partition(":")
    try:
        found: Any = getattr(import_module(module), attribute)
    except Exception as error:  # the operator's own code may raise anything as it is imported
        told = str(error) or type(error).__name__
        raise SpiderCodeError(f'spider = "{path}" cannot be loaded: {told}') from error
    if not (isinstance(found, type) and issubclass(found, OutletSpider)):
        raise SpiderCodeError(f'spider = "{path}" is no subclass of crawlers.spider.OutletSpider')
    return found
