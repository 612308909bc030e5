"""The Arabic of what `warraq show` says of an article; the key is the English text."""

ARTICLES: dict[str, str] = {
    "as printed": "كما طُبع",
    "another date": "تاريخ آخر",
    "byline": "التوقيع",
    "dateline": "مكان الخبر",
    "credited": "من أُسند إليهم",
    "{raw} ({source})": "{raw} ({source})",
    "{raw} ({source}): {verdict}": "{raw} ({source}): {verdict}",
    "{raw}, which is {value} ({source}): {verdict}": "{raw}، أي {value} ({source}): {verdict}",
    "chosen": "المعتمد",
    "agrees": "يوافقه",
    "differs": "يخالف المعتمد",
    "ahead": "بعد وقت الحفظ",
    "unread": "لا يُقرأ بيقين",
}
