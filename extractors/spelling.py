"""What tells languages apart in writing: words they cannot do without, and letters that only they have.

Persian kaf and yeh are spelled as Arabic ones here: they stand in Arabic pages too.
"""

import re

_WORDS = {
    "ar": """
        من في على إلى أن التي الذي الذين عن مع هذا هذه ذلك تلك بعد قبل لم لن قد كان كانت يكون ما لا إن
        أو ثم حيث بين خلال حتى عند عليه عليها فيه فيها منه منها له لها به بها أنه أنها كما الى ان انه
        انها وقال قال وأن وفي ومن وعلى وقد ولم وكان اللي مش ده دي احنا علشان عشان بس ديال هاد هادي واش
        كيفاش باش راه حنا شنو كاين مكانش ليس ليست نحو سوف لكن ولكن إذا هناك هنا أي كل غير يوم الله اي او
        هو هي هم
    """,
    "fa": """
        كه از به را اين است با براي آن شد مي در هاي ها كرد خود يك بود تا نيز شده بر هم اند كردند داد گفت
        دارد شود كند باشد بايد پس چه چون ولي اگر هر همه بين دو كشور سال روز خواهد نمي ما آنها وي بودند
        كرده
    """,
    "ur": """
        ہے كے كي كا ميں سے اور نے كو پر ہيں كہ اس يہ بهي ہو تها تهي گيا كر جس ان ايك كيا كہا لے ليے وہ
        ہوئے ہوا نہيں تهے گي گے ساته بعد اپنے ديا رہے جو تو ہي بهی رہا رہي والے
    """,
    "ku": """
        لە و بۆ بە كە ئەو ئەم لەگەڵ دەكات كرد بوو هەیە لەسەر دوای هەروەها هەر نیە ئەوەی دەبێت كردووە لەو
        لەم بۆی پێش لەلایەن سەر یان تا دەكەن ئێمە
    """,
    "ps": """
        د په چې او له كې ته دا كړي يې شوي دي دې پر سره هم نه به كړ وي شو شوه ده يو هغه خپل خو ځكه وړاندې
        وروسته كړه كړل ويل وويل چي كوي كېږي څخه لپاره باندې دغه
    """,
    "sd": """
        جي ۾ جو کي كي آهي ۽ كان تي جا سان لاءِ هن هو اهو كيو ان كري هڪ ٿو ٿي ويو آهن نه به جنهن هئي هيو
        ته پر اها ٿيو چيو ڪيو ٿا پنهنجي جون كيا
    """,
    "ug": """
        بىلەن ۋە بۇ ئۇ ئۈچۈن دەپ بولۇپ بولغان بىر يىلى كۈنى ھەم ئىكەن قىلدى قىلغان ئۇنىڭ ئۇلار بولدى
        كېيىن ھەر تۇرغان ھازىر دېدى
    """,
    "az": """
        بير بو ايله اوچون و دا كي ائتدي ائدن اولان اولدو دير اونون ايچون ايچينده سونرا داها اولاراق بيز
        اونلار وار يوخ گونو ايلينده بؤيوك آدلي ائله اولوب گؤره قدر ايندي هم ائديب ائديلدي اولموشدور
        اولدوغو بيرليكده
    """,
    "ota": """
        ايله ايچون بر بو اولان ايدن اولوب اولنان دخي كبي اولدوغي اولديغي ايدوب ايتدي ايتمش اولمش ايدي
        ايسه قدر صكره اوزره طرفندن جانبندن حضرتلري شو كندي هر ايتمك اولمق ايدلمش بولنان اولهرق ايدرك دكل
        ياخود كليوب ويرلدي اولندي مذكور اولنمش ايلدي ايدلدي بولنديغي
    """,
    "ms": """
        دان يڠ اين ايت دڠن اونتوق دري كڤد دالم تيدق اداله تله اكن اوليه سبواه ڤد اد ترسبوت جوݢ مريک مريك
        دي ك ساتو اورڠ سرتا اتاو سباݢاي كارن بلياو ڤارا كات برکات بركات كران منجادي تلاه باهاوا بهاوا
        هاري تاهون راقيت
    """,
    "en": """
        the of and to in is that for on with was as it by at from has have be are this which said will
        not but an were had its their been after who more would they his
    """,
    "fr": """
        le la les de des et en un une du est que pour dans qui sur par au aux avec pas plus ce cette
        sont a été son sa ses ont il elle mais selon d'un d'une l'on n'est qu'il c'est également entre
        après
    """,
    "de": """
        der die das und ist nicht ein eine mit den von zu im auf für sich dem des auch werden wird hat
        sind einer einen als bei nach aus er sie war wurde dass wie noch über haben
    """,
    "tr": """
        ve bir bu için ile da de olarak olan çok daha ise gibi kadar sonra ancak göre olduğunu etti var
        yeni en değil her ne tarafından edildi oldu dedi üzere
    """,
    "es": """
        el la los las de que en un una por con del para se al es su como más lo ha son este esta sobre
        entre también pero fue sus según dijo y desde
    """,
    "it": """
        il la di che e un una per con del della dei delle è sono alla nel nella da gli le ha non si
        anche dal più come al lo questo stato
    """,
    "pt": """
        o a os as de que e do da em um uma para com não no na por dos das ao é se mais foi são pelo pela
        como também sua seu disse
    """,
    "nl": """
        de het een en van in is dat op te voor met zijn niet aan er ook als bij door naar worden wordt
        heeft over om uit maar deze
    """,
    "ku-latn": """
        û ku li di de bi ji ev ew jî bo ye wê da ser dikin kir hat hatin dibe heye wan ên yên min me bû
        digel piştî lê nav gelek dike bûn hemû xwe
    """,
    "id": """
        yang dan di untuk dengan dari ini itu pada tidak adalah dalam akan telah oleh sebagai juga ke
        tersebut kepada ada karena atau mereka bahwa
    """,
    "sw": """
        ya wa na kwa ni katika za la cha kuwa hiyo huo alisema pia baada hii
    """,
    "so": """
        oo iyo ee ka ku waxaa in ay uu waxay ah la soo aan sida kala
    """,
    "ha": """
        da a na ta ya cewa wannan sun don kuma ne ce daga cikin
    """,
}
WORDS = {
    language: frozenset(words.translate(str.maketrans("کیى", "كيي")).split())
    for language, words in _WORDS.items()
}
# Letters of no other language here. What several share (گ, چ, پ) tells nothing and is left out, but that none
# of them is Arabic is heard through the words.
DISTINCT = {
    "fa": frozenset(),
    "ur": frozenset("ٹڈںے"),
    "ku": frozenset("ێڕڵ"),
    "ps": frozenset("ټړښۍځڅڼ"),
    "sd": frozenset("ٻڀٺٽڄڃڇڊڌڍڏڙڦڪڱڻ۾۽"),
    "ug": frozenset("ۈۋۇ"),
    "az": frozenset(),
    "ota": frozenset("ڭ"),
    "ms": frozenset("ڠݢڽۏ"),
}
# How words of the Turkic languages begin and end; their short words are few.
SHAPES = {
    "az": re.compile(
        r"^(?:گؤ|بؤ|سؤ|كؤ|يئ|دئ|ائ|بئ|گئ|وئ|هئ)|\w{2}(?:لر|لار)(?:ي|ين|يني|ده|دا|دن|دان)?$|\w{2}(?:يب|ديلر|ه?جك|دير)$"
    ),
    "ota": re.compile(r"^(?:ايد|ايل|اول)[لنمو]|\w{2}(?:لرڭ|نڭ|يڭ|لمش|نمش|لمسي|لمسني|ديغي|دوغي|ديلر|لرك)$"),
}
LATIN_LETTERS = {
    "en": frozenset[str](),
    "fr": frozenset("œèù"),
    "de": frozenset("ßä"),
    "tr": frozenset("ğı"),
    "es": frozenset("ñ¿¡"),
    "it": frozenset("ìò"),
    "pt": frozenset("ãõ"),
    "nl": frozenset[str](),
    "ku-latn": frozenset("êîû"),
    "id": frozenset[str](),
    "sw": frozenset[str](),
    "so": frozenset[str](),
    "ha": frozenset("ɗƙɓ"),
}
SCRIPTS = {
    "[\u0400-\u052f]": "ru",
    "[\u0590-\u05ff]": "he",
    "[\u0370-\u03ff\u1f00-\u1fff]": "el",
    "[\u0530-\u058f]": "hy",
    "[\u0700-\u074f]": "syr",
    "[\u0900-\u097f]": "hi",
    "[\u0980-\u09ff]": "bn",
    "[\u10a0-\u10ff]": "ka",
    "[\u1200-\u137f]": "am",
    "[\u2d30-\u2d7f]": "zgh",
    "[\u0e00-\u0e7f]": "th",
    "[\uac00-\ud7a3]": "ko",
    "[\u3040-\u30ff]": "ja",
    "[\u4e00-\u9fff]": "zh",
}
