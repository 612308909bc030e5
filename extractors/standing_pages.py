"""Pages about the outlet itself: who it is, how to reach it, its terms."""

import re

from extractors.arabic import fold
from extractors.article import NotAnArticle, Stamp
from extractors.jsonld import Claims
from extractors.metadata import Heading

_STANDING = re.compile(
    "|".join(
        fold(title)
        for title in (
            "من نحن",
            "عن الموقع",
            "عن الصحيفة",
            "عن الجريدة",
            "عن الوكالة",
            "عن المدونة",
            "نبذة عنا",
            "حول الموقع",
            "هيئة التحرير",
            "فريق العمل",
            "فريق التحرير",
            "رؤيتنا",
            "اتصل بنا",
            "تواصل معنا",
            "اتصلوا بنا",
            "للتواصل معنا",
            "راسلنا",
            "أعلن معنا",
            "للإعلان معنا",
            "الإعلان في الموقع",
            "سياسة الخصوصية",
            "سياسة الخصوصية وملفات تعريف الارتباط",
            "سياسة ملفات تعريف الارتباط",
            "سياسة الاستخدام",
            "سياسة التحرير",
            "السياسة التحريرية",
            "شروط الاستخدام",
            "شروط الخدمة",
            "الشروط والأحكام",
            "اتفاقية الاستخدام",
            "حقوق النشر",
            "إخلاء مسؤولية",
            "إخلاء المسؤولية",
            "خريطة الموقع",
            "الأسئلة الشائعة",
            "وظائف شاغرة",
            "about us",
            "about",
            "contact us",
            "contact",
            "privacy policy",
            "cookie policy",
            "terms of use",
            "terms of service",
            "terms and conditions",
            "advertise with us",
            "sitemap",
            "a propos",
            "à propos",
            "qui sommes-nous",
            "contactez-nous",
            "mentions legales",
            "mentions légales",
            "politique de confidentialite",
            "politique de confidentialité",
            "conditions d'utilisation",
            "publicite",
        )
    ),
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·»«:؟?!]\s*|\s+[-–—]\s+")


def refuse_standing(heading: Heading | None, published: Stamp | None, claims: Claims) -> NotAnArticle | None:
    """Refuse a page about the outlet itself: who it is, how to reach it, its terms. It bears no date."""
    if heading is None or published is not None or claims.is_article:
        return None
    parts = [fold(part) for part in _PARTS.split(heading.text) if part]
    if any(_STANDING.fullmatch(part) for part in parts[:2] + parts[-1:]):
        return NotAnArticle(code="standing-page", detail=heading.text[:100])
    return None
