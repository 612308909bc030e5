"""The description of what can be asked over HTTP, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1).

It is made from the table of pages, `operations.py` and archive/schemas/api.json, and served at /openapi.json.
"""

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from archive.browse.operations import HTML, JSON, OF_PAGES, OTHERS, PLAIN, TEXT, Operation, Parameter
from archive.browse.pages import ARTICLE, CASE, PAGES, PART, RECORD, SLUG, Page
from archive.browse.profile import Profile
from archive.browse.site import Site

VERSION = "1"  # of the addresses and keys, which only ever become more
ABOUT = (
    "An archive of Arabic news: every report leads to the bytes that were captured. Addresses and keys stay;"
    " keys may be added, so ignore those you do not know. Without `.json` the same address is a page for"
    " people; `lang` (ar or en) chooses its language. Offsets count Unicode code points, moments are UTC with"
    " Z, what the outlet printed keeps the outlet's offset, what is absent is null."
)
# A parameter that is blank counts as absent. Python strips more than regular expressions call space.
SPACE = r"\s\x1c-\x1f\x85"
BLANK = {"type": "string", "pattern": f"^[{SPACE}]*$"}
ERRORS = {400: "bad_request", 404: "unknown", 410: "gone"}
SAID = {
    200: "What was asked for.",
    302: "Where it is.",
    304: "The reader holds it already.",
    400: "A parameter is not understood; an example says what is.",
    404: "The archive holds no such thing.",
    409: "It is there and is not handed on; the page says why.",
    410: "It was withdrawn; when and why.",
    503: "Another one is being made; try again.",
}
# Said before any page is asked, whatever the address: in JSON where it ends in .json, else in a line of text.
ANYWHERE = {
    401: "The archive is served with a password (`warraq serve --private`); as HTTP Basic authentication.",
    403: "A page of another site may not ask, or queries of one's own are not offered.",
    405: "Pages are only read.",
    429: "Asked too often (`warraq serve --public`); Retry-After says when to ask again.",
    503: "Too many ask at once; Retry-After says when to ask again.",
}


def openapi(site: Site) -> dict[str, Any]:
    """The description of what this site answers; a new document for each caller."""
    shown = [page for page in PAGES if page.public or site.profile is not Profile.PUBLIC]
    paths = dict(_page_path(page) for page in shown)
    paths |= {one.path: _path_item(one, one.path) for one in OTHERS}
    components: dict[str, Any] = {"schemas": _definitions()}
    described: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "Warraq", "version": VERSION, "description": ABOUT},
        "paths": paths,
        "components": components,
    }
    if site.profile is Profile.PRIVATE:
        components["securitySchemes"] = {"password": {"type": "http", "scheme": "basic"}}
        described["security"] = [{"password": []}]
    return described


def json_path(page: Page) -> str:
    """Where a page answers with JSON, its parts in braces."""
    return PART.sub(r"{\g<name>}", page.path) + ".json"


def operation_of(page: Page) -> Operation:
    """What is told of a page. Raises KeyError when `operations.py` has nothing of it."""
    return OF_PAGES[page.template.removesuffix(".html")]


def _page_path(page: Page) -> tuple[str, dict[str, Any]]:
    path = json_path(page)
    return path, _path_item(operation_of(page), path)


def _path_item(operation: Operation, path: str) -> dict[str, Any]:
    parts = [_part(name) for name in re.findall(r"{([a-z]+)}", path)]
    item = {
        "operationId": operation.name,
        "summary": operation.does,
        "parameters": [*parts, *map(_parameter, operation.takes)],
        "responses": {str(operation.status): _answer(operation)}
        | {str(status): _refusal(operation, status) for status in operation.statuses}
        | ({"304": {"description": SAID[304]}} if operation.conditional else {})
        | {str(status): _anywhere(path, said) for status, said in ANYWHERE.items()},
    }
    return {"get": item}


def _part(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": f"^{PATTERNS[name]}$"} if name in PATTERNS else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _parameter(one: Parameter) -> dict[str, Any]:
    schema = one.schema
    if one.place == "query" and one.required:
        schema = {**schema, "pattern": f"[^{SPACE}]"}
    elif one.place == "query" and one.schema != TEXT:
        schema = {"anyOf": [schema, BLANK]}
    schema = {"type": "array", "items": schema} if one.repeated else schema
    told = {
        "name": one.name,
        "in": one.place,
        "required": one.required,
        "description": one.about,
        "schema": schema,
    }
    example = {} if one.example is None else {"example": [one.example] if one.repeated else one.example}
    return told | example


def _answer(operation: Operation) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{operation.answer}"} if operation.answer else {}
    told: dict[str, Any] = {"description": SAID[operation.status]}
    if operation.media:
        told["content"] = {media: {"schema": schema} for media in operation.media}
    if operation.gives:
        told["headers"] = {name: {"required": True, "schema": {"type": "string"}} for name in operation.gives}
    return told


def _refusal(operation: Operation, status: int) -> dict[str, Any]:
    if status == 302:
        return {"description": SAID[status], "headers": {"location": {"schema": {"type": "string"}}}}
    schema: dict[str, Any] = {"type": "string"} if operation.errors in (HTML, PLAIN) else {}
    if operation.errors == JSON:
        schema = {"$ref": f"#/components/schemas/{ERRORS[status]}"}
    return {"description": SAID[status], "content": {operation.errors: {"schema": schema}}}


def _anywhere(path: str, said: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/refusal"}
    content = (
        {JSON: {"schema": schema}} if path.endswith(".json") else {PLAIN: {"schema": {"type": "string"}}}
    )
    return {"description": said, "content": content}


@lru_cache(maxsize=1)
def _read() -> str:
    return (files("archive") / "schemas" / "api.json").read_text("utf-8")


def _definitions() -> dict[str, Any]:
    """The definitions of archive/schemas/api.json, by the addresses they have in the description."""
    found: dict[str, Any] = json.loads(_read().replace('"#/$defs/', '"#/components/schemas/'))["$defs"]
    return found


PATTERNS = {
    match["name"]: match["pattern"].replace("(?:", "(")
    for pattern in (ARTICLE, SLUG, CASE, RECORD)
    if (match := PART.fullmatch(pattern))
} | {"time": "[0-9]{4,14}"}
