"""The Arabic of what `warraq verify` says that it could not check, one row a form."""

UNCHECKED: dict[str, str] = {
    "{name} from byte {known} on, which is not in the index yet": "{name} من البايت {known} فصاعداً، وليس في الفهرس بعد",
    "stamps of {authority}: warraq.toml names no root certificates for it": (
        "أختام {authority}: لا يسمّي warraq.toml شهادات الجذر لها"
    ),
    "stamps of {authority}: {error}": "أختام {authority}: {error}",
    "it is not signed: whoever has it may have changed it": "غير موقَّع: قد يكون غيّره من هو في يده",
    "its words: they were written by {software}": "كلماته: كتبها {software}",
    "whose key it is: compare it with the key as the archive published it (--key)": (
        "لمن المفتاح: قارنه بالمفتاح كما نشره الأرشيف (--key)"
    ),
}
