"""The Arabic of errors, one row a form; `{name}` stands for what differs, and may itself be such a text.

Errors are in English where they are raised, logged, kept and put into JSON; `archive.error_language` puts into
Arabic what a person reads at the end of a command.
"""

from archive.arabic_unchecked import UNCHECKED

SETTINGS_ERRORS: dict[str, str] = {
    "{path} does not exist: make an archive with `warraq init`": "{path} غير موجود: أنشئ أرشيفاً بالأمر `warraq init`",
    "{path} is not TOML: {error}": "{path} ليس ملف TOML صحيحاً: {error}",
    "{path}: unknown section [{section}]; known: {known}": "{path}: قسم غير معروف [{section}]؛ الأقسام المعروفة: {known}",
    "{path}: {section} must be a table; write it as [{name}]": "{path}: يجب أن يكون {section} جدولاً؛ اكتبه [{name}]",
    "{path}: unknown key {key} in [{section}]; known: {known}": (
        "{path}: مفتاح غير معروف {key} في [{section}]؛ المفاتيح المعروفة: {known}"
    ),
    '{path}: [{section}] lacks id; write id = "…" with the eight digits in its WARC names': (
        '{path}: القسم [{section}] ينقصه id؛ اكتب id = "…" بالخانات الثماني التي في أسماء ملفات WARC'
    ),
    '{path}: proxy in [network]: {error}; write proxy = "socks5h://127.0.0.1:9050"': (
        '{path}: المفتاح proxy في [network]: {error}؛ اكتب proxy = "socks5h://127.0.0.1:9050"'
    ),
    "{path}: archive in [cite] must be of letters of ASCII, digits and . _ ~ -, such as a domain; write {example},"
    " not {value}": (
        "{path}: المفتاح archive في [cite] يُكتب بحروف لاتينية وأرقام و. _ ~ - كاسم نطاق؛ اكتب {example} لا {value}"
    ),
    "{path}: memento in [cite] must be a web address; write {example}, not {value}": (
        "{path}: المفتاح memento في [cite] يجب أن يكون عنوان ويب؛ اكتب {example} لا {value}"
    ),
    "{where} must be a list of tables; write {example}": "{where}: المطلوب قائمة جداول؛ اكتب {example}",
    "{where}: unknown key {key}; known: url, roots, name": "{where}: مفتاح غير معروف {key}؛ المعروفة: url وroots وname",
    "{where}: one lacks {key}; write {example}": "{where}: أحدها ينقصه {key}؛ اكتب {example}",
    "{where}: {url} is no web address; write https://…": "{where}: {url} ليس عنوان ويب؛ اكتب https://…",
    '{where}: {name} is no name for files; write name = "…" in small Latin letters': (
        '{where}: {name} لا يصلح اسماً لملفات؛ اكتب name = "…" بحروف لاتينية صغيرة'
    ),
    '{where}: two are called {name}; give each a name = "…" of its own': (
        '{where}: اثنتان باسم {name}؛ أعطِ كل واحدة name = "…" خاصاً بها'
    ),
    "{where} must be a text on one line; write {example}": "{where}: المطلوب نص في سطر واحد؛ اكتب {example}",
    "the operator's {key} must be a text on one line, not {value}": "يجب أن يكون {key} للمشغّل نصاً في سطر واحد لا {value}",
    "{where} must be eight hexadecimal digits; write {example}": "{where}: المطلوب ثماني خانات ست عشرية؛ اكتب {example}",
    "{where} must be true or false, without quotation marks": "{where}: المطلوب true أو false بلا علامتي اقتباس",
    "{where} must be {wanted}, without quotation marks": "{where}: المطلوب {wanted} بلا علامتي اقتباس",
    "{where} must be {wanted}, not {value}": "{where}: المطلوب {wanted}، لا {value}",
    "a number": "عدد",
    "a whole number": "عدد صحيح",
    "at least 0": "صفر أو أكثر",
    "above 0": "أكبر من صفر",
    "{path}: {key} in [alarms] must be an https address, one of this machine, or the name of a secret that is such;"
    " write {example} or {secret}": (
        "{path}: المفتاح {key} في [alarms] يجب أن يكون عنوان https أو عنواناً على هذا الجهاز أو اسم سرّ هو كذلك؛"
        " اكتب {example} أو {secret}"
    ),
    "{path}: command in [alarms] cannot be understood: {error}": "{path}: المفتاح command في [alarms] لا يُفهم: {error}",
    "{path}: command in [alarms] is empty; write {example}": "{path}: المفتاح command في [alarms] فارغ؛ اكتب {example}",
    "{path}: mail_to in [alarms] needs {key}; write {example}": "{path}: المفتاح mail_to في [alarms] يحتاج إلى {key}؛ اكتب {example}",
    "{path} is longer than {most} bytes: that is no password; put one line into it": (
        "{path} أطول من {most} بايت، فليس كلمة مرور؛ اكتب فيه سطراً واحداً"
    ),
    "{path} must hold the secret alone, on one line": "يجب ألا يحوي {path} إلا السرّ في سطر واحد",
    "{name} is not set: {how}": "{name} غير معيَّن: {how}",
    "set the environment variable {name}, or put it into the file {file} in {folder}": (
        "عيّن متغير البيئة {name}، أو ضعه في الملف {file} في {folder}"
    ),
    "{path}: {error}; let the user that Warraq runs as read it": "{path}: {error}؛ اسمح للمستخدم الذي يعمل به ورّاق بقراءته",
    "{path} is no text in UTF-8; write the secret into it anew": "{path} ليس نصاً بترميز UTF-8؛ اكتب السرّ فيه من جديد",
}

