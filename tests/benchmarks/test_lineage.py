"""The benchmark of lineage: what it plants and leaves out, that it runs; on real reports where they are."""

from pathlib import Path
from random import Random

import pytest

from benchmarks import lineage
from benchmarks.lineage import distinct, filler, grouped, plant, score, syndicated
from benchmarks.quality.material import load_material

SENTENCES = [f"في الجملة {n} كلام طويل عن أمر رقمه {n} وعن غيره من الأمور ." for n in "ابتثجح"]


def test_texts_that_share_a_sentence_or_rare_words_are_left_out() -> None:
    own = "جملة أخرى من كلمات كثيرة لا يقولها أحد سواه أبداً."
    texts = [" ".join(SENTENCES), SENTENCES[0], own]
    assert [" ".join(text) for text in distinct(texts, rare=100)] == [own]
    assert len(distinct([own, own.replace("جملة", "عبارة")])) == 1


def test_a_copy_keeps_the_beginning_and_follows_from_the_seed() -> None:
    others = [["كلام آخر ."]]
    copies = [syndicated(SENTENCES, others, Random(seed)) for seed in (1, 1, 2)]
    assert copies[0] == copies[1] != copies[2]
    planted = plant([SENTENCES, others[0]], 1, Random(1))
    assert planted.families.count(0) >= 3
    assert planted.families[-1] is None


def test_filler_has_the_words_in_another_order() -> None:
    (made,) = filler([SENTENCES], 1, Random(1))
    assert made not in " ".join(SENTENCES)
    assert sorted(made.split()) == sorted(" ".join(SENTENCES).split())


def test_it_runs_without_a_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARRAQ_SHARED", str(tmp_path))
    assert lineage.main(["--families", "5", "--fill", "10"]) == 0
    assert "F1 " in capsys.readouterr().out


def test_planted_syndications_of_real_reports_are_found_again(shared_data: Path) -> None:
    random = Random(17)
    stories = list(load_material(shared_data / "corpus").stories)
    random.shuffle(stories)
    planted = plant(distinct(["\n".join(one.paragraphs) for one in stories[:1000]]), 150, random)
    assert len({one for one in planted.families if one is not None}) == 150
    assert score(planted, grouped(planted.texts))[2] >= 0.95
