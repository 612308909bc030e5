"""Arabic is told from its neighbours and from the languages that newsrooms write beside it."""

import pytest

from extractors.article import Article, NotAnArticle
from extractors.language import is_wanted, language_of
from extractors.reader import read_article

# Short news texts, one a line, written for these tests.
TEXTS = {
    "ar": """
أعلنت بلدية المدينة أن أعمال توسيع الطريق الساحلي ستبدأ مطلع الشهر المقبل وتستمر ثمانية أشهر.
ارتفعت أسعار القمح في الأسواق المحلية خمسة في المئة بعد تأخر وصول ثلاث سفن. وينتظر التجار قرار اللجنة.
قال الوزير لصحافيين أجانب «We will not accept any delay» مضيفاً أن الاتفاق سيوقع قريباً.
أكد رئيس الوفد الإيراني أن بلاده «برای صلح آماده است» ونقلت وكالة الأنباء عنه أن المحادثات ستستأنف.
وأَعْلَنَ الشَّيْخُ فِي خُطْبَتِهِ أَنَّ الصَّبْرَ مِفْتَاحُ الفَرَجِ.
ٱلْحَمْدُ لِلَّهِ رَبِّ ٱلْعَٰلَمِينَ ۝ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ ۝ مَٰلِكِ يَوْمِ ٱلدِّينِ
أکد رئیس البلدیة أن الأعمال فی الشارع الرئیسی ستنتهی قبل العید، وأن الکهرباء ستعود إلی الأحیاء کلها.
الراجل ده قال انه مش هيسيب المحل غير لما ياخد حقه، واحنا قاعدين مستنيين الحكومة تعمل حاجة علشان.
الناس ديال الحومة قالو باللي الما مقطوع هادي يومين، وواش كاين شي حل ولا غادي نبقاو هكا حتى يجي الصيف؟
الشباب هون عم يحكوا إنو الكهربا ما عم تجي غير ساعتين بالنهار، وما حدا عم يسأل عنن.
فاز فريق Real Sociedad على Athletic Club بهدفين لهدف في مباراة حضرها ثلاثون ألف متفرج.
انضم إلى المشروع كاتب من السليمانية يدعى ئاسۆ، وقرأ بيتاً يقول «من خۆم دەزانم» أمام الحضور.
""",
    "fa": """
شهردار تهران گفت که کار ساخت پل جدید تا پایان سال به پایان می‌رسد. او افزود هزینه این طرح هنوز مشخص نشده
قیمت گندم در بازارهای داخلی پنج درصد افزایش یافت و بازرگانان منتظر تصمیم کمیته هستند.
وزیر بهداشت اعلام کرد دو بیمارستان تازه در شمال کشور ساخته خواهد شد و پزشکان بیشتری استخدام می‌شوند.
در پی بارش باران سنگین، چند روستا زیر آب رفت و راه‌های اصلی بسته شد، اما به کسی آسیب نرسید.
تیم ملی با دو گل از حریف خود پیش افتاد و به مرحله بعد رسید، هواداران تا نیمه شب در خیابان‌ها بودند.
والی بلخ می‌گوید که کار سرک تازه به زودی آغاز می‌شود و مردم ولسوالی‌ها از آن بهره می‌برند.
وزارت معارف افغانستان اعلام کرد که مکاتب در ولایات سردسیر تا ماه حمل بسته خواهد بود.
به گزارش خبرنگار ما، نمایشگاه کتاب امسال با حضور صد ناشر در محل همیشگی برگزار می شود.
""",
    "ur": """
شہر کے میئر نے کہا ہے کہ نئے پل کی تعمیر سال کے آخر تک مکمل ہو جائے گی۔ انہوں نے لاگت نہیں بتائی۔
گندم کی قیمت میں پانچ فیصد اضافہ ہو گیا ہے اور تاجر کمیٹی کے فیصلے کا انتظار کر رہے ہیں۔
وزیر صحت نے اعلان کیا کہ شمالی علاقوں میں دو نئے ہسپتال بنائے جائیں گے اور ڈاکٹر بھرتی ہوں گے۔
شدید بارش کے بعد کئی دیہات زیر آب آ گئے اور سڑکیں بند ہو گئیں، تاہم کوئی جانی نقصان نہیں ہوا۔
قومی ٹیم نے دو گول کی برتری سے میچ جیت لیا اور اگلے مرحلے میں پہنچ گئی۔
اسکول پیر سے دوبارہ کھل رہے ہیں، محکمہ تعلیم کا کہنا ہے کہ تمام انتظامات مکمل ہیں۔
عدالت نے ملزم کی ضمانت کی درخواست مسترد کر دی اور سماعت اگلے ہفتے تک ملتوی کر دی۔
کسانوں نے احتجاج کرتے ہوئے مطالبہ کیا کہ حکومت ان کے مسائل فوری طور پر حل کرے۔
""",
    "ku": """
سەرۆکی شارەوانی ڕایگەیاند کە دروستکردنی پردە نوێیەکە تا کۆتایی ساڵ تەواو دەبێت و تێچووەکەی هێشتا دیار
نرخی گەنم لە بازاڕەکاندا لەسەدا پێنج بەرز بووەوە و بازرگانەکان چاوەڕێی بڕیاری لیژنەکە دەکەن.
وەزیری تەندروستی ڕایگەیاند دوو نەخۆشخانەی نوێ لە باکووری وڵات دروست دەکرێن.
دوای بارانێکی زۆر چەند گوندێک نقوومی ئاو بوون و ڕێگاکان داخران، بەڵام زیانی گیانی نەبوو.
هەڵبژاردەی نیشتمانی بە دوو گۆڵ سەرکەوت و گەیشتە قۆناغی داهاتوو.
قوتابخانەکان لە ڕۆژی شەممەوە دەکرێنەوە و وەزارەتی پەروەردە دەڵێت هەموو شتێک ئامادەیە.
دادگا داواکەی ڕەتکردەوە و دانیشتنەکەی بۆ هەفتەی داهاتوو دواخست.
جووتیاران داوایان کرد حکومەت زوو کێشەکانیان چارەسەر بکات و پارەکەیان بدات.
""",
    "ps": """
د ښار ښاروال وویل چې د نوي پله کار به د کال تر پایه بشپړ شي، خو لګښت یې لا نه دی معلوم شوی.
په بازارونو کې د غنمو بیه پنځه سلنه لوړه شوې ده او سوداګر د کمېټې پرېکړې ته انتظار کوي.
د روغتیا وزیر اعلان وکړ چې د هېواد په شمال کې به دوه نوي روغتونونه جوړ شي.
له سختو بارانونو وروسته څو کلي تر اوبو لاندې شول او سړکونه وتړل شول، خو چا ته زیان ونه رسېد.
ملي لوبډلې په دوو ګولونو سیالي وګټله او بل پړاو ته ورسېده.
ښوونځي د شنبې له ورځې بیا پرانیستل کېږي او د پوهنې وزارت وایي ټول چمتووالي نیول شوي دي.
محکمې د هغه غوښتنه رد کړه او غونډه یې راتلونکې اونۍ ته وځنډوله.
بزګرانو له حکومت څخه وغوښتل چې ستونزې یې ژر حل کړي او مرستې ورسره وکړي.
""",
    "sd": """
شهر جي ميئر چيو ته نئين پل جو ڪم سال جي آخر تائين مڪمل ٿيندو، پر خرچ اڃا طئي نه ٿيو آهي.
ڪڻڪ جي قيمت ۾ پنج سيڪڙو واڌ ٿي آهي ۽ واپاري ڪميٽي جي فيصلي جو انتظار ڪري رهيا آهن.
صحت جي وزير اعلان ڪيو ته اتر ۾ ٻه نيون اسپتالون ٺاهيون وينديون ۽ ڊاڪٽر ڀرتي ڪيا ويندا.
سخت برسات کان پوءِ ڪيترائي ڳوٺ ٻڏي ويا ۽ رستا بند ٿي ويا.
قومي ٽيم ٻن گولن سان مقابلو کٽي ورتو ۽ ايندڙ مرحلي ۾ پهچي وئي.
اسڪول سومر کان ٻيهر کلندا، تعليم کاتي جو چوڻ آهي ته سڀ تياريون مڪمل آهن.
عدالت ملزم جي درخواست رد ڪري ڇڏي ۽ ٻڌڻي ايندڙ هفتي تائين ملتوي ڪئي.
هارين مطالبو ڪيو ته حڪومت سندن مسئلا جلد حل ڪري ۽ پاڻي ڏئي.
""",
    "ug": """
شەھەر باشلىقى يېڭى كۆۋرۈك قۇرۇلۇشىنىڭ يىل ئاخىرىغىچە پۈتىدىغانلىقىنى ئېيتتى، ئەمما خىراجىتى تېخى ئېنىق
بازاردا بۇغداي باھاسى بەش پىرسەنت ئۆرلىدى ۋە سودىگەرلەر كومىتېتنىڭ قارارىنى كۈتۈۋاتىدۇ.
سەھىيە مىنىستىرى شىمالدا ئىككى يېڭى دوختۇرخانا سېلىنىدىغانلىقىنى جاكارلىدى.
قاتتىق يامغۇردىن كېيىن بىر قانچە يېزا سۇ ئاستىدا قالدى ۋە يوللار تاقالدى.
دۆلەت كوماندىسى ئىككى گول بىلەن غەلىبە قىلىپ كېيىنكى باسقۇچقا چىقتى.
مەكتەپلەر دۈشەنبىدىن باشلاپ قايتا ئېچىلىدۇ، مائارىپ نازارىتى ھەممە تەييارلىق پۈتتى دېدى.
سوت ئۇنىڭ تەلىپىنى رەت قىلدى ۋە يىغىننى كېلەر ھەپتىگە قالدۇردى.
دېھقانلار ھۆكۈمەتتىن مەسىلىلىرىنى تېز ھەل قىلىشنى تەلەپ قىلدى.
""",
    "az": """
شهر بلدیه باشقانی دئدی کی، یئنی کؤرپونون تیکینتیسی ایلین سونونا قدر باشا چاتاجاق و خرجی هله بللی دئییل.
بوغدا قیمتی بازاردا بئش فایز آرتیب و تاجیرلر کمیته‌نین قرارینی گؤزله‌ییرلر.
صحیه وزیری بیلدیردی کی، اؤلکه‌نین شیمالیندا ایکی یئنی خسته‌خانا تیکیله‌جک.
گوجلو یاغیشدان سونرا بیر نئچه کند سو آلتیندا قالدی و یوللار باغلاندی، آنجاق هئچ کیم یارالانمادی.
میللی تیم ایکی قول ایله رقیبینی یئندی و نؤوبتی مرحله‌یه چیخدی.
مکتبلر شنبه گونوندن یئنی‌دن آچیلیر و ناظیرلیک دئییر کی، بوتون حاضیرلیقلار گؤرولوب.
محکمه اونون ایستگینی رد ائتدی و ایجلاسی گلن هفته‌یه ساخلادی.
اکینچیلر دولتدن ایسته‌دیلر کی، اونلارین مسئله‌لرینی تئز حل ائتسین.
""",
    "ota": """
شهر امينی يڭی كوپرينڭ انشاآتی سنه نهايتنه قدر اكمال ايديله جكنی بيان ايتمش و مصرفی هنوز معلوم اولمديغنی
بوغدای فيئاتی بازارلرده يوزده بش ترقی ايتمش اولوب تجار انجمنڭ قرارينه انتظار ايتمكده در.
صحيه ناظری شمالده ايكی يڭی خسته خانه انشا اولنه جغنی اعلان ايتدی.
شدتلی ياغموردن صكره بر قاچ كوی صو آلتنده قالمش و يوللر قپانمش ايسه ده نفوسجه تلفات واقع اولمامشدر.
مكتبلر پازار ايرتسی كوندن اعتبارا يڭيدن كشاد ايديله جك اولوب بتون حاضرلقلر اكمال ايدلمش در.
محكمه مومی اليهڭ استدعاسنی رد ايدوب جلسه يی كله جك هفته يه تعليق ايلدی.
چفتجيلر حكومتدن كندی مسئله لرينڭ بر آن اول حل ايدلمسنی طلب ايتديلر.
بو سنه كتاب سركيسی يوز ناشرڭ اشتراكيله معتاد اولان محلده كشاد اولندی.
""",
    "ms": """
داتوق بندر بركات بهاوا كرجا ممبينا جمبتن بارو ايت اكن سلساي ڤد اخير تاهون اين دان كوسڽ بلوم دكتاهوي.
هرݢ ݢندوم دالم ڤاسرن ناءيق ليما ڤراتوس دان ڤارا سوداݢر منوڠݢو كڤوتوسن جاوتنكواس.
منتري كصيحتن مڠومومكن بهاوا دوا هوسڤيتل بارو اكن دبينا دڤد بهاݢين اوتارا نݢارا.
سلڤس هوجن لبت ببراڤا كامڤوڠ دتڠݢلمي اير دان جالن راي دتوتوڤ، تتاڤي تيدق اد يڠ چدرا.
ڤاسوقن كبڠساءن منڠ دڠن دوا ݢول دان مارا ك ڤوسيڠن ستروسڽ.
سكوله اكن دبوك سمولا ڤد هاري اثنين دان كمنترين برتڠݢوڠجواب كاتا سموا ڤرسدياءن تله سياڤ.
محكمه منولق ڤرموهونن ايت دان منݢوهكن ڤربيچاراءن كڤد ميڠݢو هادڤن.
ڤارا ڤتاني ممينتا كراجاءن مڽلسايكن مسئله مريک دڠن سݢرا.
""",
    "en": """
The mayor said that work on the new bridge would be finished by the end of the year. He gave no figure
Wheat prices rose five percent in local markets, and traders are waiting for the committee to decide.
The health minister announced that two new hospitals will be built in the north of the country.
Several villages were under water after heavy rain and roads were closed, but nobody was hurt.
The national team won by two goals and moved on to the next round in front of its own fans.
Schools will open again on Monday, and the ministry says that everything has been prepared.
The court turned down his request and put off the hearing until next week.
Farmers asked the government to settle their problems soon, as the season is about to begin.
""",
    "fr": """
Le maire a annoncé que les travaux du nouveau pont seront achevés avant la fin de l'année, sans en
Le prix du blé a augmenté de cinq pour cent sur les marchés locaux et les négociants attendent une
Le ministre de la Santé a promis deux nouveaux hôpitaux dans le nord du pays.
Plusieurs villages ont été inondés après de fortes pluies et des routes ont été coupées, mais personne
L'équipe nationale s'est imposée par deux buts et passe au tour suivant devant son public.
Les écoles rouvrent lundi et le ministère affirme que tout est prêt pour la rentrée.
Le tribunal a rejeté sa demande et renvoyé l'audience à la semaine prochaine.
Les agriculteurs demandent au gouvernement de régler leurs problèmes avant le début de la saison.
""",
    "tr": """
Belediye başkanı yeni köprünün yapımının yıl sonuna kadar biteceğini söyledi, ancak maliyeti açıklamadı.
Buğday fiyatı yerel pazarlarda yüzde beş arttı ve tüccarlar komitenin kararını bekliyor.
Sağlık bakanı ülkenin kuzeyinde iki yeni hastane yapılacağını duyurdu.
Şiddetli yağmurdan sonra birkaç köy sular altında kaldı ve yollar kapandı.
Milli takım iki golle kazandı ve bir sonraki tura yükseldi.
Okullar pazartesi günü yeniden açılıyor ve bakanlık her şeyin hazır olduğunu bildirdi.
Mahkeme isteğini reddetti ve duruşmayı gelecek haftaya bıraktı.
Çiftçiler hükümetten sorunlarının bir an önce çözülmesini istedi.
""",
    "de": """
Der Bürgermeister sagte, die Arbeiten an der neuen Brücke würden bis zum Ende des Jahres fertig.
Der Preis für Weizen stieg auf den Märkten um fünf Prozent, und die Händler warten auf den Ausschuss.
Die Ministerin kündigte an, dass im Norden des Landes zwei neue Krankenhäuser gebaut werden.
Nach schwerem Regen standen mehrere Dörfer unter Wasser, verletzt wurde aber niemand.
Die Mannschaft gewann mit zwei Toren und ist in der nächsten Runde.
Die Schulen öffnen am Montag wieder, und das Ministerium hat nach eigenen Worten alles vorbereitet.
Das Gericht wies den Antrag zurück und verschob die Verhandlung auf die nächste Woche.
Die Bauern verlangen von der Regierung, dass sie ihre Sorgen bald ernst nimmt.
""",
    "es": """
El alcalde dijo que las obras del nuevo puente terminarán antes de fin de año y no reveló su coste.
El precio del trigo subió un cinco por ciento en los mercados y los comerciantes esperan una decisión.
La ministra de Salud anunció que se construirán dos hospitales en el norte del país.
Varios pueblos quedaron bajo el agua tras las fuertes lluvias, pero no hubo heridos.
La selección ganó por dos goles y pasó a la siguiente ronda ante su público.
Las escuelas abren de nuevo el lunes y el ministerio asegura que todo está listo.
El tribunal rechazó su petición y aplazó la audiencia hasta la próxima semana.
Los agricultores piden al gobierno que resuelva sus problemas con rapidez.
""",
    "ku-Latn": """
Şaredar got ku avakirina pira nû dê heta dawiya salê biqede û lêçûna wê hîn ne diyar e.
Bihayê genim li bazarê ji sedî pênc zêde bû û bazirgan li benda biryara komîteyê ne.
Wezîrê Tenduristiyê ragihand ku dê li bakurê welêt du nexweşxaneyên nû bên avakirin.
Piştî baraneke zêde çend gund di bin avê de man û rê hatin girtin, lê kes birîndar nebû.
Tîma neteweyî bi du golan bi ser ket û derbasî qonaxa din bû.
Dibistan roja duşemê dîsa vedibin û wezaret dibêje ku her tişt amade ye.
Dadgehê daxwaza wî red kir û danişîn ji bo hefteya bê hat paşxistin.
Cotkar ji hikûmetê dixwazin ku pirsgirêkên wan zû çareser bike.
""",
    "he": """
ראש העיר אמר כי העבודות על הגשר החדש יסתיימו עד סוף השנה.
מחיר החיטה עלה בחמישה אחוזים בשווקים והסוחרים ממתינים להחלטה.
שר הבריאות הודיע כי שני בתי חולים חדשים ייבנו בצפון.
כמה כפרים הוצפו אחרי הגשם הכבד והכבישים נסגרו.
הנבחרת ניצחה בשני שערים ועלתה לשלב הבא.
בתי הספר ייפתחו שוב ביום שני, כך נמסר מהמשרד.
בית המשפט דחה את הבקשה וקבע דיון לשבוע הבא.
החקלאים מבקשים מהממשלה לפתור את בעיותיהם בקרוב.
""",
    "ru": """
Мэр города сообщил, что строительство нового моста завершится до конца года.
Цена пшеницы на рынках выросла на пять процентов, торговцы ждут решения комитета.
Министр здравоохранения объявил о строительстве двух больниц на севере страны.
После сильных дождей несколько деревень оказались под водой, дороги закрыты.
Сборная победила с разницей в два мяча и вышла в следующий круг.
Школы откроются в понедельник, в министерстве говорят, что всё готово.
Суд отклонил ходатайство и перенёс заседание на следующую неделю.
Крестьяне просят правительство скорее решить их вопросы.
""",
}
LINES = {tag: lines.strip().splitlines() for tag, lines in TEXTS.items()}
OTHERS = sorted(set(LINES) - {"ar"})


