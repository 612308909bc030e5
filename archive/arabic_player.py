"""The Arabic of texts about pages that run with their scripts. One row a text."""

PLAYER_TEXTS: dict[str, str] = {
    "Browsers may still look up a name or open a connection ahead of a request: without a network nothing of that leaves this machine.": "قد يستعلم المتصفح مع ذلك عن اسم أو يفتح اتصالاً تمهيداً لطلب: إن لم تكن هذه الآلة متصلة بشبكة فلا يخرج منها شيء من ذلك.",
    "Full replay": "العرض الكامل",
    "Full replay, scripts running": "عرض كامل بالنصوص البرمجية",
    "Full replay, with scripts": "العرض الكامل بالنصوص البرمجية",
    "Offer full replay with the copy of ReplayWeb.page in this folder.": "أتِح العرض الكامل بنسخة ReplayWeb.page التي في هذا المجلد.",
    "Run the page with its scripts": "شغّل الصفحة بنصوصها البرمجية",
    "The page is shown by ReplayWeb.page as it was captured, and its own scripts run in your browser: those that the outlet sent, whatever they do.": "يعرض ReplayWeb.page الصفحة كما التُقطت، وتعمل نصوصها البرمجية في متصفحك: تلك التي أرسلها المنفذ، أياً كان ما تفعله.",
    "Their requests are answered from the recording. To any other address they are refused.": "تُجاب طلباتها من التسجيل وحده، وكل طلب إلى عنوان آخر مرفوض.",
    "They may set cookies of this machine's address: the language of these pages may change.": "قد تضبط ملفات ارتباط لعنوان هذه الآلة، فقد تتغير لغة هذه الصفحات.",
    "They run at another address of this machine ({origin}) and in a frame: they cannot read or change the pages of this archive.": "تعمل على عنوان آخر من هذه الآلة ({origin}) وداخل إطار، فلا تقرأ صفحات هذا الأرشيف ولا تغيّرها.",
    "What the frame shows is made by scripts, now: it is no evidence of what a reader saw.": "ما في الإطار تصنعه نصوص برمجية الآن، فليس دليلاً على ما رآه قارئ.",
    "What they put on the page is made now, not when it was captured: the record alone is evidence.": "ما تضعه على الصفحة يُصنع الآن لا عند الالتقاط، والدليل هو السجل وحده.",
    "Where it runs; by default the next port.": "المنفذ الشبكي الذي يعمل عليه، وهو التالي إن لم يُذكر.",
}
