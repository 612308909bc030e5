"""`python -m benchmarks.lineage`: are planted syndications found again, and how long does grouping take.

Agency texts are reports of the measuring corpus, or of our own newsroom, that share no sentence with any
other. Each is syndicated a few times: words changed, sentences cut and moved, paragraphs of other reports
added. The figure is of pairs: found in one group against planted in one family. With `--fill N` the texts
stand among N more, made of the corpus's sentences with their words shuffled. With `--further N` they stand in
an index, of which all stories are told three times: at first, again, and when N copies have come to it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from random import Random

from archive.schema import connect, sqlite3
from archive.stories import stories
from archive.story_cache import FILE
from benchmarks.quality.material import load_material
from extractors.sentences import sentences
from extractors.shingles import Shingled, folded_words, groups, near_pairs, shingled, tells_the_same

SEED = 6
SENTENCE = 8  # words of a sentence that two reports do not share by chance
RARE, FEW = 4, 400  # so many words, each in no more than one text of so many, are of one event
FEWEST = 5  # sentences of a text that is syndicated


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Texts, and for each the family it was planted in; None for one that stands alone."""

    texts: tuple[str, ...]
    families: tuple[int | None, ...]


def distinct(texts: Sequence[str], *, rare: int = RARE) -> list[list[str]]:
    """The texts that tell of something no other does, as sentences.

    Left out: those that share a sentence with another, and those that share `rare` words that few texts hold:
    papers print the same agency's text edited, and whether such a pair is right nobody has judged.
    """
    cut = [[one.printed for one in sentences(text)] for text in texts]
    keys = [{" ".join(words) for one in text if len(words := folded_words(one)) >= SENTENCE} for text in cut]
    held = Counter(key for text in keys for key in text)
    alike = _sharing_rare_words([set(folded_words(text)) for text in texts], rare)
    return [
        text
        for number, (text, own) in enumerate(zip(cut, keys, strict=True))
        if own and number not in alike and all(held[one] == 1 for one in own)
    ]