ARCHIVE_ERRORS: dict[str, str] = {
    "no archive in {here} or above it; make one with `warraq init`, or name one with -C DIR": (
        "لا أرشيف في {here} ولا فوقه؛ أنشئ واحداً بالأمر `warraq init` أو سمِّ واحداً بالخيار -C DIR"
    ),
    "{named} is no archive (it has no {marker}); make one with `warraq init {again}`": (
        "{named} ليس أرشيفاً (ليس فيه {marker})؛ أنشئ واحداً بالأمر `warraq init {again}`"
    ),
    "{path} is an archive already; use it, or give another directory": "{path} أرشيف من قبل؛ استعمله أو سمِّ مجلداً آخر",
    "no archive can be made in {path}: {error}": "لا يمكن إنشاء أرشيف في {path}: {error}",
    "no outlet {slug} in {folder} ({known}); add it with `warraq outlet add`": (
        "لا منفذ باسم {slug} في {folder} ({known})؛ أضفه بالأمر `warraq outlet add`"
    ),
    "no outlet {slug} in this archive ({known}); add it with `warraq outlet add`": (
        "لا منفذ باسم {slug} في هذا الأرشيف ({known})؛ أضفه بالأمر `warraq outlet add`"
    ),
    "no outlet {slug} in this index ({known})": "لا منفذ باسم {slug} في هذا الفهرس ({known})",
    "none yet": "لا شيء بعد",
    "{path}: {name} is no slug; rename it to small Latin letters, digits, _ or -": (
        "{path}: {name} لا يصلح اسماً قصيراً؛ سمِّ الملف بحروف لاتينية صغيرة وأرقام و_ و-"
    ),
    "{folder} holds no outlets; add one with `warraq outlet add URL`": "لا منافذ في {folder}؛ أضف منفذاً بالأمر `warraq outlet add URL`",
    "another run holds {what}: wait for it to end, or end it, and try again": (
        "تشغيل آخر يمسك {what}: انتظر حتى ينتهي، أو أنهه، ثم أعد المحاولة"
    ),
    "outlet {slug}": "المنفذ {slug}",
    "the copy {path}": "النسخة {path}",
    "restoring to {path}": "الاستعادة إلى {path}",
    "a crawl of this archive": "زيارةً لهذا الأرشيف",
    "this archive has moved{told}: go on in the one that was restored from there. If there is none, and only then,"
    " remove {path} to go on here (nothing was changed)": (
        "انتقل هذا الأرشيف{told}: تابع في الأرشيف الذي استُعيد من هناك. وإن لم يكن ثمة واحد، وعندئذ فقط، أزل {path}"
        " لتتابع هنا (لم يتغيّر شيء)"
    ),
    " to the copy {copy} on {at}": " إلى النسخة {copy} في {at}",
    "{index} does not exist yet: crawl an outlet, ingest a file, or run `warraq rebuild`": (
        "{index} غير موجود بعد: زُر منفذاً أو أدخل ملفاً، أو شغّل `warraq rebuild`"
    ),
    "{index} cannot be read ({error}): `warraq rebuild` makes a new one from the WARCs": (
        "لا يُقرأ {index} ({error}): الأمر `warraq rebuild` يبني فهرساً جديداً من ملفات WARC"
    ),
    "{path} does not exist: make it with `warraq rebuild`": "{path} غير موجود: ابنه بالأمر `warraq rebuild`",
    "{path} has schema {found}, this version wants {wanted}; make it anew with `warraq rebuild`": (
        "{path} بمخطط {found} وهذا الإصدار يريد {wanted}؛ ابنه من جديد بالأمر `warraq rebuild`"
    ),
    "{path} cannot be used: {error}; make it anew with `warraq rebuild`": (
        "لا يمكن استعمال {path}: {error}؛ ابنه من جديد بالأمر `warraq rebuild`"
    ),
    "the texts of this index were analysed by version {version} of the Arabic analyser, this is version {found};"
    " run `warraq rebuild --search`": (
        "حُلّلت نصوص هذا الفهرس بالإصدار {version} من المحلل العربي وهذا الإصدار {found}؛ شغّل `warraq rebuild --search`"
    ),
    "{path}: {error}; end other programs that write to it, and try again": "{path}: {error}؛ أنهِ البرامج الأخرى التي تكتب فيه وأعد المحاولة",
    "{path}: {error}; make it anew with `warraq rebuild`": "{path}: {error}؛ ابنه من جديد بالأمر `warraq rebuild`",
    "another program keeps reading {path}; end it, and rebuild again": "برنامج آخر ما زال يقرأ {path}؛ أنهه وأعد البناء",
    "{error}; free some space and run the command again, nothing captured is lost": (
        "{error}؛ أخلِ بعض المساحة وشغّل الأمر من جديد، ولم يضع شيء مما التُقط"
    ),
    "{error}; free some space and run the command again": "{error}؛ أخلِ بعض المساحة وشغّل الأمر من جديد",
    "{what} needs about {needed} MB where {there} and {free} MB are free: it was not begun; free some space and"
    " run the command again": (
        "{what}: يلزم نحو {needed} ميغابايت حيث {there} والخالي {free} ميغابايت؛ لم يبدأ: أخلِ بعض المساحة وشغّل"
        " الأمر من جديد"
    ),
    "{free} MB are free where {folder} is, and {kept} MB are kept for crawls: {what} was not written; free some"
    " space, or give a place on another disk, and run the command again": (
        "الخالي {free} ميغابايت حيث {folder}، و{kept} ميغابايت محجوزة للزيارات: لم يُكتب {what}؛ أخلِ بعض المساحة،"
        " أو سمِّ مكاناً على قرص آخر، وشغّل الأمر من جديد"
    ),
    "only {free} MB are free where {root} is, and captures are made while there are {reserve}: nothing is fetched;"
    " free some space, or move the archive to a larger disk": (
        "لم يبق إلا {free} ميغابايت حيث {root}، ولا يُلتقط شيء دون {reserve}: لم يُجلب شيء؛ أخلِ بعض المساحة أو انقل"
        " الأرشيف إلى قرص أكبر"
    ),
    "{free} MB are free where {root} is, and index.db-wal has grown so that moving it into the index may take {grown}:"
    " nothing is fetched; end the program that reads an old state of the index (`warraq status` names it), or free"
    " some space": (
        "الخالي {free} ميغابايت حيث {root}، وقد كبر index.db-wal حتى إن نقله إلى الفهرس قد يأخذ {grown}: لم يُجلب شيء؛"
        " أنهِ البرنامج الذي يقرأ حالة قديمة من الفهرس (يسمّيه `warraq status`)، أو أخلِ بعض المساحة"
    ),
    "no contact is given in {path}: newsrooms must be able to reach whoever crawls them; write [operator] contact ="
    ' "an e-mail address or URL"': (
        "لا عنوان اتصال في {path}: يجب أن تستطيع غرف الأخبار مراسلة من يزورها؛ اكتب تحت [operator] السطر contact ="
        ' "عنوان بريد أو رابط"'
    ),
    "no article in this archive has the id {id}: `warraq search` finds ids": (
        "لا مقال في هذا الأرشيف بالمعرّف {id}: الأمر `warraq search` يجد المعرّفات"
    ),
    "no article in this archive has the URL {url}: `warraq why` says what became of it": (
        "لا مقال في هذا الأرشيف بالرابط {url}: الأمر `warraq why` يقول ما جرى له"
    ),
    "no article in this archive rests on the record {record}": "لا مقال في هذا الأرشيف مبنيّ على السجل {record}",
    "no capture of this archive has the record id {id}: `warraq cite` prints ids": (
        "لا التقاط في هذا الأرشيف برقم السجل {id}: الأمر `warraq cite` يطبع الأرقام"
    ),
    "{path} cannot be read ({error})": "لا يُقرأ {path} ({error})",
    "{path} cannot be read: {error}": "لا يُقرأ {path}: {error}",
    "{path} cannot be used as a signing key: {error}; restore it from a backup": (
        "لا يصلح {path} مفتاحاً للتوقيع: {error}؛ استعده من نسخة احتياطية"
    ),
    "{path} cannot be used as a public key: {error}; restore it from a backup": (
        "لا يصلح {path} مفتاحاً عاماً: {error}؛ استعده من نسخة احتياطية"
    ),
    "{path} is not an Ed25519 key; restore it from a backup": "{path} ليس مفتاح Ed25519؛ استعده من نسخة احتياطية",
    "{log}: key.pem and key.pub are no pair; restore them from a backup": (
        "{log}: المفتاحان key.pem وkey.pub ليسا زوجاً؛ استعدهما من نسخة احتياطية"
    ),
    "{path} is no evidence bundle, WACZ or statement of completeness; `warraq verify` without a file checks the"
    " archive itself": (
        "{path} ليس حزمة أدلة ولا ملف WACZ ولا بيان اكتمال؛ الأمر `warraq verify` بلا ملف يفحص الأرشيف نفسه"
    ),
    "{path} cannot be checked: {error}": "لا يمكن فحص {path}: {error}",
    "{path} lies where the archive keeps what it captured; give another place": (
        "يقع {path} حيث يحفظ الأرشيف ما التقطه؛ سمِّ مكاناً آخر"
    ),
    "{path} is a directory; give a file": "{path} مجلد؛ سمِّ ملفاً",
    "{path} is there already; --force writes over it": "{path} موجود؛ الخيار --force يكتب فوقه",
    "the query {query} looks for nothing: give it a word or a filter": "الطلب {query} لا يبحث عن شيء: أعطه كلمة أو مرشّحاً",
    "There is no outlet {slug} in this archive.": "لا منفذ في هذا الأرشيف اسمه {slug}.",
    "Permission denied": "لا إذن بذلك",
    "{path}: {error}; run the command as the user to whom it belongs": (
        "{path}: {error}؛ نفّذ الأمر باسم المستخدم الذي يملكه"
    ),
    "{path}: {error}; the disk takes no writing: look why with `dmesg`. What is there can be read, and copied with"
    " rsync": (
        "{path}: {error}؛ القرص لا يقبل الكتابة: انظر السبب بالأمر `dmesg`. وما عليه يُقرأ، ويُنسخ بالأمر rsync"
    ),
    "No such file or directory": "لا ملف ولا مجلد بهذا الاسم",
    "No space left on device": "لم يبق مكان على القرص",
    "Read-only file system": "نظام الملفات للقراءة فقط",
    "Is a directory": "هو مجلد",
    "Not a directory": "ليس مجلداً",
    "File exists": "الملف موجود",
    "Disk quota exceeded": "تجاوز الحصة المسموح بها على القرص",
    "database is locked": "قاعدة البيانات مقفلة",
    "file is not a database": "الملف ليس قاعدة بيانات",
    "database or disk is full": "قاعدة البيانات أو القرص ممتلئ",
    "unexpected {kind}: {error} (WARRAQ_DEBUG=1 shows where)": "عطل لم يُتوقع {kind}: {error} (يُظهر WARRAQ_DEBUG=1 موضعه)",
}

