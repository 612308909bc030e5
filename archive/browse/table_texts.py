"""What every table and column of an index is, in English and Arabic: what Datasette shows above a table.

Datasette's metadata knows no languages, so both stand in one text.
"""

from collections.abc import Mapping
from types import MappingProxyType

Said = tuple[str, str]  # in English, in Arabic

INDEX: Said = (
    "An archive of Arabic news. Every row was read back from the records of what newsrooms answered.",
    "أرشيف للأخبار العربية. كل صف هنا مقروء من سجلات ما أجابت به المواقع.",
)

# Title and description of the tables that are shown.
TABLES: Mapping[str, tuple[Said, Said]] = MappingProxyType(
    {
        "articles": (
            ("Reports", "الأخبار"),
            (
                "One report with all its versions. The search box finds it by any of them.",
                "خبر واحد بكل نسخه. يجده البحث في أي نسخة منها.",
            ),
        ),
        "versions": (
            ("Versions", "النسخ"),
            (
                "One distinct text of a report, as it was read from a capture.",
                "نص واحد متميّز من نصوص خبر، كما قُرئ من التقاط.",
            ),
        ),
        "outlets": (
            ("Outlets", "المنافذ"),
            ("The newsrooms whose reports are kept here.", "المنافذ التي تُحفظ أخبارها هنا."),
        ),
        "captures": (
            ("Captures", "الالتقاطات"),
            (
                "One recorded exchange: what was asked of a server, and its answer.",
                "تبادل واحد مسجّل: ما طُلب من خادم وما أجاب به.",
            ),
        ),
        "crawls": (
            ("Crawls", "الزيارات"),
            ("One run over one outlet.", "مرور واحد على منفذ واحد."),
        ),
        "warcs": (
            ("WARC files", "ملفات WARC"),
            ("The files that hold the records.", "الملفات التي فيها السجلات."),
        ),
        "attributions": (
            ("Attributions", "الإسنادات"),
            (
                "Whom a version credits with what it says. Offsets count Unicode code points of the body.",
                "من تُسند إليه النسخة ما تقوله. المواضع بعدد محارف يونيكود في المتن.",
            ),
        ),
        "date_claims": (
            ("Dates given for reports", "التواريخ المذكورة للأخبار"),
            (
                "Every date that a page or a seed gives for its report, and what became of it.",
                "كل تاريخ تذكره الصفحة أو البذرة للخبر، وما حُكم به عليه.",
            ),
        ),
        "dates": (
            ("Dates in texts", "التواريخ في النصوص"),
            ("Dates that a text speaks of.", "التواريخ التي يتحدث عنها النص."),
        ),
        "images": (
            ("Images", "الصور"),
            ("Images of a version, with caption and credit.", "صور النسخة مع شرحها ونسبتها."),
        ),
        "links": (
            ("Links", "الروابط"),
            ("Links in the body of a version.", "الروابط التي في متن النسخة."),
        ),
        "problems": (
            ("Problems", "المشكلات"),
            (
                "Why a capture gave no report, what was damaged, what is doubtful.",
                "لماذا لم يُقرأ من التقاط خبر، وما تلف، وما فيه شك.",
            ),
        ),
        "ledger": (
            ("Ledger of addresses", "دفتر العناوين"),
            (
                "Every address that was discovered, and the state that it ended in.",
                "كل عنوان عُثر عليه، والحالة التي انتهى إليها.",
            ),
        ),
        "origins": (
            ("Origins of addresses", "مناشئ العناوين"),
            (
                "When a seed first named an address, with which date and title.",
                "متى ذكرت البذرة العنوان أول مرة، وبأي تاريخ وعنوان.",
            ),
        ),
        "aliases": (
            ("Further addresses", "روابط بديلة"),
            (
                "That one address leads to another of its outlet, as a capture shows.",
                "أن عنواناً يقود إلى عنوان آخر من المنفذ نفسه، كما يُظهر التقاط.",
            ),
        ),
        "leaves": (
            ("Capture log", "سجل الالتقاط"),
            (
                "The number of the leaf that commits the log to a record.",
                "رقم الورقة التي يلتزم بها سجل الالتقاط بالسجل.",
            ),
        ),
    }
)

