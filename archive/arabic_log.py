"""The Arabic of `warraq checkpoint` and `warraq log`; the key is the English text. One row a text."""

LOG: dict[str, str] = {
    "Sign what the capture log holds, stamp it, publish it.": "وقّع ما في سجل الالتقاط واختمه زمنياً وانشره.",
    "Prove what the capture log holds; change its key.": "برهن ما في سجل الالتقاط، وغيّر مفتاحه.",
    (
        "Sign what the capture log holds, have it stamped and published as warraq.toml says.\n"
        "\n"
        "Nothing is signed twice: without new leaves only missing stamps are asked for again. Crawls do the same at\n"
        "their end. What an authority or a publication refuses is told on stderr; the checkpoint stays."
    ): (
        "وقّع ما في سجل الالتقاط، واطلب ختمه الزمني وانشره كما يقول warraq.toml.\n"
        "\n"
        "لا يُوقّع شيء مرتين: فإن لم تُضف أوراق طُلبت الأختام الناقصة وحدها. وهذا ما تفعله كل زيارة في آخرها.\n"
        "وما ترفضه جهة ختم أو يتعذّر نشره يُذكر في مخرج الأخطاء، وتبقى نقطة التثبيت."
    ),
    "The capture log is empty: there is nothing to sign yet.": "سجل الالتقاط فارغ: لا شيء يُوقّع بعد.",
    "Prove what the capture log holds, and change its key.": "برهن ما في سجل الالتقاط، وغيّر مفتاحه.",
    "Prove it under the checkpoint over SIZE leaves.": "برهنه تحت نقطة التثبيت التي تشمل SIZE ورقة.",
    (
        "Prove that a record's leaf is in the log: leaf, path and checkpoint, as C2SP tlog-proof has them.\n"
        "\n"
        "RECORD_ID is what `show` and `cite` print, or warc:NAME for a closed file. Without --checkpoint it is\n"
        "proven under the first stamped checkpoint over it, which gives the earliest time."
    ): (
        "برهن أن ورقة سجل WARC موجودة في سجل الالتقاط: الورقة والمسار ونقطة التثبيت بصيغة C2SP tlog-proof.\n"
        "\n"
        "RECORD_ID هو ما يطبعه show وcite، أو warc:NAME لملف مغلق. ومن دون --checkpoint يكون البرهان تحت أول\n"
        "نقطة تثبيت مختومة تشملها، وهي تعطي أبكر وقت."
    ),
    "stamped by {authorities}": "ختمتها زمنياً {authorities}",
    "This checkpoint is not stamped: it proves order, and no time.": "نقطة التثبيت هذه بلا ختم زمني: تثبت الترتيب ولا تثبت الوقت.",
    "Prove that the checkpoint over NEW leaves goes on from the one over OLD: nothing was taken back.": (
        "برهن أن نقطة التثبيت التي تشمل NEW ورقة تتابع التي تشمل OLD: لم يُسحب شيء."
    ),
    "old root": "الجذر القديم",
    "new root": "الجذر الجديد",
    (
        "Make a new signing key, have the old one name it, and sign a checkpoint with it.\n"
        "\n"
        "The old private key is deleted; its public half and the note that both keys signed stay in log/keys."
    ): (
        "أنشئ مفتاح توقيع جديداً يسمّيه المفتاح القديم، ووقّع به نقطة تثبيت.\n"
        "\n"
        "يُحذف المفتاح الخاص القديم، ويبقى مفتاحه العام والمذكرة التي وقّعها المفتاحان في log/keys."
    ),
    "old key": "المفتاح القديم",
    "new key": "المفتاح الجديد",
    "Publish the new key where you published the old one.": "انشر المفتاح الجديد حيث نشرت القديم.",
    "no checkpoint was made: {problem}": "لم تُصنع نقطة تثبيت: {problem}",
    "checkpoint over {size} leaves signed": "وُقّعت نقطة تثبيت عدد أوراقها {size}",
    "{authority}: stamped at {at}": "{authority}: ختم زمني عند {at}",
    "{authority}: no stamp yet, asked again next time: {problem}": "{authority}: لا ختم بعد، ويُطلب في المرة القادمة: {problem}",
    "{authority}: its answer is no stamp and was not kept: {problem}": "{authority}: جوابها ليس ختماً ولم يُحفظ: {problem}",
    "the checkpoint was not published: {problem}": "لم تُنشر نقطة التثبيت: {problem}",
    "stamps": "الأختام الزمنية",
    "not checked": "لم يُفحص",
}