COPY_ERRORS: dict[str, str] = {
    "{place} is no copy of an archive; `warraq backup {again}` makes one": (
        "{place} ليس نسخة من أرشيف؛ الأمر `warraq backup {again}` يصنع واحدة"
    ),
    "name DIR, where the archive shall be; or give --rehearse": "سمِّ المجلد DIR الذي يكون فيه الأرشيف، أو أعطِ --rehearse",
    "--check copies nothing: leave --with-keys, --no-index and --move out": (
        "الخيار --check لا ينسخ شيئاً: اترك --with-keys و--no-index و--move"
    ),
    "{fault}; the archive stays where it is: see `warraq verify`": "{fault}؛ يبقى الأرشيف مكانه: انظر `warraq verify`",
    "the capture log of this archive does not go on from the one in {target}: it lost leaves, or was changed. Nothing"
    " was copied. `warraq verify` says more; keep this copy, make a new one elsewhere": (
        "سجل الالتقاط في هذا الأرشيف لا يتابع السجل الذي في {target}: فقد أوراقاً أو غُيّر. لم يُنسخ شيء. الأمر"
        " `warraq verify` يقول أكثر؛ احتفظ بهذه النسخة واصنع أخرى في مكان آخر"
    ),
    "{root}: a copy in the archive's own folder, or round it, is lost with it; name another disk": (
        "{root}: النسخة التي في مجلد الأرشيف نفسه أو حوله تضيع معه؛ سمِّ قرصاً آخر"
    ),
    "{path} was written by a newer version of Warraq; install that one": "كتب {path} إصدارٌ أحدث من ورّاق؛ ثبّت ذلك الإصدار",
    "{path} cannot be read ({error}): remove it, and the next backup compares every file anew": (
        "لا يُقرأ {path} ({error}): أزله، فتقارن النسخة التالية كل ملف من جديد"
    ),
    "{root} {what}; name an empty folder, or one that an earlier backup made": (
        "{root} {what}؛ سمِّ مجلداً فارغاً أو مجلداً صنعته نسخة سابقة"
    ),
    "is an archive itself, no copy": "أرشيف بذاته لا نسخة",
    "holds other things": "فيه أشياء أخرى",
    "{root} is the copy of another archive ({other}, this one is {own}); name another": (
        "{root} نسخة أرشيف آخر ({other}، وهذا {own})؛ سمِّ غيره"
    ),
    "{where}: {error}; no file there is half written: mend that, and run it again": (
        "{where}: {error}؛ لا ملف هناك كُتب نصفه: أصلح ذلك وشغّله من جديد"
    ),
    "{path}: {error}; what is there stays as it is: make room, and run it again": (
        "{path}: {error}؛ يبقى ما هناك كما هو: أفسح مكاناً وشغّله من جديد"
    ),
    "{path} is gone; run the backup again": "اختفى {path}؛ شغّل النسخ من جديد",
    "{name} changes while it is read; run the backup again": "يتغيّر {name} وهو يُقرأ؛ شغّل النسخ من جديد",
    "{place} is in the copy, in which nothing may be changed; name another folder": (
        "يقع {place} في النسخة ولا يجوز تغيير شيء فيها؛ سمِّ مجلداً آخر"
    ),
    "{place} has {free} GB free, and a rehearsal of this copy needs {needed} GB; name a folder on another disk": (
        "في {place} خالٍ {free} غيغابايت، وتجربة استعادة هذه النسخة تحتاج إلى {needed} غيغابايت؛ سمِّ مجلداً على قرص آخر"
    ),
    "{place}: {error}; name a folder that is there": "{place}: {error}؛ سمِّ مجلداً موجوداً",
    "{place}: {error}; name a folder that can be written": "{place}: {error}؛ سمِّ مجلداً يُكتب فيه",
    "{place}: an archive cannot be restored into its copy, nor round it": "{place}: لا يُستعاد أرشيف في نسخته ولا حولها",
    "{source} has no {marker}: the first backup was killed before it had one": (
        "ليس في {source} ملف {marker}: قُتل النسخ الأول قبل أن يكتبه"
    ),
    "{place} {what}; nothing was changed: name an empty or a new folder": (
        "{place} {what}؛ لم يتغيّر شيء: سمِّ مجلداً فارغاً أو جديداً"
    ),
    "is an archive already": "أرشيف من قبل",
    "is not empty": "غير فارغ",
    "{place}: {error}; name a folder that can be made": "{place}: {error}؛ سمِّ مجلداً يمكن إنشاؤه",
    "there is nothing to state: no outlet was looked at, and no address is known": (
        "لا شيء يُبيَّن: لم يُنظر إلى منفذ ولا يُعرف عنوان"
    ),
    "there is nothing to state of {slugs}: never looked at, and no address is known": (
        "لا شيء يُبيَّن عن {slugs}: لم يُنظر إليه قط ولا يُعرف له عنوان"
    ),
    "there is no day to draw: nothing was discovered or looked at in these days": (
        "لا يوم يُرسم: لم يُكتشف شيء ولم يُنظر إلى شيء في هذه الأيام"
    ),
    "{path} is larger than {most} MB: no statement is": "{path} أكبر من {most} ميغابايت، ولا بيان كذلك",
    "{path} is a statement of format {format}, not {wanted}": "{path} بيان بصيغة {format} لا {wanted}",
    "{key} is no Ed25519 public key: {error}": "{key} ليس مفتاح Ed25519 عاماً: {error}",
    "it is no statement of completeness, or was cut": "ليس بيان اكتمال، أو قُطع",
    "--csv and --json are two forms of the same: choose one": "الخياران --csv و--json صيغتان لشيء واحد: اختر أحدهما",
    "--statement holds table and picture: leave --csv and --picture out": (
        "الخيار --statement فيه الجدول والصورة: اترك --csv و--picture"
    ),
    "--reread is for the archive: a file has no pages to be read again": (
        "الخيار --reread للأرشيف: ليس في الملف صفحات تُقرأ من جديد"
    ),
    "--roots and --key are for a bundle: name its FILE.zip": "الخياران --roots و--key لحزمة أدلة: سمِّ ملفها FILE.zip",
    "--roots is for a bundle; a WACZ has no timestamps": "الخيار --roots لحزمة أدلة؛ لا أختام زمنية في WACZ",
    "--roots is for a bundle; a statement has no timestamps": "الخيار --roots لحزمة أدلة؛ لا أختام زمنية في البيان",
}

