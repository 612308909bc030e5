"""Reports like one of them, over an index filled by hand."""

import pytest

from archive import similar as likeness
from archive.lookup import UnknownArticle
from archive.similar import similar, telling_terms

BRIDGE = (
    "افتتح رئيس البلدية جسر الزيتون الجديد بعد ترميم استمر عامين. وقال المهندس المشرف إن الترميم شمل دعائم"
    " الجسر والإنارة، وإن الكلفة بلغت مليونين."
)
BRIDGE_AGAIN = "عاد جسر الزيتون إلى الخدمة، وأنهى المهندس المشرف ترميم دعائم الجسر التي تصدعت قبل عامين."
RAIN = "هطلت أمطار غزيرة على الساحل وغمرت السيول الحقول، وحذرت الأرصاد من عاصفة أخرى."
ELECTION = "أعلنت لجنة الانتخابات قوائم المرشحين، وتبدأ الحملات يوم الأحد في كل المحافظات."


@pytest.fixture
def stocked(shelf):
    shelf.names = {
        "bridge": shelf.version("bridge", BRIDGE, title="افتتاح جسر الزيتون"),
        "again": shelf.version("again", BRIDGE_AGAIN, title="جسر الزيتون يعود"),
        "twin": shelf.version("twin", BRIDGE, title="افتتاح جسر الزيتون"),
        "rain": shelf.version("rain", RAIN, title="أمطار على الساحل"),
        "storm": shelf.version("storm", RAIN + " وأغلقت الطرق.", title="عاصفة على الساحل"),
        "election": shelf.version("election", ELECTION, title="قوائم المرشحين"),
    }
    return shelf


def likest(shelf, name: str, **options) -> list[str]:
    by_id = {article_id: name for name, article_id in shelf.names.items()}
    return [by_id[hit.article_id] for hit in similar(shelf.db, shelf.names[name], **options)]


def test_a_report_is_like_those_that_tell_the_same(stocked) -> None:
    assert likest(stocked, "bridge")[:2] == ["twin", "again"]
    assert likest(stocked, "rain")[0] == "storm"


def test_a_report_is_not_like_itself(stocked) -> None:
    for name in stocked.names:
        assert name not in likest(stocked, name)


def test_an_article_is_found_once_however_many_versions_it_has(stocked) -> None:
    stocked.version("again", BRIDGE_AGAIN + " والمرور حر.", captured_at="2026-11-23T08:00:00.000000Z")
    stocked.version("bridge", BRIDGE + " والمرور حر.", captured_at="2026-11-23T08:00:00.000000Z")
    found = likest(stocked, "bridge")
    assert len(found) == len(set(found))
    assert "bridge" not in found
    assert "again" in found


def test_no_more_than_asked_for(stocked) -> None:
    assert len(likest(stocked, "bridge", limit=1)) == 1


def test_the_words_shared_are_marked(stocked) -> None:
    hit = similar(stocked.db, stocked.names["bridge"])[0]
    assert "الزيتون" in {hit.title[start:end] for start, end in hit.title_highlights}


def test_words_that_many_hold_are_not_looked_for(stocked, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "زيتون" in " ".join(telling_terms(stocked.db, "جسر الزيتون", BRIDGE))
    monkeypatch.setattr(likeness, "COMMON", 3)  # three reports hold the word
    assert "زيتون" not in " ".join(telling_terms(stocked.db, "جسر الزيتون", BRIDGE))


def test_all_words_together_are_held_by_no_more_versions_than_are_ranked(
    stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MATCHES", 3)
    monkeypatch.setattr(likeness, "COMMON", 100)
    assert len(telling_terms(stocked.db, "افتتاح جسر الزيتون", BRIDGE)) == 1


def test_a_report_of_words_that_no_other_holds_is_like_none(shelf) -> None:
    alone = shelf.version("alone", "كلام فريد وحيد.", title="فريد")
    assert similar(shelf.db, alone) == []


def test_an_unknown_article_is_named(shelf) -> None:
    with pytest.raises(UnknownArticle, match="0123456789abcdef"):
        similar(shelf.db, "0123456789abcdef")
