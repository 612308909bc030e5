"""Datasette's own pages under their policy, in a browser: what they need works, what is injected does not."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.browse.conftest import Served

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.mark.parametrize(
    "path",
    [
        "/index",
        "/index/articles",
        "/index/versions?_size=3",
        "/index/articles?_facet=outlet&_facet=state",
        f"/index?sql={quote('select * from outlets')}",
        f"/index?sql={quote('select nothing from outlets')}",
        "/index/newest_reports",
        "/-/versions",
    ],
)
def test_pages_of_datasette_break_no_rule_of_their_policy(served: Served, chromium: Any, path: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    context.add_init_script(WATCH)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer = page.goto(served.url(path), wait_until="networkidle")
    policy = answer.headers["content-security-policy"]
    refused = page.evaluate("window.refused")
    context.close()
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert refused == []
    assert errors == []


def test_the_editor_and_the_menus_of_datasette_work(served: Served, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(served.url(f"/index?sql={quote('select slug from outlets')}"), wait_until="networkidle")
    assert page.locator(".CodeMirror").count() == 1
    page.locator("#sql-format").click()
    assert "\n" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    page.goto(served.url("/index/articles"), wait_until="networkidle")
    page.locator("th[data-column=outlet] svg").first.click()
    assert page.locator(".dropdown-menu:visible").count() == 1
    context.close()


def test_a_script_that_got_into_such_a_page_does_not_run(served: Served, chromium: Any) -> None:
    """As if a cell had let markup through: it is put into the answer on its way."""
    context = chromium.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()

    def inject(route: Any) -> None:
        answer = route.fetch()
        evil = "<script>window.ran = 1</script><img src=/nothing onerror='window.ran = 1'>"
        route.fulfill(response=answer, body=answer.text().replace("</footer>", f"</footer>{evil}"))

    page.route("**/index/articles", inject)
    page.goto(served.url("/index/articles"), wait_until="networkidle")
    page.wait_for_function("window.refused.length >= 2")
    assert page.evaluate("window.ran") is None
    assert len(page.evaluate("window.refused")) == 2
    context.close()