def told(tag: str) -> str:
    return tag.partition("-")[0]


@pytest.mark.parametrize(("tag", "text"), [(tag, line) for tag in LINES for line in LINES[tag]])
def test_a_sentence_is_told_by_its_words(tag: str, text: str) -> None:
    assert language_of(text) == told(tag)


def test_every_language_has_eight_texts() -> None:
    assert {tag for tag, lines in LINES.items() if len(lines) < 8} == set()


def page(lines: list[str]) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    date = "<time datetime='2026-03-01T10:00:00+03:00'>2026-03-01</time>"
    return (
        f"<html><head><title>{lines[0][:60]}</title></head><body><h1>{lines[0][:60]}</h1>{date}{paragraphs}"
    )


@pytest.mark.parametrize("tag", OTHERS)
def test_a_report_in_another_language_is_refused_with_the_language_found(
    tag: str, make_page, make_outlet
) -> None:
    answer = read_article(make_page(page(LINES[tag][:4])), make_outlet())
    assert isinstance(answer, NotAnArticle), answer
    assert (answer.code, answer.detail) == ("wrong-language", f"found {told(tag)}, wanted ar")


@pytest.mark.parametrize("tag", OTHERS)
def test_a_report_in_the_outlets_own_language_is_read(tag: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(page(LINES[tag][:4])), make_outlet(more=f'language = "{told(tag)}"'))
    assert isinstance(answer, Article), answer
    assert answer.language == told(tag)


