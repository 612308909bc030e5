"""Signed notes: what is written is read, and nothing that differs by a byte is taken for signed."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive.notes import NoteError, VerifyKey, key_of, parse_key, parse_note, sign_note

NAME = "warraq/0123abcd"
TEXT = f"{NAME}\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = key_of(NAME, PRIVATE.public_key())


def test_a_note_has_the_form_of_the_specification() -> None:
    data = sign_note(TEXT, NAME, PRIVATE)
    head, line = data.decode().split("\n\n")
    assert head + "\n" == TEXT
    assert line.startswith(f"\u2014 {NAME} ")
    value = base64.b64decode(line.split(" ")[2])
    public = PRIVATE.public_key().public_bytes_raw()
    assert value[:4] == hashlib.sha256(NAME.encode() + b"\n\x01" + public).digest()[:4]
    PRIVATE.public_key().verify(value[4:], TEXT.encode())


def test_the_key_of_the_go_checksum_database_has_the_id_that_it_is_published_with() -> None:
    published = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert str(parse_key(published)) == published


def test_a_signed_note_is_told_from_one_of_another_key_or_name() -> None:
    note = parse_note(sign_note(TEXT, NAME, PRIVATE))
    assert note.text == TEXT
    assert note.signed_by(KEY)
    assert not note.signed_by(VerifyKey("warraq/another", KEY.public))
    assert not note.signed_by(key_of(NAME, Ed25519PrivateKey.generate().public_key()))


def test_a_note_may_bear_signatures_of_others() -> None:
    witness = Ed25519PrivateKey.generate()
    ours, theirs = sign_note(TEXT, NAME, PRIVATE), sign_note(TEXT, "witness.example", witness)
    note = parse_note(ours + theirs.split(b"\n\n")[1])
    assert note.signed_by(KEY)
    assert note.signed_by(key_of("witness.example", witness.public_key()))


def test_every_flipped_bit_is_noticed() -> None:
    data = sign_note(TEXT, NAME, PRIVATE)
    for position in range(len(data)):
        for bit in range(8):
            flipped = data[:position] + bytes([data[position] ^ 1 << bit]) + data[position + 1 :]
            try:
                assert not parse_note(flipped).signed_by(KEY), (position, bit)
            except NoteError:
                continue


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        TEXT.encode(),
        TEXT.encode() + b"\n",
        TEXT.encode() + b"\nno signature\n",
        sign_note(TEXT, NAME, PRIVATE)[:-1],
        sign_note(TEXT, NAME, PRIVATE) + b"\n",
        sign_note(TEXT, NAME, PRIVATE).replace(b"\n7\n", b"\r\n7\r\n"),
        b"\xff\xfe" + sign_note(TEXT, NAME, PRIVATE),
        b"a\n" * 70000,
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(data)


@pytest.mark.parametrize("text", ["", "no line end", "a\x00b\n", "tab\there\n"])
def test_what_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        sign_note(text, NAME, PRIVATE)


@pytest.mark.parametrize(
    "text", ["", "a+b", f"{KEY}x", f"x{KEY}", str(KEY).replace("+", "-"), "a b+00000000+AA=="]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_key(text)
