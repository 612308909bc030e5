"""The Arabic of `warraq lineage`; the key is the English text. One row a text."""

LINEAGE: dict[str, str] = {
    "Tell who had a story first, and who repeats whom.": "بيّن من سبق إلى الخبر ومن ينقل عمّن.",
    (
        "Tell who had a story first, what others repeat of it and what they added.\n"
        "\n"
        "The story is that of an article, or of all reports that hold a quote. Reports belong together by the text\n"
        'they have in common, not by their subject. "First" is told twice: by the dates that pages give, and by our\n'
        "captures."
    ): (
        "بيّن من سبق إلى الخبر، وماذا ينقل الآخرون منه وماذا أضافوا.\n"
        "\n"
        "القصة قصة مقال، أو قصة كل الأخبار التي فيها اقتباس. وما يجمع الأخبار هو النص المشترك لا الموضوع.\n"
        "ويُذكر «الأسبق» مرتين: بالتواريخ التي تذكرها الصفحات، وبالتقاطاتنا."
    ),
    "Group all articles of the archive into stories instead.": "اجمع كل مقالات الأرشيف في قصص بدلاً من ذلك.",
    "name an article or a quote, or give --all": "سمّ مقالاً أو اقتباساً، أو اكتب --all",
    "{count:report|reports} with the same text": "نص مشترك: {count:خبر واحد|خبران|أخبار|خبراً|خبر}",
    "first by its own date": "الأسبق بتاريخ صفحته",
    "first by our captures": "الأسبق بالتقاطاتنا",
    "agencies credited": "الوكالات المذكورة",
    "{count} of {total:report|reports}": "{count} من {total:خبر واحد|خبرين|أخبار|خبراً|خبر}",
    "independent": "المستقل",
    "There may be more members: not every report was compared.": "قد تكون هناك أخبار أخرى: لم تُقارن كل الأخبار.",
    "first captured": "أول التقاط",
    "{percent} % with {outlet} ({id})": "{percent} % مع {outlet} ({id})",
    "in common": "المشترك",
    "sentences repeated": "الجمل المنقولة",
    "added": "مضاف",
}