def _sharing_rare_words(said: Sequence[set[str]], rare: int) -> set[int]:
    """The texts, each given by its words, that share so many rare ones with a text that came before."""
    holders: dict[str, list[int]] = {}
    for number, words in enumerate(said):
        for word in words:
            holders.setdefault(word, []).append(number)
    most = max(5, len(said) // FEW)
    shared = Counter(pair for few in holders.values() if len(few) <= most for pair in combinations(few, 2))
    return {later for (_, later), count in shared.items() if count >= rare}


def plant(alone: Sequence[list[str]], families: int, random: Random) -> Planted:
    """The texts, the first long enough of them syndicated 2 to 5 times, with additions from the others."""
    texts: list[str] = []
    family_of: list[int | None] = []
    made = 0
    for text in alone:
        if made < families and len(text) >= FEWEST:
            copies = [text, *(syndicated(text, alone, random) for _ in range(random.randint(2, 5)))]
            texts += [" ".join(copy) for copy in copies]
            family_of += [made] * len(copies)
            made += 1
        else:
            texts.append(" ".join(text))
            family_of.append(None)
    return Planted(texts=tuple(texts), families=tuple(family_of))


def syndicated(text: Sequence[str], others: Sequence[list[str]], random: Random) -> list[str]:
    """The text as another outlet prints it: cut, edited, with up to as much again of its own around it."""
    kept = list(text[: max(3, round(len(text) * random.uniform(0.4, 1)))])
    if random.random() < 0.5 and len(kept) > 3:
        del kept[random.randrange(len(kept))]
    edited = [edit(one, random) for one in kept]
    if random.random() < 0.3:
        at = random.randrange(len(edited))
        edited.insert(0, edited.pop(at))
    for _ in range(random.randint(0, max(1, len(edited) // 2))):
        own = random.choice(random.choice(others))
        edited.insert(random.choice((0, len(edited))), edit(own, random, often=0.5))
    return edited


def edit(sentence: str, random: Random, *, often: float = 0.06) -> str:
    """The sentence with some words left out, joined to a و, or replaced by another of it."""
    words = sentence.split()
    for at in range(len(words)):
        if random.random() < often:
            words[at] = random.choice(("", words[random.randrange(len(words))], f"و{words[at]}"))
    return " ".join(filter(None, words))


def filler(alone: Sequence[list[str]], count: int, random: Random) -> list[str]:
    """Texts as long as the corpus's whose runs of words nobody else has."""
    made = []
    for _ in range(count):
        words = " ".join(random.choice(alone)).split()
        random.shuffle(words)
        made.append(" ".join(words))
    return made


def grouped(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """The groups that the texts fall into."""
    held: dict[int, Shingled] = {}

    def of(number: int) -> Shingled:
        if number not in held:
            held[number] = shingled(texts[number])
        return held[number]

    return groups(pair for pair in near_pairs(texts) if tells_the_same(of(pair[0]), of(pair[1])))


def score(planted: Planted, found: Sequence[tuple[int, ...]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs."""
    pairs = {pair for group in found for pair in combinations(group, 2)}
    members: dict[int, list[int]] = {}
    for number, family in enumerate(planted.families):
        if family is not None:
            members.setdefault(family, []).append(number)
    wanted = {pair for family in members.values() for pair in combinations(family, 2)}
    right = len(pairs & wanted)
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / len(pairs), right / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)


def further(texts: Sequence[str], count: int, random: Random) -> None:
    """Print what telling all stories of an index takes: at first, again, and with `count` copies more."""
    with tempfile.TemporaryDirectory() as folder, closing(connect(Path(folder) / "index.db")) as db:
        fill(db, texts, 0)
        copies = [edit(text, random) for text in random.sample(list(texts), count)]
        for what in ("at first", "again", f"with {count} copies more"):
            if "more" in what:
                fill(db, copies, len(texts))
            began, used = time.perf_counter(), time.process_time()
            found = sum(len(story) for story in stories(db, Path(folder)))
            took, used = time.perf_counter() - began, time.process_time() - used
            print(f"all stories {what}: {took:.2f} s, {used:.2f} s of CPU; {found} articles in stories")
        size = (Path(folder) / FILE).stat().st_size
        print(f"kept for the next run: {size / (len(texts) + count):.0f} bytes an article")


def fill(db: sqlite3.Connection, texts: Sequence[str], start: int) -> None:
    """Put texts into an index, as newest versions, without what only a search needs."""
    db.execute("PRAGMA foreign_keys=OFF")  # there are no captures
    db.execute("BEGIN")
    for number, text in enumerate(texts, start):
        key = sha256(str(number).encode()).hexdigest()
        row = (key, number, key[:16], text)
        db.execute(
            "INSERT INTO articles (article_id, outlet, first_captured_at) VALUES (?, '', '')", (key[:16],)
        )
        db.execute(
            "INSERT INTO versions (version_key, doc_id, article_id, body) VALUES (?, ?, ?, ?)",
            row,
        )
        db.execute(
            "INSERT INTO search_rows (doc_id, article_id, newest) VALUES (?, ?, 1)", (number, key[:16])
        )
    db.execute("COMMIT")


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant, group, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lineage", description=__doc__)
    parser.add_argument("--reports", type=int, default=2000, help="reports of the corpus to take")
    parser.add_argument("--families", type=int, default=300, help="of them to syndicate")
    parser.add_argument("--fill", type=int, default=0, help="further texts that tell nothing in common")
    parser.add_argument("--further", type=int, default=0, help="copies that come to an index of the texts")
    given = parser.parse_args(arguments)
    random = Random(SEED)
    material = load_material()
    taken = ["\n".join(story.paragraphs) for story in material.stories]
    random.shuffle(taken)
    alone = distinct(taken[: given.reports])
    planted = plant(alone, given.families, random)
    texts = [*planted.texts, *filler(alone, given.fill, random)]
    began = time.perf_counter()
    found = grouped(texts)
    took = time.perf_counter() - began
    precision, recall, f1 = score(planted, found)
    words = sum(len(text.split()) for text in texts) // max(1, len(texts))
    print(f"{len(texts)} texts, {words} words each, grouped in {took:.1f} s ({material.origin})")
    print(f"pairs: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}; {len(found)} groups")
    if given.further:
        further(texts, given.further, random)
    return 0


if __name__ == "__main__":
    sys.exit(main())