@pytest.mark.parametrize("tag", [*OTHERS, "ar"])
@pytest.mark.parametrize("wanted", ["fr", "fa", "ku"])
def test_an_outlet_of_another_language_refuses_what_is_not_its_own(
    tag: str, wanted: str, make_page, make_outlet
) -> None:
    answer = read_article(make_page(page(LINES[tag][:4])), make_outlet(more=f'language = "{wanted}"'))
    if told(tag) == wanted:
        assert isinstance(answer, Article), answer
    else:
        assert isinstance(answer, NotAnArticle), answer
        assert answer.code == "wrong-language"


@pytest.mark.parametrize("quoted", OTHERS)
def test_a_quotation_does_not_make_a_report_foreign(quoted: str, make_page, make_outlet) -> None:
    lines = [*LINES["ar"][:2], LINES[quoted][0], LINES["ar"][3], LINES["ar"][2]]
    answer = read_article(make_page(page(lines)), make_outlet())
    assert isinstance(answer, Article), answer
    assert answer.language == "ar"


@pytest.mark.parametrize("text", LINES["ar"][4:10])
def test_vowel_signs_dialects_and_persian_keyboards_stay_arabic(text: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(page([text, text + " "])), make_outlet())
    assert isinstance(answer, Article), answer
    assert answer.language == "ar"


@pytest.mark.parametrize(
    ("found", "wanted", "is_it"),
    [
        ("ar", "ar-SY", True),
        ("fa", "fa-AF", True),
        ("fa", "prs", True),
        ("ku", "ckb", True),
        ("ku", "kmr", True),
        ("en", "ar", False),
        ("und", "ar", False),
        ("und", "fr", True),
        ("ar", "fr", False),
        ("en", "cy", True),
        (None, "ar", True),
    ],
)
def test_what_an_outlet_wants_is_told_by_its_tag(found: str | None, wanted: str, is_it: bool) -> None:
    assert is_wanted(found, wanted) == is_it


@pytest.mark.parametrize("text", ["", "قال", "2026 - 15:30", "http://a.b/c", "٢٠٢٦/٣/١", "!!!" * 100])
def test_too_little_text_has_no_language(text: str) -> None:
    assert language_of(text) is None