OUTLET_ERRORS: dict[str, str] = {
    "no outlet {name} in the catalogue; look with `warraq outlet catalogue`, or give a URL": (
        "لا منفذ باسم {name} في الدليل؛ انظر فيه بالأمر `warraq outlet catalogue`، أو أعطِ رابطاً"
    ),
    "{slug} is no slug: use a-z, 0-9, _ and -, at most 64 characters": (
        "{slug} لا يصلح اسماً قصيراً: استعمل a-z و0-9 و_ و- وبحد أقصى 64 محرفاً"
    ),
    "{slug} is no slug: use a-z, 0-9, _ and -, at most 64, such as --slug almithal": (
        "{slug} لا يصلح اسماً قصيراً: استعمل a-z و0-9 و_ و- وبحد أقصى 64، مثل --slug almithal"
    ),
    "{country} is no country code of ISO 3166-1: write two capital letters, such as SY": (
        "{country} ليس رمز بلد في ISO 3166-1: اكتب حرفين كبيرين مثل SY"
    ),
    "{path} was changed meanwhile and was left as it is; run the command again": (
        "غُيّر {path} في أثناء ذلك فتُرك كما هو؛ شغّل الأمر من جديد"
    ),
    "{path} was changed while the doctor looked; run it again": "غُيّر {path} والطبيب ينظر؛ شغّله من جديد",
    "{url} cannot be fetched: {error}": "لا يمكن جلب {url}: {error}",
    "{url} is no page with links (it may need a browser or refuse crawlers): write the declaration by hand, or give"
    " the URL of a feed": (
        "{url} ليس صفحة فيها روابط (لعلها تحتاج إلى متصفح أو ترفض الزواحف): اكتب الإعلان بيدك، أو أعطِ رابط خلاصة"
    ),
    "{folder}: nothing was captured yet; run `warraq crawl {slug}`, or give PATH": (
        "{folder}: لم يُلتقط شيء بعد؛ شغّل `warraq crawl {slug}`، أو أعطِ PATH"
    ),
    "no report was read that could be saved; name one with --save URL": "لم يُقرأ خبر يمكن حفظه؛ سمِّ خبراً بالخيار --save URL",
    "{error}; capture it first": "{error}؛ التقطه أولاً",
    "{also} cannot be saved: {error}": "لا يمكن حفظ {also}: {error}",
    "the fetcher is not open; use it in a with block": "الجالب غير مفتوح",
    "fetching ended before an answer came; what went wrong stands above": "انتهى الجلب قبل أن يأتي جواب؛ سببه مذكور فوق",
    "{place} exists already; name a directory that does not, or remove it": "{place} موجود؛ سمِّ مجلداً غير موجود أو أزله",
    "`warraq {command}` ended with exit code {code}": "انتهى الأمر `warraq {command}` برمز الخروج {code}",
    "{path}: {error}; choose another folder with --folder, or print with --print": (
        "{path}: {error}؛ اختر مجلداً آخر بالخيار --folder، أو اطبع بالخيار --print"
    ),
    "a browser is driven by Playwright, which is not installed: {how}; it downloads no browser": (
        "يُدار المتصفح ببرنامج Playwright وهو غير مثبّت: {how}؛ وهو لا ينزّل متصفحاً"
    ),
    "{variable} names {named}, which is no program; name Chromium's": "يسمّي {variable} {named} وليس برنامجاً؛ سمِّ برنامج Chromium",
    "this needs Chromium, and none is on the PATH: install your system's ({how}), or name its program in {variable}": (
        "يلزم Chromium ولا يوجد في PATH: ثبّت ما في نظامك ({how})، أو سمِّ برنامجه في {variable}"
    ),
    "none of its feeds, sitemaps and pages could be read": "لم تُقرأ أي خلاصة ولا خريطة ولا صفحة من بذوره",
    "{count} URLs have no outcome": "روابط بلا نتيجة: {count}",
    "the crawl was killed by signal {signal}; run it again, it goes on where it was": (
        "قُتلت الزيارة بالإشارة {signal}؛ شغّلها من جديد فتتابع من حيث كانت"
    ),
    "it took more memory than crawl_memory_mb under [schedule] allows and was ended; what it captured is kept, the"
    " next crawl goes on": (
        "أخذت ذاكرة أكثر مما يسمح به crawl_memory_mb تحت [schedule] فأُنهيت؛ ما التقطته محفوظ والزيارة التالية تتابع"
    ),
    "ended with: {reason}": "انتهت بـ: {reason}",
}

