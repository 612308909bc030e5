"""The Arabic of what `warraq schedule` tells; the key is the English text. One row a text."""

SCHEDULE: dict[str, str] = {
    "Crawl outlets when they are due: timer or loop.": "زُر المنافذ في مواعيدها: بموقّت أو بحلقة.",
    "Crawl outlets when they are due, for years: by a timer of systemd, by cron, or by a loop.": (
        "زُر المنافذ في مواعيدها سنين طويلة: بموقّت من systemd، أو بـ cron، أو بحلقة."
    ),
    "List when each outlet is due next, and why then.": "اذكر موعد زيارة كل منفذ التالية، وسببه.",
    (
        "Crawl what is due, again and again, until stopped.\n\nCtrl-C or a container's stop ends it in good order:"
        " what was captured is kept, the next start goes on."
    ): (
        "زُر ما حان موعده مرة بعد مرة حتى تُوقَف.\n\nيُنهيها Ctrl-C أو إيقاف الحاوية إنهاءً سليماً:"
        " ما حُفظ يبقى، ويتابع التشغيل التالي."
    ),
    "Crawling what is due, every {seconds} seconds; Ctrl-C ends this.": (
        "زيارة ما حان موعده كل {seconds:ثانية|ثانيتين|ثوانٍ|ثانية|ثانية}؛ وينهيها Ctrl-C."
    ),
    (
        "Tell whether rounds go on: by the loop, the timer or cron, whichever it is.\n\nExit code 6 when none has"
        " ended for so many minutes and none is under way, or the one under way is stuck.\nHow outlets fare is told"
        " by `warraq status --check`."
    ): (
        "اذكر هل الجولات ماضية، بالحلقة كانت أو بالموقّت أو بـ cron.\n\nيُنهى الأمر بالرمز 6 إذا لم تنتهِ جولة منذ هذا"
        " العدد من الدقائق ولم تكن جولة جارية، أو إذا علقت الجولة الجارية. وحال المنافذ يذكره"
        " `warraq status --check`."
    ),
    "rounds go on": "الجولات ماضية",
    "no round has ended yet": "لم تنتهِ جولة بعد",
    "the last round ended {minutes} minutes ago": (
        "انتهت آخر جولة قبل {minutes:دقيقة|دقيقتين|دقائق|دقيقة|دقيقة}"
    ),
    "the clock was set back since, and no round has ended": "أُعيدت الساعة إلى الوراء، ولم تنتهِ جولة منذ ذلك",
    "in the round under way no crawl has ended for {minutes} minutes": (
        "لم تنتهِ زيارة في الجولة الجارية منذ {minutes:دقيقة|دقيقتين|دقائق|دقيقة|دقيقة}"
    ),
    "Write a service and a timer of systemd that crawl what is due; print what to do next.": (
        "اكتب خدمة وموقّتاً لـ systemd يزوران ما حان موعده؛ واذكر ما يُفعل بعد ذلك."
    ),
    "Lend the service the secret NAME, which is in FILE; repeatable.": (
        "أعِر الخدمة السر NAME الذي في الملف FILE؛ ويجوز تكراره."
    ),
    "write NAME:FILE, the name in capital letters: SMTP_PASSWORD:/etc/…": (
        "اكتب NAME:FILE والاسم بحروف كبيرة: SMTP_PASSWORD:/etc/…"
    ),
    "{path} is no file; put the secret into it first": "ليس {path} ملفاً؛ ضع السر فيه أولاً",
    "Where the units go.": "حيث توضع الملفات.",
    "For the machine, not for you alone.": "للجهاز كله لا لك وحدك.",
    "Write nothing; print units and crontab lines.": "لا تكتب شيئاً؛ اعرض الملفات وسطور crontab.",
    "Now start the timer:": "والآن شغّل الموقّت:",
    "loginctl enable-linger lets it run while you are not logged in.": (
        "وبالأمر loginctl enable-linger يعمل وأنت غير داخل."
    ),
    "Without systemd put this line into `crontab -e`:": "ومن غير systemd ضع هذا السطر في `crontab -e`:",
    (
        "{slug}: the clock of this machine was set by {seconds} seconds since the last crawl; its captures"
        " are marked. Look whether it is right now."
    ): (
        "{slug}: غُيّرت ساعة هذا الجهاز بمقدار {seconds} ثانية منذ الزيارة السابقة؛ وقد وُسمت التقاطاتها بذلك."
        " تحقق من صحة الساعة الآن."
    ),
    "never crawled": "لم يُزر قط",
    "cadence": "وتيرته المعلنة",
    "rhythm": "إيقاعه",
    "failed before": "أخفق من قبل",
    "cut short": "قُطعت زيارته",
}
