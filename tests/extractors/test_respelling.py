"""Texts respelt through bytes come out as they do through a table; common characters are what it says."""

import pytest

from extractors.folded import Folded
from extractors.folding import _FOLDING, _RESPELLING, fold
from extractors.respelling import Respelling

PLAIN = "أعلنت «الهيئة» أنّ ٣٠ شاحنةً وصلت، بحسب بيانٍ؛ فماذا بعد؟ Réuters – 2026"


def _upper(char: str) -> str:
    return {"ى": "ي", "ـ": "", "…": "."}.get(char, char.upper())


class _Upper(dict[int, str]):
    def __missing__(self, code: int) -> str:
        return _upper(chr(code))


def test_every_common_character_is_folded_as_the_table_folds_it() -> None:
    known = [chr(code) for code in range(0x2100) if _RESPELLING.common(chr(code)) is not None]
    assert len(known) > 200
    spaces = "\t\n\v\f\r"  # fold makes one space of them and their neighbours
    assert [char for char in known if char not in spaces and _RESPELLING.common(char) != _fold(char)] == []


def _fold(char: str) -> str:
    return char.translate(_FOLDING)


@pytest.mark.parametrize("rare", ["", "\u0758", "ﷲ", "٬ﬁ", "\U0001f4f0", "\ud800"])
def test_a_rare_character_changes_nothing_but_itself(rare: str) -> None:
    spelled = Respelling(_upper, _Upper())
    assert (spelled.common(rare) is None) == bool(rare)
    assert spelled(f"بلى {rare} abـc…") == f"بلي {_upper(rare) if len(rare) == 1 else rare.upper()} ABC."


@pytest.mark.parametrize(
    "text", ["  a \t b\n", "\n", "a\x0bb", "ق\u00a0 ق", "…  …", "a\x1cb", "\u2003a\u2003"]
)
def test_white_space_folds_to_single_spaces_with_and_without_a_rare_character(text: str) -> None:
    assert fold(f"{text} \u0758").removesuffix("\u0758").strip() == fold(text)
    assert fold(text) == " ".join(fold(text).split())


@pytest.mark.parametrize("rare", ["", "ﷲ", "\u0758"])
def test_a_folded_stretch_leads_back_to_print_whatever_stands_before_it(rare: str) -> None:
    folded = Folded(f"{rare}قالَ «{PLAIN}»")
    start = folded.text.index("شاحنه")
    assert folded.printed(start, start + len("شاحنه")) == "شاحنةً"
