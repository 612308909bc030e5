"""Synonyms: lists, an archive's own, and queries that are widened."""

import pytest

from archive.errors import ArchiveError
from archive.query import parse_query
from archive.synonyms import Synonyms, parse_synonyms, shipped, synonyms_of
from archive.widening import MAX_EXPANSIONS

LIST = """
# who is who
بي بي سي = BBC = هيئة الإذاعة البريطانية  # the broadcaster
داعش = تنظيم الدولة الإسلامية = تنظيم الدولة = ISIS
كورونا = كوفيد-19
"""


@pytest.fixture
def synonyms() -> Synonyms:
    return parse_synonyms(LIST, "list")


@pytest.fixture
def stocked(desk, synonyms):
    desk.synonyms = synonyms
    desk.add("قالت بي بي سي اليوم")
    desk.add("نقلا عن BBC العربية")
    desk.add("هيئة الإذاعة البريطانية تنفي")
    desk.add("انسحاب تنظيم الدولة من المدينة")
    desk.add("داعش ينسحب")
    desk.add("إعادة تنظيم مؤسسات الدولة")
    desk.add("لقاح كوفيد 19")
    return desk


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("BBC", [1, 2, 3]),
        ("bbc", [1, 2, 3]),
        ("بي بي سي", [1, 2, 3]),
        ("لبي بي سي", [1, 2, 3]),
        ("والبي بي سي تنفي", [3]),
        ("هيئة الإذاعة البريطانيه", [1, 2, 3]),
        ("داعش", [4, 5]),
        ("تنظيم الدولة", [4, 5]),
        ("وتنظيم الدولة الاسلامية المدينة", [4]),
        ("الدولة تنظيم", [4, 6]),  # in another order it is two words
        ("كورونا", [7]),
        ("title:داعش", [4, 5]),
        ("title:(تنظيم الدولة)", [4, 5]),
        ("BBC OR داعش", [1, 2, 3, 4, 5]),
        ("تنظيم الدولة OR BBC", [1, 2, 3, 4, 5]),
        ("الدولة -داعش", [6]),
        ("لقاح -كورونا", []),
        ('"BBC"', [2]),
        ('"تنظيم الدولة"', [4]),
        ("'داعش'", [5]),
        ("BBC*", [2]),
        ("outlet:bbc", []),
    ],
)
def test_a_member_finds_the_whole_group(stocked, typed: str, found: list[int]) -> None:
    assert stocked.find(typed) == found


def test_without_synonyms_a_word_stands_for_itself(stocked) -> None:
    stocked.synonyms = None
    assert stocked.find("BBC") == [2]


def test_what_was_widened_is_told(synonyms: Synonyms) -> None:
    query = parse_query('بغداد بالبي بي سي "داعش" داعش', synonyms=synonyms)
    assert [one.typed for one in query.expansions] == ["بالبي بي سي", "داعش"]
    assert query.expansions[0].members == ("بي بي سي", "BBC", "هيئة الإذاعة البريطانية")
    places = [pattern.places for pattern in query.patterns]
    assert any(len(one) == 3 for one in places), "members of several words are highlighted"


def test_a_member_within_another_is_looked_for_once(synonyms: Synonyms) -> None:
    query = parse_query("داعش", synonyms=synonyms)
    assert query.match.count('"تنظيم') == 1
    assert any(len(pattern.places) == 3 for pattern in query.patterns)


def test_of_two_groups_the_one_whose_member_is_typed_counts() -> None:
    synonyms = parse_synonyms("أوبك+ = OPEC+ = تحالف المنتجين\nأوبك = OPEC = منظمة المصدرين", "list")
    for typed, other in (("أوبك", "منظمة المصدرين"), ("أوبك+", "تحالف المنتجين"), ("opec", "منظمة المصدرين")):
        (expansion,) = parse_query(typed, synonyms=synonyms).expansions
        assert other in expansion.members, typed


def test_the_list_of_the_project_can_be_read() -> None:
    assert all(len(group) > 1 for group in shipped().groups)


def test_members_beyond_the_limit_stay_as_typed(synonyms: Synonyms) -> None:
    query = parse_query("BBC " * 40 + "(داعش)", synonyms=synonyms)
    assert len(query.expansions) <= 2
    assert MAX_EXPANSIONS < 40


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("BBC", "at least two members"),
        ("= BBC", "without a letter"),
        ("BBC = ؟", "without a letter"),
        ("!", "without a letter"),
        ("BBC = one two three four five six seven eight nine", "at most 8 words"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line: str, complaint: str) -> None:
    (tmp_path / "synonyms.txt").write_text(f"# ours\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match=complaint) as error:
        synonyms_of(tmp_path)
    assert f"{tmp_path / 'synonyms.txt'}, line 3" in str(error.value)


def test_a_list_that_is_not_utf_8_is_named(tmp_path) -> None:
    (tmp_path / "synonyms.txt").write_bytes("داعش = كذا".encode("cp1256"))
    with pytest.raises(ArchiveError, match="UTF-8"):
        synonyms_of(tmp_path)


def test_an_archive_without_a_list_has_those_of_the_project(tmp_path) -> None:
    assert synonyms_of(tmp_path) == shipped()


def test_own_groups_join_those_that_share_a_member(synonyms: Synonyms) -> None:
    joined = parse_synonyms("Daesh = isis\nالغد = الصحيفة\nالصحيفه = الجريدة", "own", onto=synonyms)
    assert ("داعش", "تنظيم الدولة الإسلامية", "تنظيم الدولة", "ISIS", "Daesh") in joined.groups
    assert ("الغد", "الصحيفة", "الجريدة") in joined.groups
    assert len(joined.groups) == 4


def test_a_group_may_bring_two_together(synonyms: Synonyms) -> None:
    joined = parse_synonyms("BBC = كورونا", "own", onto=synonyms)
    assert len(joined.groups) == 2


def test_a_line_with_an_exclamation_mark_takes_members_out(synonyms: Synonyms) -> None:
    parted = parse_synonyms("! تنظيم الدولة = كورونا\nكورونا = Corona", "own", onto=synonyms)
    assert ("داعش", "تنظيم الدولة الإسلامية", "ISIS") in parted.groups
    assert ("كورونا", "Corona") in parted.groups
    assert not any("كوفيد-19" in group for group in parted.groups)