# Title and description of the queries; a description says what its parameters take.
QUERIES: Mapping[str, tuple[Said, Said]] = MappingProxyType(
    {
        "newest_reports": (
            ("Newest reports", "أحدث الأخبار"),
            ("The reports published last.", "آخر ما نُشر من أخبار."),
        ),
        "changed_most": (
            ("Changed most", "الأكثر تعديلاً"),
            ("Reports with several versions, those with most first.", "أخبار لها نسخ عدة، والأكثر أولاً."),
        ),
        "removed_reports": (
            ("Removed reports", "أخبار محذوفة"),
            ("Reports that their outlet no longer shows, the last seen first. outlet: its slug.", "أخبار لم يعد منفذها يعرضها، وآخر ما شوهد منها أولاً. outlet: معرّف المنفذ."),
        ),
        "said_by": (
            ("What a source says", "ما يقوله مصدر"),
            ("What reports credit a source with, of the 1,000 attributions read last. source: as the column source of attributions has it.", "ما تُسنده الأخبار إلى مصدر، من آخر 1000 إسناد قُرئ. source: كما في العمود source من جدول attributions."),
        ),
        "reports_per_day": (
            ("Reports per outlet and day", "الأخبار بحسب المنفذ واليوم"),
            ("How many reports an outlet published on each of its own days. outlet: its slug; from, to: days.", "كم خبراً نشر المنفذ في كل يوم من أيامه. outlet: معرّف المنفذ. from، to: يومان."),
        ),
        "captures_without_version": (
            ("Captures that gave no report", "التقاطات لم يُقرأ منها خبر"),
            ("Captures without a version, and why, of the 50,000 problems found last. outlet: its slug; code: a kind of problem.", "التقاطات ليست لها نسخة، مع السبب، من آخر 50000 مشكلة. outlet: معرّف المنفذ. code: صنف المشكلة."),
        ),
        "coverage_gaps": (
            ("Gaps in what is kept", "فجوات في التغطية"),
            ("Addresses that were discovered and are not kept, counted by outlet, state and reason. outlet: its slug.", "عناوين عُثر عليها وليست محفوظة، معدودة بحسب المنفذ والحالة والسبب. outlet: معرّف المنفذ."),
        ),
        "log_statements": (
            ("What the log commits to", "ما يلتزم به سجل الالتقاط"),
            ("Leaves of the capture log with the capture that each commits to, the newest first. before: a number of a leaf.", "أوراق سجل الالتقاط مع الالتقاط الذي تلتزم به كل ورقة، والأحدث أولاً. before: رقم ورقة."),
        ),
        "equal_texts": (
            ("Equal texts under several addresses", "نصوص متطابقة تحت عناوين عدة"),
            ("Reports with the same text, word for word, of the newest 10,000 between two days: reprints, or a wall that was read as a report. from, to: days.", "أخبار نصها واحد حرفياً، من أحدث 10000 بين يومين: إعادات نشر، أو حاجز قُرئ خبراً. from، to: يومان."),
        ),
        "passages": (
            ("Passages that hold a phrase", "مقاطع فيها عبارة"),
            ("The newest texts that hold these words in this order, spelling and marks aside. phrase: some words.", "أحدث النصوص التي فيها هذه الكلمات بهذا الترتيب، مهما كان رسمها وتشكيلها. phrase: كلمات."),
        ),
    }
)  # fmt: skip

