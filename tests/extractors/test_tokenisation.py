"""However a word is printed, what a reader types finds it; index and offsets never disagree."""

import random
import re
import sqlite3
from collections.abc import Iterator

import pytest

from extractors.arabic import analyser, forms_of, terms, tokens

# What a page prints, and what must find it there: plain words one after the other.
PRINTED_AND_TYPED = [
    ("العِرَاقُ", "العراق"),
    ("الـعــراق", "العراق"),
    ("\u200fالعراق\u200f", "العراق"),
    ("الع\u200dراق", "العراق"),
    ("الع\u00adراق", "العراق"),
    ("\u2067العراق\u2069", "العراق"),
    ("\ufeffالعراق", "العراق"),
    ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
    ("ﻻجئ", "لاجئ"),
    ("ﷲ", "الله"),
    ("ا\u0654مريكا", "أمريكا"),
    ("مسو\u0654ول", "مسؤول"),
    ("ا\u0655يران", "إيران"),
    ("ا\u0653سيا", "آسيا"),
    ("ا\u064e\u0654من", "أمن"),
    ("پاکستان", "باكستان"),
    ("گوگل", "كوكل"),
    ("کتاب", "كتاب"),
    ("علی", "علي"),
    ("چاد", "جاد"),
    ("می\u200cشود", "ميشود"),
    ("ٱلرحمٰن", "الرحمن"),
    ("هٰذا", "هذا"),
    ("رئيساً", "رئيس"),
    ("جزءًا", "جزء"),
    ("«داعش»", "داعش"),
    ("\u201cحماس\u201d", "حماس"),
    ("(الناتو)", "الناتو"),
    ("بـ العراق", "العراق"),
    ("بـ«العراق»", "العراق"),
    ("لـBBC", "bbc"),
    ("بالـBBC", "BBC"),
    ("شركةGoogle", "شركة google"),
    ("Ｇoogle", "google"),
    ("Réuters", "reuters"),
    ("كوفيد-19", "كوفيد 19"),
    ("كوفيد١٩", "كوفيد 19"),
    ("covid-19", "COVID 19"),
    ("COVID19", "covid-19"),
    ("F-16", "f16"),
    ("H₂O", "H2O"),
    ("٥٠٠م²", "500 م"),
    ("1,500", "1500"),
    ("١٬٥٠٠٬٠٠٠", "1500000"),
    ("١٢٫٥٪", "12.5"),
    ("۲۰۲۶", "2026"),
    ("17عاما", "17 عام"),
    ("2019/2020", "2019"),
    ("#بيان_عاجل", "بيان عاجل"),
    ("@user_name", "user name"),
    ("mail@example.org", "example"),
    ("https://example.org/خبر", "خبر"),
    ("عبدالله", "عبد الله"),
    ("وعبد الرحمن", "عبدالرحمن"),
    ("و/أو", "أو"),
    ("شرق-غرب", "غرب"),
    ("سوريا،لبنان", "لبنان"),
    ("انتهى.وقال", "قال"),
    ("北京市", "北京"),
    ("東京タワー", "タワー"),
    ("กรุงเทพ", "เทพ"),
    ("서울 시", "서울"),
    ("שָׁלוֹם", "שלום"),
    ("हिन्दी", "हिन्दी"),
    ("Москва́", "москва"),
    ("ﬁnance", "finance"),
    ("x\x00y", "y"),
]
# Letters, digits, marks and controls of many scripts, among them the troublesome ones.
_CHARS = (
    "العراقوبفكلمنيهةىئءؤأإآٱپچژڤگکیہۀۂەڕێۆ" * 3
    + "\u064b\u0651\u0670\u0640\u0653\u0654\u0655\u06d6\u0610\u200c\u200d\u200e\u200f\u202a\u2067\ufeff\u00ad"
    + "ﷲﻻﺍﻟﷺ﷼ﱞ٠١۲۳٬٫،؛؟«»…#@_-–/.,:'\"()!*^&%$\\|~`<>=+[]{}" * 2
    + "abcXYZéñßİıſﬁæ0123456789²₂½⒈⑴⑽①㎏Ⅷªº µ" * 2
    + "москваΑθήναשָׁلوםहिन्दी北京東カタﾀﾞกรุงเพ서울한ᄒ\U0001f600\U00020000\U0001ee00\ud800\udc00"
    + "  \n\t\r\x00\x0b\x1c\x1f\x7f\x85\u00a0\u2003\u2028\u3000\u180e\u200b"
)
_UNFIT = re.compile(r"[\x00-\x2f\x3a-\x60\x7b-\x7f\s]")  # an index cuts at these, and knows no capitals


