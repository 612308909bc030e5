"""That the watch over a page sees what it is there to see."""

from tests.browse.e2e.newsstand import Newsstand
from tests.browse.e2e.watching import Watched
from tests.browser import soon

BARE = "<!doctype html><title>x</title>"
FAULTS = {
    "<script>missing()</script>": "script: missing is not defined",
    "<script>console.error('a fault')</script>": "console: a fault",
    "<script>alert('a word')</script>": "dialog: a word",
    "<script>window.open('/search')</script>": "window: ",
    "<img src='/nothing/there.png'>": "responded with a status of 404",
    "<meta http-equiv=content-security-policy content=\"style-src 'none'\"><p style=color:red>": "style-src",
}
WAYS_OUT = {
    "<img src='{evil}/pixel.png'>": "/pixel.png",
    "<img src='http://elsewhere.example/named.png'>": "http://elsewhere.example/named.png",
    "<script>fetch('{evil}/fetched')</script>": "/fetched",
    "<script>navigator.sendBeacon('{evil}/beacon')</script>": "/beacon",
    "<script>new WebSocket('ws://elsewhere.example/')</script>": "CONNECT elsewhere.example:80",
    "<iframe src='{evil}/framed'></iframe>": "/framed",
    "<script>function leave() { location = '{evil}/left' }</script>": "/left",
}


def show(watched: Watched, body: str) -> None:
    watched.loud = True  # more may be told of it at any time
    watched.page.route("**/bare", lambda route: route.fulfill(content_type="text/html", body=BARE + body))
    watched.open("/bare")


def test_the_faults_of_a_page_are_noted(watched: Watched) -> None:
    show(watched, "".join(FAULTS))
    watched.expect(*FAULTS.values())


def test_what_a_page_wants_from_elsewhere_is_noted_and_refused(watched: Watched, stand: Newsstand) -> None:
    before = stand.evil.paths()
    show(watched, "".join(WAYS_OUT).replace("{evil}", stand.evil.url()[:-1]))
    watched.page.evaluate("() => { setTimeout(leave) }")  # now: nothing waits for the page any more

    def unseen() -> list[str]:
        return [way for way, seen in WAYS_OUT.items() if not any(seen in one for one in watched.elsewhere)]

    assert soon(watched.page, lambda: not unseen()), unseen()
    assert stand.evil.paths() == before