# A column's meaning; "table.column" goes before "column".
COLUMNS: Mapping[str, Said] = MappingProxyType(
    {
        "aliases.kind": ("redirect or canonical", "إحالة أو رابط معتمد"),
        "aliases.url": ("the address that leads elsewhere", "العنوان الذي يقود إلى غيره"),
        "anchor": ("the day that the date was reckoned from", "اليوم الذي حُسب منه التاريخ"),
        "article_id": ("id of the report, made from its address", "معرّف الخبر، مصنوع من عنوانه"),
        "asked": ("what was to be fetched", "ما طُلب جلبه"),
        "authors": ("who signed, a JSON list", "من وقّع، قائمة JSON"),
        "body": ("the clean text", "المتن"),
        "body_digest": ("SHA-256 of the body", "بصمة المتن، SHA-256"),
        "byline": ("persons, places and agency of the byline, JSON", "الأشخاص والأماكن والوكالة في التوقيع، JSON"),
        "bytes": ("size in bytes", "الحجم بالبايت"),
        "caption": ("as printed below it", "الشرح المطبوع تحتها"),
        "captured_at": ("time of the capture by our clock, UTC", "وقت الالتقاط بساعتنا، UTC"),
        "claim_end": ("where what is credited ends", "نهاية القول المُسند"),
        "claim_start": ("where what is credited begins", "بداية القول المُسند"),
        "closed": ("1 when nothing more is written to it", "1 حين لا يُكتب فيه بعد"),
        "code": ("kind of problem", "صنف المشكلة"),
        "confidence": ("1 less the weight of doubts", "1 ينقص منه وزن الشكوك"),
        "content_type": ("media type that the server said", "نوع المحتوى كما قاله الخادم"),
        "counts": (
            "how many addresses ended in which state, and what was noticed of hosts and clock, JSON",
            "عدد العناوين في كل حالة، وما لوحظ على المضيفين والساعة، JSON",
        ),
        "country": ("ISO 3166-1 code", "رمز البلد، ISO 3166-1"),
        "crawl_id": ("the run that it belongs to", "الزيارة التي هو منها"),
        "crc32": ("checksum while the file is still written", "مجموع اختباري ما دام الملف يُكتب"),
        "credit": ("whom the image is credited to", "من نُسبت إليه الصورة"),
        "cue": ("the word that credits", "الكلمة الدالة على الإسناد"),
        "dateline_agency": ("agency in the dateline", "الوكالة في مكان النشر"),
        "dateline_place": ("place in the dateline", "المكان في مكان النشر"),
        "day": ("the outlet's own day", "اليوم بتوقيت المنفذ"),
        "detail": ("what exactly", "التفصيل"),
        "doc_id": ("row id in the search index; runs in the order of dates", "رقم السطر في فهرس البحث، يتبع ترتيب التواريخ"),
        "end": ("where it ends in the body", "نهايته في المتن"),
        "event_at": ("time of the event that counts", "وقت الحدث المعتمد"),
        "event_id": ("record of that event", "سجل ذلك الحدث"),
        "event_reason": ("its reason", "سببه"),
        "event_state": ("state that it gave", "الحالة التي أعطاها"),
        "finished_at": ("end of the run, UTC", "نهاية الزيارة، UTC"),
        "first_captured_at": ("first capture, UTC", "أول التقاط، UTC"),
        "first_seen_at": ("when it was first named, UTC", "متى ذُكر أول مرة، UTC"),
        "genre": ("kind of text", "نوع المادة"),
        "hedge": ("word of distance, as زعم", "كلمة تحفّظ، مثل زعم"),
        "homepage": ("its home page", "صفحته الأولى"),
        "ingested_to": ("bytes of the file that the index has read", "ما قرأه الفهرس من الملف، بالبايت"),
        "kind": ("kind of record", "نوع السجل"),
        "date_claims.kind": ("published or modified", "نشر أو تعديل"),
        "language": ("language of the text", "لغة النص"),
        "outlets.language": ("language of the outlet", "لغة المنفذ"),
        "last_at": ("last event, UTC", "آخر حدث، UTC"),
        "last_captured_at": ("last capture, UTC", "آخر التقاط، UTC"),
        "last_seen_at": ("last capture that shows it, UTC", "آخر التقاط يُظهره، UTC"),
        "leaf_index": ("number of the leaf, from 0", "رقم الورقة، من 0"),
        "length": ("length in the WARC file, bytes", "طوله في ملف WARC، بالبايت"),
        "medium": ("where it was said, as بيان", "أين قيل، مثل بيان"),
        "merges": ("1 when both addresses are one report", "1 حين يكون العنوانان لخبر واحد"),
        "metadata_id": ("record of what was noted", "سجل ما دُوّن"),
        "modified_at": ("when the outlet says it changed it", "تاريخ التعديل كما ذكره المنفذ"),
        "modified_raw": ("the same as printed", "كما طُبع"),
        "modified_source": ("where on the page that stood", "موضعه في الصفحة"),
        "name": ("name", "الاسم"),
        "name_en": ("name in English", "الاسم بالإنكليزية"),
        "offset": ("place in the WARC file, bytes", "موضعه في ملف WARC، بالبايت"),
        "origin": ("own, or an imported file", "لنا أو ملف مستورد"),
        "outcome": ("how the exchange ended", "كيف انتهى التبادل"),
        "outlet": ("slug of the outlet", "معرّف المنفذ"),
        "payload_digest": ("SHA-256 of the payload", "بصمة الحمولة، SHA-256"),
        "precision": ("how exact the date is", "دقة التاريخ"),
        "printed": ("as printed in the text", "كما طُبع في النص"),
        "problem_key": ("key of the row", "مفتاح الصف"),
        "published_at": (
            "when the outlet says it published it, with the offset it printed",
            "تاريخ النشر كما ذكره المنفذ، بفارق التوقيت المطبوع",
        ),
        "published_date": ("the outlet's own day of publication", "يوم النشر بتوقيت المنفذ"),
        "published_doubt": ("why the seed's dates say nothing", "لماذا لا يُعتدّ بتواريخ البذرة"),
        "published_precision": ("how exact the date of publication is", "دقة تاريخ النشر"),
        "published_raw": ("date of publication as printed", "تاريخ النشر كما طُبع"),
        "published_source": ("where on the page that stood", "موضعه في الصفحة"),
        "raw": ("as printed", "كما طُبع"),
        "reader_digest": ("which reader read the text", "أي قارئ قرأ النص"),
        "reading": ("article, or why it is none; empty for what is not read", "article أو سبب أنه ليس خبراً، وفارغ لما لا يُقرأ"),
        "reason": ("why", "السبب"),
        "record_id": ("id of the WARC record", "معرّف السجل في ملف WARC"),
        "records": ("how many records", "عدد السجلات"),
        "refers_to": ("the earlier record whose bytes it repeats", "السجل الأسبق الذي يعيد بايتاته"),
        "request_id": ("record of the request", "سجل الطلب"),
        "robots": ("what robots.txt said", "ما قاله robots.txt"),
        "role": ("why it was fetched", "لماذا جُلب"),
        "section": ("section at the outlet", "القسم في المنفذ"),
        "seed_record": ("record of the seed", "سجل البذرة"),
        "seen_id": ("record that first named it", "السجل الذي ذكره أول مرة"),
        "seq": ("order within the version", "ترتيبه في النسخة"),
        "sha256": ("SHA-256 of the closed file", "بصمة الملف المغلق، SHA-256"),
        "slug": ("short name in files and commands", "الاسم القصير في الملفات والأوامر"),
        "source": ("who is credited", "من أُسند إليه"),
        "date_claims.source": ("where on the page it stood", "موضعه في الصفحة"),
        "source_kind": ("kind of source", "نوع المصدر"),
        "start": ("where it begins in the body", "بدايته في المتن"),
        "started_at": ("start of the run, UTC", "بداية الزيارة، UTC"),
        "state": ("live, changed, removed, blocked or unknown", "منشور أو معدّل أو محذوف أو محجوب أو مجهول"),
        "ledger.state": ("what became of the address", "ما آل إليه العنوان"),
        "status": ("status of the HTTP answer", "حالة جواب HTTP"),
        "story_id": ("story that it belongs to", "القصة التي هو منها"),
        "subtitle": ("subtitle", "العنوان الفرعي"),
        "tags": ("tags, a JSON list", "الوسوم، قائمة JSON"),
        "target_key": ("url key of the other address", "مفتاح العنوان الآخر"),
        "target_url": ("the other address", "العنوان الآخر"),
        "text": ("words of the link", "كلمات الرابط"),
        "text_digest": ("digest of the text that was read", "بصمة النص المقروء"),
        "timezone": ("time zone of the outlet", "المنطقة الزمنية للمنفذ"),
        "title": ("title", "العنوان"),
        "tries": ("how often it was asked for", "عدد مرات طلبه"),
        "truncated": ("why the record was cut", "لماذا قُطع السجل"),
        "url": ("address", "العنوان على الشبكة"),
        "url_key": ("the address turned round, for comparing", "مفتاح العنوان، للمقارنة"),
        "value": ("as understood", "كما فُهم"),
        "verdict": ("what became of the date", "الحكم على التاريخ"),
        "version": ("number of the version", "رقم النسخة"),
        "version_count": ("how many versions", "عدد النسخ"),
        "version_key": ("key of the version", "مفتاح النسخة"),
        "via": ("the address that pointed here", "العنوان الذي أشار إليه"),
        "warc": ("file that holds the record", "الملف الذي فيه السجل"),
        "words": ("number of words", "عدد الكلمات"),
    }
)  # fmt: skip


def column_said(table: str, column: str) -> Said:
    """What a column of a table holds. Raises KeyError when nothing is said of it."""
    return COLUMNS.get(f"{table}.{column}") or COLUMNS[column]
