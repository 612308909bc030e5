"""A report whose words try what words may try: markup, script addresses and controls of direction."""

import html
import json

MARKUP = '<img src=x onerror="document.title=1">'
SCRIPT = "</title></script><script>document.title='taken'</script>"
ADDRESS = "javascript:document.title='taken'"
TURNED = "\u202efdp.exe\u2066"  # read as exe.pdf where controls of direction act
TITLE = f"تأجيل جلسة المجلس {TURNED} {MARKUP}"
SUBTITLE = f"الموعد الجديد {SCRIPT} لم يُعلن"
AUTHOR = f'سلمى الخطيب"><svg onload=alert(1)> {TURNED}'
TAG = f"مجلس {MARKUP}"
SECTION = f"محليات {SCRIPT}"
CAPTION = f"قاعة الجلسة {MARKUP} {TURNED}"
PASSAGE = (
    "وقال أمين السر إن الجلسة أُرجئت لعدم اكتمال النصاب، وإن الموعد الجديد سيُبلَّغ للأعضاء كتابةً، مضيفاً أن بند"
    " الموازنة يبقى أول البنود. وبالسوقِ المغطّى علّق الأعضاء نسخةً من الإعلان. "
)
BODY = PASSAGE * 5


def page() -> str:
    """The report as its newsroom serves it: what is hostile is text there, escaped as it should be."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "alternativeHeadline": SUBTITLE,
        "datePublished": "2026-11-19T09:00:00+03:00",
        "author": {"@type": "Person", "name": AUTHOR, "url": ADDRESS},
        "articleSection": SECTION,
        "keywords": [TAG, ADDRESS],
    }
    ld = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    one = {name: html.escape(text) for name, text in globals().items() if isinstance(text, str)}
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
    <title>{one["TITLE"]}</title>
    <meta property="og:type" content="article"><meta property="og:title" content="{one["TITLE"]}">
    <meta property="og:description" content="{one["SUBTITLE"]}">
    <meta property="article:section" content="{one["SECTION"]}">
    <meta property="article:tag" content="{one["TAG"]}">
    <meta property="article:published_time" content="2026-11-19T09:00:00+03:00">
    <meta name="author" content="{one["AUTHOR"]}">
    <script type="application/ld+json">{ld}</script></head><body><article>
    <h1>{one["TITLE"]}</h1><h2 class="subtitle">{one["SUBTITLE"]}</h2>
    <p class="byline"><a rel="author" href="{ADDRESS}">{one["AUTHOR"]}</a></p>
    <time datetime="2026-11-19T09:00:00+03:00">19 تشرين الثاني/نوفمبر 2026 {TURNED}</time>
    <figure><img src="/hall.png" alt="القاعة"><figcaption>{one["CAPTION"]}</figcaption></figure>
    <p>{BODY}</p><p>{one["MARKUP"]} {one["SCRIPT"]} {TURNED} كما ورد في البيان.</p>
    <p><a href="{ADDRESS}">نص البيان</a> <a href="data:text/html,<script>alert(1)</script>">نسخة</a>
    {BODY}</p>
    <ul class="tags"><li><a rel="tag" href="{ADDRESS}">{one["TAG"]}</a></li></ul>
    </article></body></html>"""