# What a declaration says that is not understood: `extractors.outlets` words it, one row for each form.
DECLARATION_ERRORS: dict[str, str] = {
    'spider = "{path}" cannot be loaded: {error}': 'لا يمكن تحميل spider = "{path}": {error}',
    'spider = "{path}" is no subclass of crawlers.spider.OutletSpider': (
        'spider = "{path}" ليس صنفاً فرعياً من crawlers.spider.OutletSpider'
    ),
    "its requests of the day are used up (requests_per_day); the next day goes on": (
        "نفدت طلبات اليوم (requests_per_day)؛ ويتابع في اليوم التالي"
    ),
    "outlets/{slug}.toml: is not there; wanted the outlet's declaration; put it back": (
        "outlets/{slug}.toml: غير موجود؛ المطلوب ملف تعريف المنفذ؛ أعده"
    ),
    "{where}: unknown key; wanted perhaps {key}; write {example}": "{where}: مفتاح غير معروف؛ لعل المطلوب {key}؛ اكتب {example}",
    "{where}: unknown key; wanted one of {keys}; write one of these, or remove the line": (
        "{where}: مفتاح غير معروف؛ المطلوب واحد من {keys}؛ اكتب أحدها أو أزل السطر"
    ),
    "{where}: no time zone {name}; wanted a name of the tz database; write {example}": (
        "{where}: لا منطقة زمنية باسم {name}؛ المطلوب اسم من قاعدة tz؛ اكتب {example}"
    ),
    "{where}: missing; wanted in every file; write {example}": "{where}: ناقص؛ المطلوب أن يكون في كل ملف؛ اكتب {example}",
    "{where}: found {found}; wanted {wanted}; write {example}": "{where}: وُجد {found} والمطلوب {wanted}؛ اكتب {example}",
    "{where}: found {found}; wanted {wanted}": "{where}: وُجد {found} والمطلوب {wanted}",
    "the quotation mark {mark}": "علامة الاقتباس {mark}",
    "the Arabic comma {mark}": "الفاصلة العربية {mark}",
    "the comma ,": "الفاصلة اللاتينية ,",
    "straight quotation marks": "علامتا اقتباس مستقيمتان",
    "a list": "قائمة",
    "a text": "نص",
    "a number": "عدد",
    "a number, without quotes": "عدد بلا علامتي اقتباس",
    "true or false, without quotes": "true أو false بلا علامتي اقتباس",
    "a date, without quotes": "تاريخ بلا علامتي اقتباس",
    "a language tag of BCP 47": "رمز لغة من BCP 47",
    "a country code of ISO 3166-1, two capital letters": "رمز بلد من ISO 3166-1، حرفان كبيران",
}

