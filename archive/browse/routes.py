"""From an address to a page: data from the index, then HTML in the reader's language, or JSON."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qs

from datasette import Request, Response

from archive.browse.asking import BadRequest, Gone, Unheld
from archive.browse.entity_tags import is_held, tag_of
from archive.browse.pages import PAGES, PART, Page
from archive.browse.profile import Profile
from archive.browse.readers_language import A_YEAR, COOKIE, LANGUAGES, PARAMETER, language_of
from archive.browse.rendering import render
from archive.browse.search_feed import MEDIA as MEDIA_OF_FEED
from archive.browse.search_feed import search_feed
from archive.browse.site import Asked, Site
from archive.browse.static_files import MEDIA, PATH, static_file
from archive.browse.withheld import for_readers
from archive.lookup import UnknownArticle

if TYPE_CHECKING:
    from datasette.app import Datasette

View = Callable[..., Awaitable[Response]]

# Nothing is loaded from elsewhere, nothing in a page runs that is not a file of ours.
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def routes(site: Site) -> list[tuple[str, View]]:
    """The routes of all pages of a site, as Datasette's hook `register_routes` wants them."""
    pages = [(rf"^{page.path}(?P<json>\.json)?$", _view(site, _for_whom(site, page))) for page in PAGES]
    return [
        *pages,
        (r"^/search\.atom$", _feed(site)),
        *static_routes(),
        *[(rf"^{path}(?P<json>(?<!\.csl)\.json)?$", _misnamed(site)) for path in _misnamings()],
    ]


def _misnamings() -> list[str]:
    """Patterns of addresses like those of pages whose id is none: else Datasette would look for a table."""
    named = (PART.sub(r"[^/]+?", page.path) for page in PAGES if PART.search(page.path))
    return [*dict.fromkeys(named), r"/(?:memento|timegate|timemap)(?:/.*)?"]


def _misnamed(site: Site) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        error = UnknownArticle("this address names nothing in this archive")
        return await refusal(site, error, request, datasette, asked_in(request))

    return view


def _for_whom(site: Site, page: Page) -> Page:
    """The page, or one that is not there where it is not for those who are answered."""
    if page.public or site.profile is not Profile.PUBLIC:
        return page

    def refuse(*_: object) -> NoReturn:
        raise UnknownArticle("no such page in this archive")

    return replace(page, tell=refuse)


def static_routes() -> list[tuple[str, View]]:
    """The route of styles and fonts, which Datasette's own pages use too."""
    return [(rf"^{PATH}/[0-9a-f]+/(?P<name>[a-z0-9._-]+)$", _static)]


def _view(site: Site, page: Page) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        return await page_answer(site, page, asked_in(request), request, datasette)

    return view


def _feed(site: Site) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        asked = asked_in(request)

        def address(path: str) -> str:
            return str(datasette.absolute_url(request, datasette.urls.path(path)))

        try:
            content = await datasette.get_database(site.database).execute_fn(
                lambda db: search_feed(site, db, asked, address)
            )
        except BadRequest as error:
            return Response.text(str(error), status=400, headers=dict(HEADERS))
        tag = tag_of(content)
        headers = {**HEADERS, "etag": tag, "cache-control": "no-cache"}
        if is_held(tag, request.headers.get("if-none-match")):
            return Response("", status=304, headers=headers, content_type=MEDIA_OF_FEED)
        return Response(content, headers=headers, content_type=MEDIA_OF_FEED)

    return view


async def page_answer(
    site: Site,
    page: Page,
    asked: Asked,
    request: Request,
    datasette: "Datasette",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page, or its data when `asked` has the part json; `headers` are added when there is such a page."""
    language = language_of(
        asked.one(PARAMETER), request.cookies.get(COOKIE), request.headers.get("accept-language")
    )
    sent = dict(HEADERS) | {"content-security-policy": POLICY + page.policy} | dict(headers or {})
    status, template, told = 200, page.template, {}
    try:
        told = await datasette.get_database(site.database).execute_fn(
            lambda db: for_readers(site, db, page.tell(site, db, asked))
        )
    except (UnknownArticle, BadRequest, Gone) as error:
        status, told = problem_of(error)
        template, sent = "error.html", dict(HEADERS)
    if asked.parts.get("json"):
        return as_json(told, status)

    def whole(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    text = render(template, told, asked, language, datasette.urls.path, site.profile, whole)
    answer = Response.html(text, status=status, headers=sent)
    if asked.one(PARAMETER) in LANGUAGES:
        answer.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="lax", httponly=True)
    return answer


def problem_of(error: UnknownArticle | BadRequest | Gone) -> tuple[int, dict[str, Any]]:
    """The status that says why there is no answer, and what is told of it."""
    if isinstance(error, BadRequest):
        problem = {"name": error.name, "value": error.value, "wanted": error.wanted}
        return 400, {"error": str(error), "kind": "bad", **problem}
    if isinstance(error, Gone):
        why = {"ar": error.told.in_arabic(), "en": error.told.in_english()}
        return 410, {"error": str(error), "kind": "gone", "why": why}
    url = error.url if isinstance(error, Unheld) else None
    return 404, {"error": str(error), "kind": "unknown", "url": url}


def asked_in(request: Request) -> Asked:
    """What the request asks of the route that it came to."""
    parts = {name: value for name, value in request.url_vars.items() if value is not None}
    return Asked(
        path=re.sub(r"\.json$", "", request.path),
        parts=parts,
        parameters=parse_qs(request.query_string, keep_blank_values=True),
    )


async def refusal(
    site: Site,
    error: UnknownArticle | BadRequest | Gone,
    request: Request,
    datasette: "Datasette",
    asked: Asked | None = None,
) -> Response:
    """The page that says why there is no answer (or its data), for routes that are no pages."""

    def refuse(*_: object) -> NoReturn:
        raise error

    page = Page(path="", template="error.html", tell=refuse)
    return await page_answer(site, page, asked or Asked(path="/"), request, datasette)


def as_json(told: Any, status: int) -> Response:
    """The answer that tells this as JSON."""
    return Response(
        json.dumps(told, ensure_ascii=False, indent=2),
        status=status,
        headers=dict(HEADERS),
        content_type="application/json; charset=utf-8",
    )


async def _static(request: Request) -> Response:
    name = request.url_vars["name"]
    content = static_file(name)
    if content is None:
        return Response.text("not found", status=404)
    headers = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
    return Response(content, headers=headers, content_type=MEDIA[name.rpartition(".")[2]])
