"""The Arabic of what is said of outlets that are left out of crawls, and of settings that stop all of them."""

LEFT_OUT: dict[str, str] = {
    "{slug}: left out: {problem}": "{slug}: خارج الزيارات: {problem}",
    "it was declared": "أُضيف",
    "not crawled since {last}, because its declaration cannot be used: {problem}": (
        "لم يُزر منذ {last} لأن ملف تعريفه لا يصلح: {problem}"
    ),
    "a mistake in the file, another encoding, or rights that keep Warraq from reading it": (
        "خطأ في الملف، أو ترميز غير UTF-8، أو صلاحيات تمنع ورّاق من قراءته"
    ),
    "mend outlets/SLUG.toml; `warraq outlet list` says whether it is right. The other outlets go on": (
        "أصلح outlets/SLUG.toml؛ ويقول `warraq outlet list` إن صحّ. والمنافذ الأخرى تتابع"
    ),
    "not crawled since {last}, because its file {file} is gone": "لم يُزر منذ {last} لأن ملفه {file} لم يعد موجوداً",
    "somebody deleted, moved or renamed it": "حذفه أحد أو نقله أو غيّر اسمه",
    "if that was meant, do nothing: this ends in a week; else put the file back": (
        "إن كان ذلك مقصوداً فلا تفعل شيئاً: ينتهي هذا الإنذار بعد أسبوع؛ وإلا فأعد الملف"
    ),
    "not crawled since {last}, because its crawl ends before it begins: {problem}": (
        "لم يُزر منذ {last} لأن زيارته تنتهي قبل أن تبدأ: {problem}"
    ),
    "its declaration names code that does not run, or something a crawl needs is missing": (
        "يسمّي ملف تعريفه شيفرة لا تعمل، أو ينقص شيء تحتاج إليه الزيارة"
    ),
    "do what the message says; state/SLUG.log tells more": "افعل ما تقوله الرسالة؛ وفي state/SLUG.log تفصيل",
    "nothing is crawled, because warraq.toml cannot be used: {problem}": (
        "لا يُزار شيء لأن warraq.toml لا يصلح: {problem}"
    ),
    "mend warraq.toml; `warraq status` says whether it is right. Then rounds go on": (
        "أصلح warraq.toml؛ ويقول `warraq status` إن صحّ. ثم تتابع الجولات"
    ),
    "{slug}: it was sent all the requests that `requests_per_day` allows; what is left waits, and is fetched"
    " from midnight (UTC) on": (
        "{slug}: أُرسل إليه كل ما يسمح به `requests_per_day` من طلبات؛ والباقي ينتظر ويُجلب بعد منتصف الليل (UTC)"
    ),
    "the {count} requests it may be sent today are used up; it goes on at midnight (UTC)": (
        "نفدت الطلبات المسموح بها اليوم وعددها {count}؛ ويتابع بعد منتصف الليل (UTC)"
    ),
    "alarms could not be told: {error}": "تعذّر إبلاغ الإنذارات: {error}",
    "Left out of crawls": "خارج الزيارات",
    "not crawled since {last}, because its declaration cannot be used": "لم يُزر منذ {last} لأن ملف تعريفه لا يصلح",
    "not crawled since {last}, because its declaration is gone": "لم يُزر منذ {last} لأن ملف تعريفه لم يعد موجوداً",
    "List the outlets that this archive follows.\n\nExit code 3 when the file of one cannot be used, 1 when none"
    " can: what is wrong is told.": (
        "اعرض المنافذ التي يتابعها هذا الأرشيف.\n\nرمز الخروج 3 حين لا يصلح ملف أحدها، و1 حين لا يصلح أي ملف: ويقال ما الخطأ."
    ),
}
