"""However a list is written, changing it gives a list that reads as wanted and loses no comment."""

import random
import tomllib

import pytest

from crawlers.outlet_toml import toml_string
from crawlers.toml_list import changed_list
from crawlers.toml_text import TomlTextError, statements


def written(dice: random.Random, items: list[str]) -> str:
    """A list as an untidy person writes it."""
    if dice.random() < 0.4:
        space, gap = dice.choice(("", " ")), dice.choice(("", " ", "  "))
        return f"[{space}{f',{gap}'.join(map(toml_string, items))}{space}]"
    lines = []
    for number, item in enumerate(items):
        if dice.random() < 0.3:
            lines.append(f"  # عن {number}")
        comma = "," if number < len(items) - 1 or dice.random() < 0.5 else ""
        quoted = f"'{item}'" if dice.random() < 0.3 else toml_string(item)
        lines.append(f"{dice.choice(('  ', '    ', chr(9)))}{quoted}{comma}{dice.choice(('', '  # بجانبه'))}")
    if dice.random() < 0.3:
        lines.append("  # آخرها")
    return "[\n" + "\n".join(lines) + "\n]"


@pytest.mark.parametrize("seed", range(300))
def test_a_changed_list_reads_as_wanted(seed: int) -> None:
    dice = random.Random(seed)
    old = dice.sample("abcdefgh", dice.randrange(6))
    new = dice.sample("abcdefgh", dice.randrange(6))
    text = written(dice, old)
    made = changed_list(text, old, new, toml_string)
    assert made is not None
    assert tomllib.loads(f"value = {made}")["value"] == new
    for line in text.splitlines():
        if line.strip().startswith("#"):
            assert line.strip() in made


@pytest.mark.parametrize("text", ["[1, 2]", "[['a']]", '["""a\nb"""]'])
def test_what_is_no_list_of_short_texts_is_left_to_people(text: str) -> None:
    assert changed_list(text, ["a", "b"], ["c"], toml_string) is None


def test_statements_are_found_among_texts_that_look_like_some() -> None:
    text = (
        'a = """\n[b]\nc = 1 # no\n"""# yes\n\n[ "d" . e ]\n"f" = { g = "}" } # h\n[[i]]\nj = [ # ]\n"]" ]\n'
    )
    found = [
        (one.kind, one.name, one.block, text[one.value_start : one.value_end]) for one in statements(text)
    ]
    assert found == [
        ("key", "a", 0, '"""\n[b]\nc = 1 # no\n"""'),
        ("table", "d.e", 1, ""),
        ("key", "f", 1, '{ g = "}" }'),
        ("item", "i", 2, ""),
        ("key", "j", 2, '[ # ]\n"]" ]'),
    ]


@pytest.mark.parametrize("text", ["a", "a = ", "a = 1 2 3", "a = [1", "= 1", "a = 'x' y"])
def test_what_is_no_toml_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(TomlTextError, match="line 2: no TOML statement"):
        statements(f"# first\n{text}\n")
