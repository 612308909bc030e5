"""The Arabic of `warraq withdraw` and of what is said of withdrawn captures; the key is the English text."""

_CAPTURES = "{count:التقاط واحد|التقاطان|التقاطات|التقاطاً|التقاط}"

WITHDRAW: dict[str, str] = {
    "Remove a payload by duty; digests and log stay.": "اسحب محتوى يجب سحبه، وتبقى البصمات وسجل الالتقاط.",
    (
        "Remove a payload by duty: by order of a court, for a victim's safety.\n"
        "\n"
        "The record becomes a stub of equal length, and so does all that depends on it; digests, the leaf and a\n"
        "signed reason stay. Its text leaves the index, its address with the last capture of it. Captures that\n"
        "stay and name it are listed. Without RECORD_ID, a withdrawal that was killed is finished."
    ): (
        "اسحب محتوى يجب سحبه: بأمر محكمة، أو لسلامة ضحية.\n"
        "\n"
        "يصير سجل WARC أثراً بطوله نفسه، وكذلك كل ما يعتمد عليه، وتبقى البصمات والورقة والسبب الموقَّع. ويخرج نصه\n"
        "من الفهرس، ويخرج رابطه مع آخر التقاط له. وتُعرض الالتقاطات الباقية التي تذكره. ومن دون RECORD_ID يُتمّ\n"
        "سحب قُطع قبل تمامه."
    ),
    "Why, on one line; it stays in the log for good, so it must name nobody.": (
        "السبب في سطر واحد؛ يبقى في سجل الالتقاط دائماً، فلا تذكر فيه أحداً."
    ),
    "The reason in a word, written into the WARC.": "السبب في كلمة تُكتب في ملف WARC.",
    "Withdraw every capture of the article.": "اسحب كل التقاطات المقال.",
    "Also every other capture that holds its payload, address or title.": (
        "واسحب كل التقاط آخر فيه محتواه أو رابطه أو عنوانه."
    ),
    "Only list what would go and what would stay.": "اعرض ما يُسحب وما يبقى ولا تغيّر شيئاً.",
    "name the record to withdraw: `warraq cite` and `show` print its id": (
        "سمِّ سجل WARC المراد سحبه: يطبع `warraq cite` و`show` معرّفه"
    ),
    "give a reason with --reason": "اذكر السبب بعد --reason",
    "reading the WARC files": "قراءة ملفات WARC",
    "would go": "يُسحب",
    "withdrawn": "مسحوب",
    "withdrawn before": "سُحب من قبل",
    "records cut": "سجلات حُذف منها ذكره",
    "text stays in article": "يبقى النص في المقال",
    "stays": "يبقى",
    "finished": "أُتمّ",
    "a file that others made, never changed": "ملف صنعه غيرنا، لا يُغيَّر أبداً",
    "asked": "مطلوب",
    "same-article": "من المقال نفسه",
    "address": "بالرابط نفسه",
    "depends": "يعتمد عليه",
    "requisite": "صورة لصفحته",
    "names-it": "يذكره",
    "same-payload": "المحتوى نفسه",
    "same-address": "الرابط أو المقال نفسه",
    "Backups, exports, bundles and copies that others hold are not reached: see docs/evidence.md.": (
        "لا يصل السحب إلى النسخ الاحتياطية والصادرات وحزم الأدلة ولا إلى ما في أيدي الآخرين: انظر docs/evidence.md."
    ),
    "by order of a court": "بأمر محكمة",
    "for somebody's safety": "لسلامة إنسان",
    "because consent was taken back": "لرجوع صاحبه عن موافقته",
    "for the rights of others": "لحقوق الآخرين",
    "for another reason": "لسبب آخر",
    (
        "record {record_id} was withdrawn at {at} {why} (withdrawal {number}): its payload is gone, its leaf stays in the log"
    ): "سُحب سجل WARC {record_id} عند {at} {why} (السحب {number}): ذهب محتواه وبقيت ورقته في سجل الالتقاط",
    (
        "every capture of it was withdrawn at {at} {why} (withdrawal {number}): nothing of it is left but leaves of the log"
    ): "سُحبت كل التقاطاته عند {at} {why} (السحب {number}): لم يبق منه إلا أوراق سجل الالتقاط",
    "no record of this archive has the id {record_id}": "لا سجل WARC في هذا الأرشيف معرّفه {record_id}",
    "not a record": "ليس سجل WARC",
    "{count:capture|captures} left out: they were withdrawn.": f"تُرك {_CAPTURES}: سُحبت.",
}
