"""The Arabic of evidence bundles: `warraq cite --bundle` and `warraq verify FILE.zip`. One row a text."""

BUNDLE: dict[str, str] = {
    "Write an evidence bundle: the records, their proofs, a cover sheet, a script that checks it all.": "اكتب حزمة أدلة: السجلات وبراهينها وورقة غلاف وبرنامج يفحصها كلها.",
    "Put the pictures of the page into the bundle as well.": "ضع صور الصفحة أيضاً في الحزمة.",
    "Put requests into the bundle as well; they hold the operator's contact.": "ضع سجلات الطلبات أيضاً في الحزمة؛ وفيها عنوان المشغّل.",
    "Of a bundle: certificates of the time-stamping authorities, or of one of them; repeatable.": "للحزمة: شهادات جهات الختم الزمني، أو شهادات إحداها؛ يُكرّر.",
    "Of a bundle, a WACZ or a statement: the archive's public key for it as it was published.": (
        "للحزمة أو لملف WACZ أو للبيان: مفتاح الأرشيف العام لها كما نُشر."
    ),
    (
        "Re-read every record and row and compare every digest; exit 4 when anything disagrees.\n"
        "\n"
        "With FILE an evidence bundle is checked instead, or a WACZ or a statement of completeness, with its\n"
        "signature if it has one; that needs no archive."
    ): (
        "أعد قراءة كل سجل وسطر وقارن كل بصمة؛ رمز الخروج 4 إن اختلف شيء.\n"
        "\n"
        "ومع FILE تُفحص حزمة أدلة بدلاً من ذلك، أو ملف WACZ أو بيان اكتمال مع توقيعه إن وُقّع؛ ولا يلزم لذلك أرشيف."
    ),
    "bundle of {bytes} bytes, sha256 {sha256}: {path}": "حزمة حجمها {bytes} بايت، وبصمتها sha256 {sha256}: {path}",
    "the checkpoint over {size} leaves is not stamped yet: the bundle proves no time": "نقطة التثبيت {size} لم تُختم زمنياً بعد: لا تثبت الحزمة وقتاً",
    "no proof for {record}: it was imported, so the capture log has no leaf of it": "لا برهان للسجل {record}: هو مستورد، فلا ورقة له في سجل الالتقاط",
    "holds": "يصح",
    "verdict": "النتيجة",
    "members": "الملفات",
    "proofs": "البراهين",
    "passages": "الاقتباسات",
}
