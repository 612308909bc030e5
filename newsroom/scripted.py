"""The make of «منبر الصنوبر»: every page is one shell; a script draws the report from an API.

The reports of one section are had from another API, which is asked by POST alone (`/graphql`).
"""

import json
from collections.abc import Mapping
from html import escape

from newsroom import feeds
from newsroom.answers import Document, with_status
from newsroom.makes import Gold, Make, Posting, View, dateline, with_dateline
from newsroom.pictures import png
from newsroom.reports import Report
from newsroom.scripted_pages import APP, TRICKS, shell, trick

ASKED_FOR = "تحقيقات"  # the section whose reports are had by POST
GRAPHQL = "/graphql"
JSON = "application/json; charset=utf-8"
TRICKS_SITEMAP = "/sitemap-tricks.xml"  # no declaration names it: whoever wants the tricks adds it


class Scripted(Make):
    """Nothing is on any page until its script has run."""

    article_url = r"/[aq]/\d+$|/t/[a-z-]+$"
    sitemaps = ("/sitemap.xml",)

    def path(self, report: Report) -> str:
        """`/a/3001`, or `/q/3004` of a report that is had by POST."""
        return f"/{'q' if report.section == ASKED_FOR else 'a'}/{3000 + report.number}"

    def image(self, report: Report) -> str | None:
        """Every second report has a picture."""
        return f"/media/{3000 + report.number}.png" if report.number % 2 else None

    def article(self, view: View, posting: Posting) -> Document:
        """The shell, the same bytes for every report."""
        return shell(view)

    def home(self, view: View) -> Document:
        """The shell once more."""
        return shell(view)

    def section_path(self, view: View, section: str) -> str:
        """`/s/1`, numbered in alphabetical order."""
        return f"/s/{sorted(view.sections).index(section) + 1}"

    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """The shell."""
        return shell(view)

    def machines(self, view: View) -> Mapping[str, Document]:
        """A sitemap of reports, one of tricks, and the API."""
        rows = "".join(f"<url><loc>{escape(view.origin)}/t/{name}</loc></url>\n" for name in TRICKS)
        tricks = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
        found = {
            "/robots.txt": Document(
                content=feeds.robots(view, disallow=("/private/",)), media_type="text/plain"
            ),
            "/sitemap.xml": feeds.machine(view, feeds.sitemap(view, view.public), "application/xml"),
            TRICKS_SITEMAP: Document(content=tricks.encode(), media_type="application/xml"),
        }
        for posting in (one for one in view.public if one.path.startswith("/a/")):
            found[f"/api/articles{posting.path.removeprefix('/a')}.json"] = self._data(view, posting)
        return found

    def gold(self, view: View, posting: Posting) -> Gold:
        """To the minute, as the script prints it."""
        report = posting.report
        return Gold(
            title=report.title,
            byline=report.byline,
            dateline=dateline(view, report),
            published=report.published,
            precision="minute",
            text=with_dateline(report.text, dateline(view, report), ": "),
        )

    def notice(self, view: View, title: str, text: str) -> Document:
        """A page with a sentence, which needs no script."""
        body = f"<h1>{escape(title)}</h1><p>{escape(text)}</p>"
        page = f'<!doctype html>\n<html lang="ar"><title>{escape(title)}</title><body>{body}</body></html>\n'
        return Document(content=page.encode(), media_type="text/html; charset=utf-8")

    def assets(self, view: View) -> Mapping[str, Document]:
        """The script that draws every report, a stylesheet and a logo."""
        return {
            "/static/app.js": Document(
                content=APP.encode(), media_type="text/javascript; charset=utf-8", tagged=True
            ),
            "/static/app.css": Document(
                content=b"article{max-width:40rem}", media_type="text/css", tagged=True
            ),
            "/static/logo.png": Document(content=png(view.name), media_type="image/png", tagged=True),
        }

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """A trick."""
        name = path.removeprefix("/t/")
        return trick(view, name) if path.startswith("/t/") and name in TRICKS else None

    def asked(self, view: View, path: str, media: str, body: bytes) -> Document | None:
        """What the API that is asked by POST gives: the sections, or a report by its number."""
        if path != GRAPHQL:
            return None
        try:
            told = json.loads(body) if media == "application/json" else {}
        except ValueError:
            told = {}
        query, number = str(told.get("query")), told.get("variables", {}).get("number")
        found = {posting.path: posting for posting in view.public}.get(f"/q/{number}")
        if query.startswith("query Menu"):
            return _json({"data": {"menu": list(view.sections)}})
        if query.startswith("query Report") and found is not None:
            return _json({"data": {"report": self._told(view, found)}})
        return with_status(_json({"errors": [{"message": "no such question"}]}), 400)

    def _data(self, view: View, posting: Posting) -> Document:
        """What the API gives for a report."""
        told = self._told(view, posting)
        return Document(content=json.dumps(told).encode(), media_type=JSON, tagged=True)

    def _told(self, view: View, posting: Posting) -> dict[str, object]:
        report = posting.report
        return {
            "title": report.title,
            "writer": report.byline,
            "published": report.published.isoformat(timespec="minutes"),
            "image": posting.image,
            "text": with_dateline(report.text, dateline(view, report), ": "),
        }


def _json(told: object) -> Document:
    return Document(content=json.dumps(told).encode(), media_type=JSON)