# What click says of a command line.
USAGE_ERRORS: dict[str, str] = {
    "No such command {name}.": "لا أمر بهذا الاسم: {name}.",
    "No such command {name}. Did you mean {near}?": "لا أمر بهذا الاسم: {name}. لعلك تعني {near}؟",
    "No such option {name}.": "لا خيار بهذا الاسم: {name}.",
    "No such option {name}. Did you mean {near}?": "لا خيار بهذا الاسم: {name}. لعلك تعني {near}؟",
    "No such option {name}. (Did you mean one of: {near}?)": "لا خيار بهذا الاسم: {name}. (لعلك تعني أحد هذه: {near}؟)",
    "Missing argument {name}.": "ينقص {name}.",
    "Missing option {name}.": "ينقص الخيار {name}.",
    "Invalid value for {name}: {problem}": "قيمة غير صالحة في {name}: {problem}",
    "Option {name} requires an argument.": "الخيار {name} يحتاج إلى قيمة.",
    "Got unexpected extra argument ({words})": "زائد على ما يُنتظر: ({words})",
    "Got unexpected extra arguments ({words})": "زائد على ما يُنتظر: ({words})",
    "{value} is not a valid {kind}.": "{value} ليس مما يصلح هنا ({kind}).",
    "integer range": "عدد صحيح",
    "integer": "عدد صحيح",
    "float": "عدد",
    "{value} is not in the range {range}.": "{value} ليس في المدى {range}.",
    "{value} is not one of {choices}.": "{value} ليس واحداً من {choices}.",
    "Directory {path} does not exist.": "المجلد {path} غير موجود.",
    "File {path} does not exist.": "الملف {path} غير موجود.",
    "Directory {path} is a file.": "{path} ملف والمطلوب مجلد.",
    "File {path} is a directory.": "{path} مجلد والمطلوب ملف.",
    "{value} is no day: write year-month-day, such as 2026-11-22": "{value} ليس يوماً: اكتب السنة-الشهر-اليوم، مثل 2026-11-22",
    "give a reason with --reason": "اذكر السبب بالخيار --reason",
    "--public and --private are two profiles: choose one": "الخياران --public و--private وضعان: اختر أحدهما",
    "--password-file belongs to --private": "الخيار --password-file يُستعمل مع --private",
}

