"""A short sequence found in a long one though some of its elements differ."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.nearest import ends_near, nearest

LETTERS = st.text(alphabet="abcd", min_size=1, max_size=12)


def least_edits(sought: str, text: str) -> list[int]:
    """The textbook's table: edits to what best ends at each place of the text."""
    column = list(range(len(sought) + 1))
    least = [column[-1]]
    for letter in text:
        previous, column = column, [0]
        for row, other in enumerate(sought, 1):
            column.append(min(previous[row - 1] + (letter != other), previous[row] + 1, column[row - 1] + 1))
        least.append(column[-1])
    return least


def edits_between(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        previous, row = row, [number]
        for place, char in enumerate(other, 1):
            row.append(min(previous[place - 1] + (letter != char), previous[place] + 1, row[place - 1] + 1))
    return row[-1]


@given(LETTERS, st.text(alphabet="abcd", max_size=30), st.integers(0, 5))
def test_it_finds_what_the_full_table_finds(sought: str, text: str, most: int) -> None:
    least = least_edits(sought, text)
    assert ends_near(sought, text, most) == tuple(end for end in range(1, len(least)) if least[end] <= most)
    found = nearest(sought, text, most)
    if found:
        assert found[0].edits == min(least[1:])
    for one in found:
        assert one.edits <= most
        assert one.edits == edits_between(sought, text[one.start : one.end]) == least[one.end]
        assert all(sought[a] == text[b] for a, b in one.pairs)
        assert [*one.pairs] == sorted({*one.pairs})


def test_the_nearest_comes_first_and_none_overlap() -> None:
    found = nearest("abcde", "xxabXdexxabcdexx", 1)
    assert [(one.start, one.end, one.edits) for one in found] == [(9, 14, 0), (2, 7, 1)]


def test_nothing_is_found_in_nothing() -> None:
    assert nearest("", "abc", 1) == nearest("abc", "", 3) == ()
    assert ends_near("", "abc", 1) == ()