def finds(typed: str, printed: str) -> bool:
    """Say whether the words typed stand in the printed ones, one after the other."""
    wanted = [set(terms(typed[token.start : token.end])) | {token.stem} for token in tokens(typed)]
    stems = [token.stem for token in tokens(printed)]
    starts = range(len(stems) - len(wanted) + 1)
    return bool(wanted) and any(
        all(stem in place for stem, place in zip(stems[start:], wanted, strict=False)) for start in starts
    )


@pytest.mark.parametrize(("printed", "typed"), PRINTED_AND_TYPED)
def test_what_is_typed_finds_what_is_printed(printed: str, typed: str) -> None:
    assert finds(typed, printed)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("العراق", "بـ"),
        ("1500", "15 00"),
        ("12.5", "125"),
        ("北京", "京北"),
        ("بيان", "بي ان"),
        ("2026", "202"),
    ],
)
def test_what_is_not_printed_is_not_found(printed: str, typed: str) -> None:
    assert not finds(typed, printed)


@pytest.mark.parametrize("printed", ["(أ ف ب)", "أ.ف.ب", "أ. ف. ب.", "أ\u00a0ف ب", "- أ ف ب -"])
def test_letters_that_are_spelled_out_are_words(printed: str) -> None:
    assert forms_of(f"قالت {printed} أمس")[1] == "قالت ا ف ب امس"
    assert [token.exact for token in tokens(printed)] == ["ا", "ف", "ب"]


@pytest.mark.parametrize("printed", ["قال و ف هناك", "بـ العراق و قال", "ب\nف\nعمر"])
def test_clitics_that_stand_alone_are_no_words(printed: str) -> None:
    assert not {"و", "ف", "ب"} & {token.stem for token in tokens(printed)}


def random_texts(count: int) -> Iterator[str]:
    rng = random.Random(20261126)
    for _ in range(count):
        yield "".join(rng.choices(_CHARS, k=rng.randrange(1, 60)))


def test_spans_are_words_of_the_text_in_order_and_their_forms_are_fit_for_an_index() -> None:
    for text in random_texts(10_000):
        found = list(analyser().tokens(text))
        end = 0
        for token in found:
            assert end <= token.start < token.end <= len(text), text
            end = token.end
            for form in (token.stem, token.exact):
                assert form
                assert _UNFIT.search(form) is None, (text, form)
        assert analyser().forms_of(text) == (
            " ".join(token.stem for token in found),
            " ".join(token.exact for token in found),
        ), text


def test_positions_in_an_index_are_numbers_of_tokens() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(stem, exact, content='', tokenize='ascii')")
    db.execute("CREATE VIRTUAL TABLE places USING fts5vocab(words, instance)")
    wanted = set()
    for number, text in enumerate(random_texts(10_000), start=1):
        stems, exacts = forms_of(text)
        db.execute("INSERT INTO words(rowid, stem, exact) VALUES (?, ?, ?)", (number, stems, exacts))
        for column, forms in (("stem", stems), ("exact", exacts)):
            wanted |= {(form, number, column, place) for place, form in enumerate(forms.split(" ")) if form}
    assert set(db.execute("SELECT term, doc, col, offset FROM places")) == wanted