TOLD_ERRORS: dict[str, str] = {
    "it took longer than {seconds} seconds": "استغرق أكثر من {seconds} ثانية",
    "{program} took longer than {seconds} seconds": "استغرق {program} أكثر من {seconds} ثانية",
    "{program} ended with {code}": "انتهى {program} بالرمز {code}",
    "{program} ended with {code}: {last}": "انتهى {program} بالرمز {code}: {last}",
    "it answered {code}": "أجاب بالرمز {code}",
    "its certificate does not hold: {problem}": "شهادته لا تصحّ: {problem}",
    "it cannot be reached: {problem}": "لا يمكن الوصول إليه: {problem}",
    "its answer broke off: {problem}": "انقطع جوابه: {problem}",
    "{name} must be an https address, or one of this machine": "يجب أن يكون {name} عنوان https أو عنواناً على هذا الجهاز",
    "smtp_user has no password: {how}": "لا كلمة مرور للمفتاح smtp_user: {how}",
    "the mail server refuses user or password ({name})": "يرفض خادم البريد المستخدم أو كلمة المرور ({name})",
    "the mail server's certificate does not hold: {problem}": "شهادة خادم البريد لا تصحّ: {problem}",
    "the mail could not be sent: {problem}; look at smtp_host and smtp_port in [alarms]": (
        "تعذّر إرسال البريد: {problem}؛ انظر في smtp_host وsmtp_port تحت [alarms]"
    ),
    "the mail server offers no encryption, so no password is sent": "لا يعرض خادم البريد تعمية، فلا تُرسل كلمة مرور",
    "the mail server offers no encryption, so nothing is sent": "لا يعرض خادم البريد تعمية، فلا يُرسل شيء",
    "[Errno {number}] {problem}": "{problem}",
    "{where}: {problem}": "{where}: {problem}",  # the least telling of all: a file and what the system says of it
    "Connection refused": "رُفض الاتصال",
    "Connection reset by peer": "قطع الطرف الآخر الاتصال",
    "Name or service not known": "اسم غير معروف",
    "Temporary failure in name resolution": "تعذّر تحويل الاسم إلى عنوان مؤقتاً",
    "Network is unreachable": "الشبكة غير متاحة",
}

ERRORS: dict[str, str] = {
    **SETTINGS_ERRORS,
    **ARCHIVE_ERRORS,
    **COPY_ERRORS,
    **OUTLET_ERRORS,
    **DECLARATION_ERRORS,
    **USAGE_ERRORS,
    **TOLD_ERRORS,
    **UNCHECKED,
}
