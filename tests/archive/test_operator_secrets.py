"""A secret comes from the environment or from a file; what is wrong with it repeats nothing of it."""

import json
from pathlib import Path

import pytest

from archive import alarm_channels
from archive.alarm_mail import mail
from archive.alarm_settings import AlarmSettings
from archive.browse.service import UnsafeService, read_password
from archive.errors import SettingsError
from archive.operator_secrets import SecretError, resolved, secret
from archive.settings import parse_settings
from archive.untold import Untold

IDENTITY = '[archive]\nid = "00000000"\n'


def lent(folder: Path, **secrets: bytes) -> dict[str, str]:
    for name, content in secrets.items():
        (folder / name).write_bytes(content)
    return {"CREDENTIALS_DIRECTORY": str(folder)}


def test_a_variable_comes_before_a_file(tmp_path: Path) -> None:
    there = lent(tmp_path, MAIL=b"from-the-file\n")
    assert secret("MAIL", there) == "from-the-file"
    assert secret("MAIL", there | {"MAIL": "from-the-variable"}) == "from-the-variable"
    assert secret("MAIL", there | {"MAIL": ""}) == "from-the-file"


def test_none_is_none(tmp_path: Path) -> None:
    assert secret("MAIL", {}) is None
    assert secret("MAIL", lent(tmp_path)) is None
    assert secret("MAIL", lent(tmp_path, MAIL=b"\n")) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"sirr\xff", "is no text in UTF-8"),
        (b"sirr\nsirr", "on one line"),
        (b"sirr" * 2000, "longer than 4096 bytes"),
    ],
)
def test_a_file_that_holds_no_secret_is_named_and_not_repeated(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(SecretError, match=said) as caught:
        secret("MAIL", lent(tmp_path, MAIL=content))
    assert str(tmp_path / "MAIL") in str(caught.value)
    assert "sirr" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "MAIL").mkdir()
    with pytest.raises(SecretError, match="let the user that Warraq runs as read it"):
        secret("MAIL", {"CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_a_setting_names_a_secret_or_is_what_it_says(tmp_path: Path) -> None:
    assert resolved("https://hooks.example/", {}) == "https://hooks.example/"
    assert (
        resolved("$HOOK", lent(tmp_path, HOOK=b"https://hooks.example/sirr\n"))
        == "https://hooks.example/sirr"
    )
    with pytest.raises(SecretError, match=r"\$HOOK is not set: set the environment variable HOOK, or put it"):
        resolved("$HOOK", {})


@pytest.mark.parametrize("key", ["webhook", "ping"])
def test_an_address_may_be_a_secret_and_a_bad_one_is_not_repeated(key: str) -> None:
    parse_settings(f'{IDENTITY}[alarms]\n{key} = "$HOOK"\n', "warraq.toml")
    with pytest.raises(SettingsError, match=f"{key} in .alarms. must be an https address") as caught:
        parse_settings(f'{IDENTITY}[alarms]\n{key} = "http://hooks.example/sirr"\n', "warraq.toml")
    assert "sirr" not in str(caught.value)


@pytest.mark.parametrize("held", [None, "http://hooks.example/sirr", "sirr"])
def test_a_webhook_whose_secret_is_no_address_is_not_asked(held: str | None, monkeypatch) -> None:
    if held:
        monkeypatch.setenv("HOOK", held)
    with pytest.raises(Untold, match=r"\$HOOK (is not set|must be an https)") as caught:
        alarm_channels.post("$HOOK", {"begun": [], "over": []})
    assert "sirr" not in str(caught.value)


def test_a_mail_account_without_its_password_is_not_asked() -> None:
    settings = AlarmSettings(
        mail_to="a@b.example", mail_from="c@d.example", smtp_host="256.1.1.1", smtp_user="me"
    )
    with pytest.raises(Untold, match="set the environment variable WARRAQ_SMTP_PASSWORD"):
        mail(settings, {"begun": [], "over": []})


def test_the_servers_password_may_be_a_credential(tmp_path: Path, monkeypatch) -> None:
    for name, value in lent(tmp_path, WARRAQ_PASSWORD=b"sirr-sirr-sirr\n").items():
        monkeypatch.setenv(name, value)
    assert read_password(None) == "sirr-sirr-sirr"
    (tmp_path / "WARRAQ_PASSWORD").write_bytes(b"sirr")
    with pytest.raises(UnsafeService, match="shorter than 12 letters") as caught:
        read_password(None)
    assert "sirr" not in json.dumps(str(caught.value))
