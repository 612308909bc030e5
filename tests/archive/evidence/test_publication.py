"""Checkpoints handed to others: into a folder or to a command; what fails is told and tried again."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.attest import attest
from archive.checkpoints import checkpoint_path
from archive.errors import SettingsError
from archive.place import Archive
from archive.settings import parse_settings

Grow = Callable[..., None]
ID = '[archive]\nid = "0123abcd"\n'
SAME = '{ url = "https://t.example/", roots = "a" }'


def set_publish(archive: Archive, wanted: str) -> None:
    path = archive.root / "warraq.toml"
    text = path.read_text("utf-8").partition("[log]")[0]
    path.write_text(f"{text}[log]\npublish = '{wanted}'\n", encoding="utf-8")


def test_each_checkpoint_is_copied_into_the_folder(archive: Archive, grow: Grow) -> None:
    (archive.root / "public").mkdir()
    set_publish(archive, "public/")
    for size in (1, 3):
        grow()
        attested = attest(archive)
        assert attested.publication_problem is None
        copy = archive.root / "public" / checkpoint_path(archive, size).name
        assert copy.read_bytes() == checkpoint_path(archive, size).read_bytes()
    assert len(list((archive.root / "public").iterdir())) == 2


def test_a_folder_that_is_missing_is_told_and_tried_again(archive: Archive, grow: Grow) -> None:
    set_publish(archive, "public/")
    grow()
    assert "public" in str(attest(archive).publication_problem)
    (archive.root / "public").mkdir()
    assert attest(archive).publication_problem is None
    assert len(list((archive.root / "public").iterdir())) == 1


def test_a_command_gets_the_path_once_and_no_shell(archive: Archive, grow: Grow, tmp_path: Path) -> None:
    script, told = tmp_path / "hand over.py", tmp_path / "told"
    script.write_text(f"import sys; open({str(told)!r}, 'a').write(repr(sys.argv[1:]) + '\\n')")
    set_publish(archive, f'{sys.executable} "{script}" $HOME')
    grow()
    assert attest(archive).publication_problem is None
    assert attest(archive).publication_problem is None
    assert told.read_text() == f"['$HOME', {str(checkpoint_path(archive, 1))!r}]\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            f'{sys.executable} -c "import sys; sys.exit(\\"no route to the printer\\")"',
            "no route to the printer",
        ),
        ("/no/such/command", "No such file"),
        ('unbalanced "quotation', "No closing quotation"),
    ],
)
def test_a_command_that_fails_is_told_and_the_checkpoint_stays(
    archive: Archive, grow: Grow, command: str, said: str
) -> None:
    set_publish(archive, command)
    grow()
    attested = attest(archive)
    assert said in str(attested.publication_problem)
    assert attested.made is not None
    assert checkpoint_path(archive, 1).exists()
    assert said in str(attest(archive).publication_problem)  # tried again


def test_a_command_that_hangs_is_ended(archive: Archive, grow: Grow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.publication.SECONDS", 0.3)
    set_publish(archive, f'{sys.executable} -c "import time; time.sleep(60)"')
    grow()
    assert "ran longer" in str(attest(archive).publication_problem)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("authorities = 3", "must be a list of tables"),
        ('authorities = ["https://tsa.example/"]', "must be a list of tables"),
        ('authorities = [{ url = "https://tsa.example/" }]', "lacks roots"),
        ('authorities = [{ roots = "a.pem" }]', "lacks url"),
        ('authorities = [{ url = "ftp://tsa.example/", roots = "a.pem" }]', "no web address"),
        ('authorities = [{ url = "file:///etc/passwd", roots = "a.pem" }]', "no web address"),
        ('authorities = [{ url = "https://t.example/", roots = "a.pem", key = "x" }]', "unknown key key"),
        ('authorities = [{ url = "https://t.example/", roots = 3 }]', "must be a text"),
        (
            'authorities = [{ url = "https://t.example/", roots = "a.pem", name = "../x" }]',
            "no name for files",
        ),
        (
            "authorities = [" + 2 * (SAME + ",") + "]",
            "two are called t.example",
        ),
    ],
)
def test_authorities_that_are_not_understood_are_an_error(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        parse_settings(f"{ID}[timestamps]\n{text}\n", "warraq.toml")


def test_authorities_go_by_their_name_or_host() -> None:
    text = (
        'authorities = [{ url = "https://TSA.example:8080/x", roots = "a.pem" },'
        ' { url = "https://tsa.example/y", roots = "b.pem", name = "second" }]'
    )
    settings = parse_settings(f"{ID}[timestamps]\n{text}\n", "warraq.toml")
    assert [one.called for one in settings.timestamps.authorities] == ["tsa.example", "second"]
    assert parse_settings(ID, "warraq.toml").timestamps.authorities == ()
