"""The Arabic of what `warraq backup` and `warraq restore` tell; the key is the English text. One row a text."""

BACKUP: dict[str, str] = {
    "Copy the archive to another disk, while crawls run.": "انسخ الأرشيف إلى قرص آخر والزيارات جارية.",
    "Make an archive again from a copy, and verify it.": "أعد الأرشيف من نسخته الاحتياطية وتحقق منه.",
    "Copy private keys, too: keep such a copy as you keep them.": (
        "انسخ المفاتيح الخاصة أيضاً: واحفظ هذه النسخة كما تحفظها."
    ),
    "Leave the index out: it can be made again from the rest.": "بلا الفهرس: فهو يُبنى من الباقي من جديد.",
    "Copy nothing; say whether the copy in TARGET would do.": (
        "لا تنسخ شيئاً؛ قل هل تكفي النسخة الاحتياطية التي في TARGET."
    ),
    (
        "Bring the copy of the archive in the folder TARGET up to date; crawls may run meanwhile.\n\n"
        "Closed files that are there are not copied again, and nothing is ever taken away but what was withdrawn.\n"
        "Exit 4 when a file of the archive is not what it was: the copy then keeps what it had."
    ): (
        "حدّث نسخة الأرشيف الاحتياطية في المجلد TARGET؛ ولا بأس بزيارات جارية في أثنائه.\n\n"
        "لا تُنسخ الملفات المغلقة الموجودة فيها مرة أخرى، ولا يُزال منها شيء إلا ما سُحب.\n"
        "ورمز الخروج 4 إذا تغيّر ملف في الأرشيف عما كان: وتُبقي النسخة عندئذ ما فيها."
    ),
    "The last copy, keys too: from then on this archive can only be read.": (
        "النسخة الأخيرة ومعها المفاتيح: وبعدها لا يكون هذا الأرشيف إلا للقراءة."
    ),
    "This archive has moved: `warraq restore {copy} DIR` makes the one that goes on.": (
        "انتقل هذا الأرشيف: والأمر `warraq restore {copy} DIR` يصنع الأرشيف الذي يتابع."
    ),
    "Only prove that it can be done, in a scratch folder in DIR that then goes.": (
        "أثبت إمكان الاستعادة فحسب: في مجلد مؤقت داخل DIR ثم يُزال."
    ),
    "rows were not compared: an earlier Warraq or declaration read texts of the copy's index;"
    " `warraq rebuild` in the archive, then the next backup, and they can be": (
        "لم تُقارن الصفوف: في فهرس النسخة نصوص قرأها إصدار أقدم من ورّاق أو قُرئت بتعريف أقدم للمنفذ؛ شغّل"
        " `warraq rebuild` في الأرشيف ثم انسخه احتياطياً، فتمكن مقارنتها"
    ),
    "rows of an index made anew": "صفوف فهرس بُني من جديد",
    "rows that differ from the copy's index": "صفوف تخالف فهرس النسخة",
    "seconds": "الثواني",
    "copying the archive": "نسخ الأرشيف",
    "reading the copy": "قراءة النسخة الاحتياطية",
    "files": "الملفات",
    "index": "الفهرس",
    "bytes copied now": "البايتات المنسوخة الآن",
    (
        "The copy holds no private keys: keep log/key.pem and log/withdrawals/addresses.key elsewhere, or"
        " use --with-keys. Without them an archive that is restored signs nothing more."
    ): (
        "ليس في النسخة الاحتياطية مفاتيح خاصة: احفظ log/key.pem وlog/withdrawals/addresses.key في مكان آخر،"
        " أو استعمل --with-keys. ومن دونها لا يوقّع الأرشيف المستعاد شيئاً بعد ذلك."
    ),
    "The copy is on the archive's own disk, and lost with it: is the other disk mounted?": (
        "النسخة الاحتياطية على قرص الأرشيف نفسه وتضيع بضياعه: هل القرص الآخر موصول؟"
    ),
    "Files of others that were imported are not in the copy: {count}.": (
        "ملفات لآخرين استُوردت ليست في النسخة الاحتياطية، وعددها: {count}."
    ),
    "This copy would not do: {problem} (and {more} more)": (
        "هذه النسخة الاحتياطية لا تكفي: {problem} (وغيره: {more})"
    ),
    "This copy would do: made {at}; files {files}, bytes {bytes}, leaves {leaves}; {index}, {keys}": (
        "هذه النسخة الاحتياطية تكفي: صُنعت في {at}، وعدد ملفاتها {files}، وبايتاتها {bytes}، وأوراق سجلها"
        " {leaves}؛ {index}، {keys}"
    ),
    "with index": "معها الفهرس",
    "without index": "بلا فهرس",
    "with keys": "معها المفاتيح",
    "without keys": "بلا مفاتيح",
    (
        "Make an archive in DIR, a new or empty folder, from the copy in the folder SOURCE, and verify it.\n\n"
        "The copy is not changed. An index is made when it has none. Exit 4 when anything is not as it must be."
    ): (
        "أعد الأرشيف في DIR، وهو مجلد جديد أو فارغ، من النسخة الاحتياطية في المجلد SOURCE وتحقق منه.\n\n"
        "لا تتغير النسخة. ويُبنى الفهرس إن خلت منه. ورمز الخروج 4 إذا كان شيء على غير ما يجب."
    ),
    "made anew": "بُني من جديد",
    "from the copy": "من النسخة الاحتياطية",
    "{name} is not what was copied": "{name} ليس ما نُسخ",
    (
        "The copy held no private key: put log/key.pem and log/withdrawals/addresses.key back before the"
        " next crawl."
    ): (
        "لم يكن في النسخة الاحتياطية مفتاح خاص: أعد log/key.pem وlog/withdrawals/addresses.key إلى مكانهما قبل"
        " الزيارة التالية."
    ),
    (
        "This archive was crawled in {other} before, and there it still is. Let one of the two crawl, and"
        " only one: their logs would contradict each other for good. `warraq backup FOLDER --move` moves"
        " an archive so that the old one stays as it is. This is told once."
    ): (
        "جرت زيارات هذا الأرشيف من قبل في {other}، وهو ما زال هناك. فلتكن الزيارات في أحدهما وحده: وإلا تناقض"
        " سجلا الالتقاط إلى الأبد. و`warraq backup FOLDER --move` ينقل الأرشيف بحيث يبقى القديم كما هو. يُقال هذا"
        " مرة واحدة."
    ),
}
