"""The shell, the script that fills it, and pages whose scripts mean no good to a machine that runs them."""

from html import escape

from newsroom.answers import Document
from newsroom.makes import View

HTML = "text/html; charset=utf-8"
APP = """
"use strict";
const root = document.getElementById("root");
function put(parent, name, text) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}
function draw(report) {
  document.title = report.title + " | " + document.title;
  const article = put(root, "article");
  put(article, "h1", report.title);
  if (report.writer) put(article, "div", report.writer).className = "byline";
  const time = put(article, "time", report.published.slice(0, 10));
  time.dateTime = report.published;
  if (report.image) put(article, "img").src = report.image;
  for (const line of report.text) put(article, "p", line);
}
const number = location.pathname.split("/").pop();
function ask(query, variables) {
  const asked = {method: "POST", headers: {"Content-Type": "application/json"}};
  return fetch("/graphql", {...asked, body: JSON.stringify({query, variables})})
    .then(answer => answer.json()).then(answer => answer.data);
}
if (location.pathname.startsWith("/q/")) {
  const wanted = "query Report($number: Int!) { report(number: $number) "
    + "{ title writer published image text } }";
  ask("query Menu { menu }", {}).then(data => put(root, "nav", data.menu.join(" - ")));
  ask(wanted, {number: Number(number)}).then(data => draw(data.report));
} else if (/^\\d+$/.test(number)) {
  fetch("/api/articles/" + number + ".json").then(answer => answer.json()).then(draw);
} else {
  put(root, "nav", "");
}
"""
TEXT = (
    "أعلنت لجنة سوق الصنوبر، صباح اليوم، أن حركة البيع عادت إلى ما كانت عليه قبل العاصفة، وأن الباعة "
    "استأنفوا عرض بضائعهم في الممرات الثلاثة، فيما تستمر أعمال رفع الركام من المدخل الغربي حتى المساء."
)
# Each trick by name: what its script does once the shell is there.
TRICKS = {
    # Draws the report only after a click that no archive makes.
    "consent": """
        root.innerHTML = "<div role=dialog><h2>نحن نقدر خصوصيتك</h2><p>نستخدم نحن وشركاؤنا ملفات تعريف"
          + " الارتباط لتخزين المعلومات على جهازك. هل توافق؟</p><button id=yes>أوافق على الكل</button></div>";
        document.getElementById("yes").onclick = () => report();""",
    "consent-english": """
        root.innerHTML = "<div role=dialog><h2>We value your privacy</h2><p>We and our 812 partners store"
          + " cookies on your device to personalise content. Do you agree?</p>"
          + "<button>Accept all</button></div>";""",
    "challenge": """
        document.title = "لحظة من فضلك";
        root.innerHTML = "<h1>جارٍ التحقق من متصفحك</h1><div class=cf-turnstile></div>";""",
    "challenge-english": """
        document.title = "Just a moment...";
        root.innerHTML = "<h1>Verify you are human</h1><div class=h-captcha></div>";""",
    "elsewhere": """root.innerHTML = "<h1>هذا المحتوى غير متاح في منطقتك</h1>";""",
    "password": """root.innerHTML = "<h1>يجب تسجيل الدخول لقراءة هذا الخبر</h1><input type=password>";""",
    "subscribers": """root.innerHTML = "<h1>هذا المقال للمشتركين</h1><p>اشترك الآن لمتابعة القراءة</p>";""",
    "endless": """report(); setTimeout(() => { for (;;); }, 20);""",
    "greedy": """
        report();
        const kept = [];
        setInterval(() => kept.push(new Uint8Array(24 << 20).fill(1)), 5);""",
    "dialogs": """report(); for (let n = 0; n < 20; n++) { alert(n); confirm(n); prompt(n); }""",
    "leaving": """report(); location.replace("http://127.0.0.2/elsewhere");""",
    "many": """
        report();
        for (let n = 0; n < 10000; n++) fetch("/static/many-" + n + ".json").catch(() => 0);""",
    "reaching": """
        report();
        window.open("http://127.0.0.2:9/window");
        new WebSocket("ws://127.0.0.2:9/socket");
        new EventSource("/static/stream");
        if (navigator.serviceWorker) navigator.serviceWorker.register("/static/worker.js").catch(() => 0);
        for (const url of ["file:///etc/hostname", "http://127.0.0.2:9/data", "/private/data.json"])
          fetch(url).catch(() => 0);
        const data = new FormData(); data.append("x", "x");
        const json = {"Content-Type": "application/json"};
        for (const [url, body, headers] of [
          ["/static/told", data, {}], ["/static/told", "x".repeat(20000), {}],
          ["/static/told", JSON.stringify({query: "mutation Told { told(x: 1) }"}), json],
          ["http://127.0.0.2:9/told", "x", {}], ["/private/told", "x", {}]])
          fetch(url, {method: "POST", body, headers}).catch(() => 0);
        const frame = document.createElement("iframe"); frame.src = "file:///etc/passwd";
        document.body.append(frame);""",
}


def shell(view: View, script: str = '<script src="/static/app.js"></script>') -> Document:
    """A page without a word of news on it."""
    page = (
        f'<!doctype html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{escape(view.name)}</title>"
        f'<link rel="stylesheet" href="/static/app.css"></head><body><div id="root"></div>'
        f"<noscript>يرجى تفعيل JavaScript لقراءة {escape(view.name)}</noscript>{script}</body></html>\n"
    )
    return Document(content=page.encode(), media_type=HTML, tagged=True)


def trick(view: View, name: str) -> Document:
    """The shell with the script of a trick; some of them draw a report as well."""
    report = (
        "function report() { root.innerHTML = `<article><h1>عودة البيع إلى سوق الصنوبر بعد العاصفة</h1>"
        '<time datetime="2026-11-05T10:00+03:00">5 تشرين الثاني 2026</time>'
        f"<p>{TEXT}</p><p>{TEXT}</p></article>`; }}"
    )
    script = f'<script>const root = document.getElementById("root");\n{report}\n{TRICKS[name]}</script>'
    return shell(view, script)
