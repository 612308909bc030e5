"""Signed notes (C2SP signed-note): a text, a blank line, and a line for each signature over the text.

    — NAME BASE64        the key's four-byte id, then its 64-byte Ed25519 signature of the text

Checkpoints are such notes, and so are those that name an archive's next key or tell of a withdrawal.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

DASH = "\N{EM DASH} "
ED25519 = b"\x01"  # the signature type of the specification
ID_BYTES, SIGNATURE_BYTES, KEY_BYTES = 4, 64, 32
MAX_BYTES = 1 << 16  # a note is read whole


class NoteError(ValueError):
    """Bytes that are no signed note, or a note that does not say what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line: the signer's name, the id of the key, and what it signed with."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A parsed note: `text` with its last line end, and its signatures, none of which was checked."""

    text: str
    signatures: tuple[Signature, ...]

    def signed_by(self, key: "VerifyKey") -> bool:
        """Whether the key has signed the text."""
        return any(
            key.verifies(signature.value, self.text)
            for signature in self.signatures
            if (signature.name, signature.key_id) == (key.name, key.id)
        )


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """A public key under the name that signs with it: 32 bytes of Ed25519."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signature lines name the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        """The key as text, as other tools for signed notes read it: NAME+ID+BASE64."""
        return f"{self.name}+{self.id.hex()}+{_base64(ED25519 + self.public)}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Whether these are the key's signature of the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def key_of(name: str, public: Ed25519PublicKey) -> VerifyKey:
    """The public key under a name."""
    return VerifyKey(name, public.public_bytes_raw())


def parse_key(text: str) -> VerifyKey:
    """The key that `str()` wrote. Raises NoteError for other text."""
    name, _, rest = text.partition("+")
    data = _bytes(rest.partition("+")[2])
    key = VerifyKey(name, data[1:])
    if str(key) != text or len(data) != 1 + KEY_BYTES or not is_name(name):
        raise NoteError(f"{text!r} is no key of a signed note")
    return key


def is_name(name: str) -> bool:
    """Whether a key may have this name: some characters, no space, no plus."""
    return bool(name) and "+" not in name and not any(c.isspace() for c in name) and name.isprintable()


def sign_note(text: str, name: str, *keys: Ed25519PrivateKey) -> bytes:
    """The note of a text, signed under one name by each of the keys. Raises NoteError for unfit text."""
    _check(text)
    lines = []
    for key in keys:
        line = key_of(name, key.public_key()).id + key.sign(text.encode())
        lines.append(f"{DASH}{name} {_base64(line)}\n")
    return f"{text}\n{''.join(lines)}".encode()


def parse_note(data: bytes, max_bytes: int = MAX_BYTES) -> Note:
    """What a note says and who claims to have signed it. Raises NoteError, telling what is wrong."""
    if len(data) > max_bytes:
        raise NoteError(f"it has {len(data)} bytes, too many for a note")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError(f"it is not UTF-8 ({error})") from error
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NoteError("it has no blank line with signatures after it")
    _check(f"{text}\n")
    return Note(text=f"{text}\n", signatures=tuple(map(_signature, lines[:-1].split("\n"))))


def _signature(line: str) -> Signature:
    name, space, value = line.removeprefix(DASH).partition(" ")
    data = _bytes(value)
    if not line.startswith(DASH) or not space or not is_name(name) or len(data) <= ID_BYTES:
        raise NoteError(f"{line!r} is no signature line")
    return Signature(name=name, key_id=data[:ID_BYTES], value=data[ID_BYTES:])


def _check(text: str) -> None:
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise NoteError("its text must be whole lines without control characters")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    """Decoded base64, of the one spelling that encoding it gives; nothing for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if _base64(data) == text else b""
