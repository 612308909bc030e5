"""What becomes of a quote on its way: how people type, shorten and misremember what a report prints."""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from extractors.characters import HARAKAT, TATWEEL

Change = Callable[[str, Random], str]  # the same text where there is nothing to change

_HAMZA = str.maketrans({**dict.fromkeys("أإآ", "ا"), "ؤ": "و", "ئ": "ي", "ة": "ه", "ى": "ي"})
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MARKS = re.compile('[«»"“”„]')
_MARK_PAIRS = ("«»", '""', "“”", "''")
_LETTER = re.compile(r"[\u0628-\u063a\u0641-\u064a](?=[\u0628-\u064a])")  # joins to a letter that follows
_JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهي")
_WORDS = ("أمس", "كذلك", "المدينة", "الجديد", "قالوا", "ثلاثون", "الغربية", "بحسب", "صباحا", "واسع")
_ELLIPSES = ("…", " ... ", " (…) ", " [...] ", " […] ", " «...» ")
_INSERTIONS = ("[أي الوزارة]", "[كذا]", "[المحرر]")


def without_hamza(quote: str, random: Random) -> str:
    """Hamza seats, teh marbuta and final yeh as a hurried hand types them."""
    return quote.translate(_HAMZA)


def vowelled(quote: str, random: Random) -> str:
    """Vowel signs on some letters, and none where there were some."""
    bare = "".join(char for char in quote if char not in HARAKAT.chars)
    signs = HARAKAT.chars[:8]
    return _LETTER.sub(
        lambda one: one.group() + (random.choice(signs) if random.random() < 0.3 else ""), bare
    )


def stretched(quote: str, random: Random) -> str:
    """Tatweel in some words."""

    def stretch(match: re.Match[str]) -> str:
        longer = match.group() in _JOINING and random.random() < 0.2
        return match.group() + TATWEEL.chars * random.randint(1, 4) * longer

    return _LETTER.sub(stretch, quote)


def other_digits(quote: str, random: Random) -> str:
    """Arabic-Indic or Persian digits for Latin ones, and the reverse."""
    latin = quote.translate(_LATIN_DIGITS)
    return latin if latin != quote else latin.translate(random.choice((_ARABIC_DIGITS, _PERSIAN_DIGITS)))


def other_marks(quote: str, random: Random) -> str:
    """Other quotation marks, or none."""
    opening, closing = random.choice(_MARK_PAIRS)
    if random.random() < 0.3:
        opening = closing = ""
    marks = iter(range(len(quote)))
    return _MARKS.sub(lambda _: closing if next(marks) % 2 else opening, quote)


def other_spaces(quote: str, random: Random) -> str:
    """Line breaks and runs of spaces where there was a space, and spaces round commas."""
    joined = " ".join(quote.split())
    words = joined.replace("،", random.choice((" ، ", "، ", " ،"))).split(" ")
    return "".join(word + random.choice((" ", " ", "  ", "\n", "\u00a0")) for word in words).strip()


def shortened(quote: str, random: Random) -> str:
    """An ellipsis for some words in the middle."""
    words = quote.split()
    first = random.randint(2, max(2, len(words) // 2))
    last = min(len(words) - 2, first + random.randint(1, max(1, len(words) // 3)))
    return " ".join(words[:first]) + random.choice(_ELLIPSES) + " ".join(words[last:])


def explained(quote: str, random: Random) -> str:
    """Words of the quoter's own in square brackets."""
    words = quote.split()
    words.insert(random.randrange(1, len(words)), random.choice(_INSERTIONS))
    return " ".join(words)


def one_changed(quote: str, random: Random) -> str:
    """One word replaced by another, anywhere."""
    words = quote.split()
    words[random.randrange(len(words))] = random.choice(_WORDS)
    return " ".join(words)


def one_missing(quote: str, random: Random) -> str:
    """One word left out, with nothing to say so."""
    words = quote.split()
    del words[random.randrange(len(words))]
    return " ".join(words)


def half(quote: str, random: Random) -> str:
    """The first or the second half."""
    words = list(re.finditer(r"\S+", quote))
    middle = words[len(words) // 2].start()
    return random.choice((quote[:middle], quote[middle:])).strip()


def several(quote: str, random: Random) -> str:
    """One word changed, and typed without hamza and with vowel signs."""
    return vowelled(without_hamza(one_changed(quote, random), random), random)


CHANGES: Mapping[str, Change] = {
    "as printed": lambda quote, random: quote,
    "hamza": without_hamza,
    "tashkeel": vowelled,
    "tatweel": stretched,
    "digits": other_digits,
    "quotation marks": other_marks,
    "spacing": other_spaces,
    "ellipsis": shortened,
    "insertion": explained,
    "one word changed": one_changed,
    "one word missing": one_missing,
    "half": half,
    "several": several,
}


def shuffled(quote: str, random: Random) -> str:
    """Its words in another order."""
    words = quote.split()
    random.shuffle(words)
    return " ".join(words)


def half_replaced(quote: str, random: Random) -> str:
    """Every third word replaced: a formula about something else."""
    words = quote.split()
    first = random.randrange(3)
    return " ".join(random.choice(_WORDS) if at % 3 == first else word for at, word in enumerate(words))


def joined(quotes: Sequence[str]) -> str:
    """The beginning of one and the end of another, as many words of each."""
    first, second = (quote.split() for quote in quotes)
    length = min(len(first), len(second)) // 2
    return " ".join(first[:length] + second[-length:])
