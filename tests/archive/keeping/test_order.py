"""No order of ingest, no size of batch and no interruption shows in the index."""

import random
from pathlib import Path
from uuid import UUID

import pytest

from archive.dump import dump
from archive.imports import ingest_paths
from archive.ingest import Ingest
from archive.log import Log, leaf_id
from archive.place import Archive
from archive.rebuild import rebuild
from archive.verify import verify

ARTICLES = [f"/2026/{name}/" for name in "abcde"]


def story(wire, page, rng: random.Random, files: int = 4) -> list[list]:
    """Groups of `files` WARC files that tell of the same few articles in a tangle of times."""
    told: list[list] = [[wire.warcinfo()] for _ in range(files)]
    items = [
        {
            "url": f"https://almithal.example{path}",
            "state": "waiting",
            "published": f"2026-11-{rng.randint(1, 28)}",
        }
        for path in (*ARTICLES, *ARTICLES[:2])
    ]
    captured = []
    for n in range(24):
        at = f"2026-11-{rng.randint(1, 20):02d}T{rng.randint(0, 23):02d}:00:00.{n:06d}Z"
        path = rng.choice(ARTICLES)
        url = f"https://almithal.example{path}"
        group = rng.choice(
            [
                lambda at=at, path=path: wire.exchange(
                    path, page(f"عنوان الخبر {path}", rng.randint(1, 3), sentences=30), at=at
                ),
                lambda at=at, path=path: wire.exchange(
                    path, page("عنوان الصفحة المفرغة", 9, sentences=3), at=at
                ),
                lambda at=at, path=path: wire.exchange(path, status=rng.choice([404, 403, 503]), at=at),
                lambda at=at, path=path: wire.exchange(path, answered=False, outcome="timeout", at=at),
                lambda at=at: wire.event(
                    event="discovered", at=at, seed=f"https://almithal.example/{at[:9]}", items=items
                ),
                lambda at=at, url=url: wire.event(
                    event="fate", at=at, url=url, state=rng.choice(["refused", "failed"]), reason=at
                ),
                lambda at=at, path=path: wire.exchange(
                    path, at=at, refers_to=rng.choice(captured) if captured else "x"
                ),
            ]
        )()
        if len(group) == 3:
            captured.append(group[0].record_id)
        rng.choice(told).append(group)
    return told


def foreign_file(path: Path, taken: str, make_wire, page, member) -> Path:
    """A third party's WARC: one report of its own, one of ours, one record with an id of ours."""
    stranger, copycat = make_wire(prefix=7), make_wire()
    copycat.made = UUID(taken).int % (1 << 64) - 1  # its first id is that of an answer of the story
    groups = [
        stranger.exchange("/2026/a/", page("عنوان الخبر عند غيرنا", 5), at="2026-11-05T00:00:00Z"),
        stranger.exchange("http://elsewhere.example/x", page("خبر من موقع آخر لا نتابعه", 6)),
        copycat.exchange("/2026/b/", page("عنوان منسوخ برقم ليس له", 1), at="2026-11-01T00:00:00Z"),
    ]
    path.write_bytes(b"".join(member(record) for group in groups for record in group))
    return path


@pytest.mark.parametrize("seed", range(5))
def test_the_index_depends_on_what_was_captured_and_on_nothing_else(
    seed: int,
    tmp_path: Path,
    readers,
    make_archive,
    make_wire,
    page,
    member,
    write_warc,
    warc_name,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random(seed)
    files = story(make_wire(), page, rng)
    taken = next(g[0].record_id for groups in files for g in groups if g[0].type == "response")
    foreign = foreign_file(tmp_path / "foreign.warc.gz", taken, make_wire, page, member)
    straight, tangled = make_archive(tmp_path / "straight"), make_archive(tmp_path / "tangled")
    for number, groups in enumerate(files):
        write_warc(straight, warc_name(number), groups)
    with Ingest(straight, readers=readers) as ingest:
        ingest.catch_up_all()
        ingest_paths(straight, [foreign], ingest)
    _grow_tangled(tangled, files, foreign, rng, readers, write_warc, warc_name, monkeypatch)
    wanted = list(dump(straight.index))
    assert list(dump(tangled.index)) == wanted
    for archive in (straight, tangled):
        rebuild(archive, readers)
        assert list(dump(archive.index)) == wanted
        report = verify(archive)
        assert report.failures == []
        keys = [leaf_id(line) for _, line in Log(archive.log).read()]
        assert len(keys) == len(set(keys))
    assert {leaf_id(line) for _, line in Log(straight.log).read()} == {
        leaf_id(line) for _, line in Log(tangled.log).read()
    }


def _grow_tangled(
    archive: Archive, files, foreign: Path, rng: random.Random, readers, write_warc, warc_name, monkeypatch
) -> None:
    """All files grow at once, in portions; the foreign file comes at some point in between."""
    monkeypatch.setattr("archive.batches.BATCH_EXCHANGES", rng.randint(1, 4))
    portions = [(number, group) for number, groups in enumerate(files) for group in groups]
    left = {number: list(groups) for number, groups in enumerate(files)}
    order = [number for number, _ in portions]
    rng.shuffle(order)
    foreign_at = rng.randrange(len(order))
    with Ingest(archive, readers=readers) as ingest:
        for step, number in enumerate(order):
            if step == foreign_at:
                ingest_paths(archive, [foreign], ingest)
            write_warc(archive, warc_name(number), [left[number].pop(0)], close=not left[number])
            if rng.random() < 0.5:
                ingest.catch_up(archive.warcs / warc_name(number))
        names = [warc_name(number) for number in left]
        rng.shuffle(names)
        for name in names:
            ingest.catch_up(archive.warcs / name)
