#!/usr/bin/env python3
"""Check an evidence bundle of Warraq (warraq-bundle/1): Python 3.8 or newer, OpenSSL 3, no network.

    python3 FILE.zip              the bundle checks itself
    python3 verify.py FILE.zip    this script, from elsewhere, checks a bundle or a folder it is unpacked in
    --roots [NAME=]roots.pem      certificates of the time-stamping authorities (or of one), got from these
    --key key.pub                 the archive's public key, got from where it is published
    --json                        the result as one JSON document

Exit code: 0 everything that was checked holds, 1 something does not, 2 it could not be checked.
A copy of this file stands in every bundle. It is a convenience: whoever makes a bundle could change it too.
For a judgement of your own take it from Warraq, or follow the steps of docs/bundle.md by other means.
"""

from __future__ import annotations

import base64
import binascii
import calendar
import hashlib
import html
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

FORMAT = "warraq-bundle/1"
MANIFEST, SIGNATURE, DOCUMENT, RECORDS = "manifest.json", "manifest.note", "bundle.json", "records.warc.gz"
MEBIBYTE = 1 << 20
MAX_FILE, MAX_MEMBER, MAX_TOTAL = 64 * MEBIBYTE, 64 * MEBIBYTE, 192 * MEBIBYTE
MAX_RECORD, MAX_PAGE, MAX_JSON, MAX_NOTE, MAX_TOKEN = (
    64 * MEBIBYTE,
    16 * MEBIBYTE,
    16 * MEBIBYTE,
    1 << 16,
    1 << 20,
)
MAX_MEMBERS = 10_000
CLOCKS = 300  # seconds that an authority's clock may be ahead of this machine's
STEP = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}"
NAME = re.compile(f"(?:{STEP}/){{0,3}}{STEP}")
HEX = re.compile("[0-9a-f]{64}")

# What may fail, in Arabic and English. The detail that goes with it is English.
WHAT = {
    "zip": ("ملف zip ليس كما كُتب", "the zip file is not as it was written"),
    "member": ("ملف في الحزمة ليس كما وُقّع عليه", "a file of the bundle is not the one that was signed"),
    "signature": ("توقيع الحزمة لا يصح", "the bundle's signature does not hold"),
    "key": ("مفاتيح الأرشيف لا يصح تسلسلها", "the archive's keys do not follow from one another"),
    "document": (
        "وثيقة في الحزمة ليست بالصيغة المقررة",
        "a document of the bundle is not written as it must be",
    ),
    "record": ("سجل WARC ليس ما تذكره الحزمة", "a WARC record is not the one that the bundle names"),
    "leaf": ("ورقة السجل لا تشهد لهذا السجل", "the leaf does not commit to this record"),
    "proof": (
        "برهان الاحتواء لا يقود إلى نقطة التثبيت",
        "the inclusion proof does not lead to the checkpoint",
    ),
    "checkpoint": ("نقطة التثبيت لا تصح", "the checkpoint does not hold"),
    "stamp": ("الختم الزمني لا يصح", "the timestamp does not hold"),
    "passage": ("الاقتباس ليس في النص كما تذكر الحزمة", "the passage is not in the text as the bundle says"),
}

# What is said of a bundle, in Arabic and English: what holds, and what was left open.
SAID = {
    "issued": (
        "كل ملف كما أصدره حائز مفتاح {origin}",
        "every file is as the holder of the key of {origin} issued it",
    ),
    "key-given": ("المفتاح هو المعطى", "the key is the one given"),
    "key-unknown": (
        "لم يُقارن المفتاح بمفتاح من مكان آخر (--key): {public}",
        "the key was not compared with one got elsewhere (--key): {public}",
    ),
    "folder": (
        "فُحص مجلد: بايتات ملف zip نفسه لم تُفحص",
        "a folder was checked: not the bytes of the zip file itself",
    ),
    "logged": (
        "سجلات هذا الالتقاط كما دخلت سجل الالتقاط، الورقة {index} تحت نقطة التثبيت {size}: {url} ({at})",
        "this capture's records are as they entered the log, leaf {index} under checkpoint {size}: {url} ({at})",
    ),
    "no-proof": ("بلا برهان: {url} ({at})", "no proof ({why}): {url} ({at})"),
    "stamped": (
        "نقطة التثبيت {size} كانت موجودة عند {at}، تشهد بذلك {authority}",
        "checkpoint {size} existed at {at}: {authority} vouches for it",
    ),
    "no-roots": (
        "تقول {authority} إن نقطة التثبيت {size} كانت موجودة عند {at}: لم تُفحص جذورها (--roots)",
        "{authority} says that checkpoint {size} existed at {at}: its roots were not checked (--roots)",
    ),
    "no-stamp": (
        "لا ختم زمنياً على نقطة التثبيت {size}: تثبت الترتيب لا الوقت",
        "checkpoint {size} has no timestamp: it proves order, not time",
    ),
    "at-bytes": (
        "الاقتباس في بايتات الصفحة {spans}: {quote}",
        "the quote stands at bytes {spans} of the page: {quote}",
    ),
    "in-page": ("الاقتباس في نص الصفحة: {quote}", "the quote stands in the text of the page: {quote}"),
    "not-in-page": (
        "الاقتباس كما قرأه ورّاق، ولم تجده قراءة بسيطة للصفحة: {quote}",
        "the quote is as Warraq read it; a plain reading of the page does not show it: {quote}",
    ),
    "coding": (
        "لا تفك بايثون وحدها ضغط الصفحة",
        "the page's content coding cannot be taken off with Python alone",
    ),
}


class Fault(Exception):
    """Something that does not hold: a key of WHAT, where, and what was found."""

    def __init__(self, what: str, where: str, detail: str) -> None:
        super().__init__(detail)
        self.what, self.where, self.detail = what, where, detail


class Unable(Exception):
    """The check cannot be made here: no openssl, no such file."""


class Report:
    """What came of a check: `facts` are statements (Arabic, English) that hold, `unchecked` are left open."""

    def __init__(self) -> None:
        self.checked = dict.fromkeys(("members", "records", "proofs", "checkpoints", "stamps", "passages"), 0)
        self.failures: list[dict[str, str]] = []
        self.facts: list[tuple[str, str]] = []
        self.unchecked: list[tuple[str, str]] = []
        self.verdict = ("", "")

    @property
    def ok(self) -> bool:
        return not self.failures

    def say(self, key: str, /, *, holds: bool, **values: object) -> None:
        """Note a statement of SAID: one that holds, or one that is left open."""
        arabic, english = (text.format(**values) for text in SAID[key])
        (self.facts if holds else self.unchecked).append((arabic, english))

    def fail(self, fault: Fault) -> None:
        self.failures.append({"what": fault.what, "where": fault.where, "detail": fault.detail})

    def document(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "verdict": {"ar": self.verdict[0], "en": self.verdict[1]},
            "checked": self.checked,
            "failures": self.failures,
            "unchecked": [english for _, english in self.unchecked],
            "facts": [english for _, english in self.facts],
        }


# --- The zip file: every byte of it follows from names, methods and contents.

LOCAL, CENTRAL, END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
STORED, DEFLATED = 0, 8
EPOCH = 0x21  # 1 January 1980: the only day that these zip files know
MODE = 0o100644 << 16


class Member(NamedTuple):
    """A file of the zip: `packed` as it stands there, `size` and `crc` of its content."""

    name: str
    method: int
    packed: bytes
    crc: int
    size: int


def pack(name: str, content: bytes) -> Member:
    """The member of a content: deflated where that is shorter."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = engine.compress(content) + engine.flush()
    if len(packed) >= len(content) or name in (MANIFEST, SIGNATURE):
        return Member(name, STORED, content, zlib.crc32(content), len(content))
    return Member(name, DEFLATED, packed, zlib.crc32(content), len(content))


def local_part(members: Sequence[Member]) -> bytes:
    """The members one after another, each behind its header."""
    parts = []
    for one in members:
        name = one.name.encode("ascii")
        sizes = (one.crc, len(one.packed), one.size, len(name), 0)
        parts += [LOCAL.pack(b"PK\3\4", 20, 0, one.method, 0, EPOCH, *sizes), name, one.packed]
    return b"".join(parts)


def whole_zip(members: Sequence[Member]) -> bytes:
    """The zip file of these members: the only one that this format allows."""
    begin, entries, offset = local_part(members), [], 0
    for one in members:
        name = one.name.encode("ascii")
        sizes = (one.crc, len(one.packed), one.size, len(name))
        head = (b"PK\1\2", 3 << 8 | 20, 20, 0, one.method, 0, EPOCH)
        entries.append(CENTRAL.pack(*head, *sizes, 0, 0, 0, 0, MODE, offset) + name)
        offset += LOCAL.size + len(name) + len(one.packed)
    directory = b"".join(entries)
    count = len(members)
    return begin + directory + END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)


def read_zip(data: bytes) -> list[Member]:
    """The members of a zip file, which must be the one that `whole_zip` makes of them."""
    if len(data) < END.size or data[-END.size :][:4] != b"PK\5\6":
        raise Fault("zip", f"byte {max(0, len(data) - END.size)}", "the zip's end is not there")
    count, length, at = END.unpack(data[-END.size :])[4:7]
    if not 0 < count <= MAX_MEMBERS or at + length != len(data) - END.size:
        raise Fault("zip", f"byte {len(data) - END.size}", "the end does not fit the file")
    members, begin, total = [], 0, 0
    for number in range(count):
        if at + CENTRAL.size > len(data):
            raise Fault("zip", f"byte {at}", "the directory is cut")
        fields = CENTRAL.unpack_from(data, at)
        method, crc, packed, size, named = fields[4], fields[7], fields[8], fields[9], fields[10]
        name = data[at + CENTRAL.size : at + CENTRAL.size + named].decode("latin-1")
        total += size
        if not NAME.fullmatch(name) or size > MAX_MEMBER or total > MAX_TOTAL:
            raise Fault("zip", f"byte {at}", f"entry {number + 1} has a name or size that is not allowed")
        start = begin + LOCAL.size + named
        if method not in (STORED, DEFLATED) or start + packed > len(data):
            raise Fault("zip", f"byte {at}", f"{name}: method or size is not allowed")
        members.append(Member(name, method, data[start : start + packed], crc, size))
        at, begin = at + CENTRAL.size + named, start + packed
    if len({one.name.lower() for one in members}) != count:
        raise Fault("zip", f"byte {at}", "two entries have one name")
    wanted = whole_zip(members)
    if wanted != data:
        differs = (n for n, pair in enumerate(zip(wanted, data)) if pair[0] != pair[1])  # noqa: B905
        where = next(differs, min(len(wanted), len(data)))
        raise Fault(
            "zip", f"byte {where}", "a header is not written as it must be, or bytes are between members"
        )
    return members


def unpack(member: Member) -> bytes:
    """The content of a member, never more than its header says."""
    content = member.packed
    if member.method == DEFLATED:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = engine.decompress(member.packed, member.size + 1)
        except zlib.error as error:
            raise Fault("zip", member.name, f"it cannot be unpacked: {error}") from error
        if not engine.eof or engine.unused_data:
            raise Fault("zip", member.name, "its packed bytes do not end where they must")
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise Fault("zip", member.name, "size or checksum is not that of its content")
    return content


# --- Signed notes, keys and the Merkle tree (C2SP signed-note, tlog-checkpoint, tlog-proof; RFC 6962).


class Key(NamedTuple):
    """A public key under its name: 32 bytes of Ed25519."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n\1" + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(b'%c' % 1 + self.public).decode()}"

    @property
    def pem(self) -> bytes:
        """As openssl reads it: SubjectPublicKeyInfo of RFC 8410."""
        der = bytes.fromhex("302a300506032b6570032100") + self.public
        return b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"


def unbase64(text: str, what: str, where: str) -> bytes:
    """Decoded base64, of the one spelling that encoding gives it."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Fault(what, where, f"no base64: {text[:40]!r}") from error
    if base64.b64encode(data).decode() != text:
        raise Fault(what, where, f"no base64: {text[:40]!r}")
    return data


def parse_key(text: str) -> Key:
    """The key that a text such as NAME+ID+BASE64 names."""
    name, _, rest = text.partition("+")
    key = Key(name, unbase64(rest.partition("+")[2], "key", DOCUMENT)[1:])
    if str(key) != text or len(key.public) != 32:
        raise Fault("key", DOCUMENT, f"no key: {text[:120]!r}")
    return key


class Note(NamedTuple):
    """A signed note: its text, and of each signature the signer's name, key id and bytes."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]


def parse_note(data: bytes, what: str, where: str) -> Note:
    """What a note says; no signature is checked."""
    try:
        text, blank, lines = data[: MAX_NOTE + 1].decode().rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise Fault(what, where, "it is not UTF-8") from error
    if not blank or not lines.endswith("\n") or len(data) > MAX_NOTE:
        raise Fault(what, where, "it is no signed note")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        value = unbase64(parts[-1], what, where)
        if len(parts) != 3 or parts[0] != "\N{EM DASH}" or len(value) != 68:
            raise Fault(what, where, "a signature line is not written as it must be")
        signatures.append((parts[1], value[:4], value[4:]))
    return Note(text + "\n", signatures)


def root_of(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to; None when it has a wrong length (RFC 9162, section 2.1.3.2)."""
    place, last, node = index, size - 1, hashlib.sha256(b"\0" + leaf).digest()
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = hashlib.sha256(b"\1" + sibling + node).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + sibling).digest()
        place, last = place >> 1, last >> 1
    return node if last == 0 and 0 <= index < size else None


# --- What needs a library of ciphers is asked of openssl.


class Openssl:
    """Signatures and timestamps, checked by the openssl command. Another class may stand in for it."""

    def __init__(self) -> None:
        found = shutil.which("openssl")
        if found is None:
            raise Unable("openssl is not installed; it checks signatures and timestamps")
        self._program = found

    def _run(self, files: dict[str, bytes], *words: str) -> str | None:
        """None when openssl ends well, else the last line it says; {} in a word is the files' folder."""
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
            command = [self._program, *(word.replace("{}", folder) for word in words)]
            try:
                done = subprocess.run(command, capture_output=True, timeout=30, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise Unable(f"openssl does not run: {error}") from error
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        return None if done.returncode == 0 else (said.split("\n")[-1] or "openssl refuses it")

    def signed(self, key: Key, text: bytes, signature: bytes) -> bool:
        """Whether this is the key's Ed25519 signature of the text."""
        files = {"key.pub": key.pem, "text": text, "signature": signature}
        words = ("pkeyutl", "-verify", "-pubin", "-inkey", "{}/key.pub", "-rawin", "-in", "{}/text")
        return self._run(files, *words, "-sigfile", "{}/signature") is None

    def stamped(self, stamp: Stamp, roots: bytes | None) -> str | None:
        """Why a token's signature and chain do not hold at its own time; None when they do.

        Without roots nothing vouches for either: then there is nothing to ask.
        """
        if roots is None:
            return None
        files = {"token": stamp.token, "request": stamp.request, "roots": roots}
        words = ("ts", "-verify", "-queryfile", "{}/request", "-in", "{}/token", "-CAfile", "{}/roots")
        return self._run(files, *words, "-attime", str(stamp.seconds))


# --- Timestamps (RFC 3161): what a token says, read from its DER.

SHA256_OID, SIGNED_DATA, TST_INFO = (
    "0609608648016503040201",
    "06092a864886f70d010702",
    "060b2a864886f70d0109100104",
)
QUERY = bytes.fromhex("30430201013031300d060960864801650304020105000420")  # a request for a stamp of SHA-256


class Stamp(NamedTuple):
    """A token over a note: what was asked and answered, and the time it states, as text and since 1970."""

    token: bytes
    request: bytes
    note: bytes
    at: str
    seconds: int


def tlv(data: bytes, at: int = 0) -> tuple[int, int, int]:
    """Tag, begin and end of the content of the DER value at `at`."""
    tag, length, begin = data[at], data[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length, begin = int.from_bytes(data[begin : begin + count], "big"), begin + count
    if tag & 0x1F == 0x1F or begin + length > len(data):
        raise IndexError
    return tag, begin, begin + length


def parts_of(data: bytes) -> list[bytes]:
    """The DER values within a constructed one, each with its head."""
    _, at, end = tlv(data)
    parts = []
    while at < end:
        ends = tlv(data, at)[2]
        parts.append(data[at:ends])
        at = ends
    return parts


def content(data: bytes) -> bytes:
    _, begin, end = tlv(data)
    return data[begin:end]


def read_stamp(token: bytes, request: bytes, note: bytes, where: str) -> Stamp:
    """What a token says, held against the note and the request; its signature is not checked."""
    digest = hashlib.sha256(note).digest()
    if request[:56] != QUERY + digest or len(request) != 69 or request[56:58] != b"\2\x08":
        raise Fault("stamp", where, "what was asked is not a stamp of this checkpoint")
    try:
        if tlv(token)[2] != len(token):
            raise IndexError
        status, signed = parts_of(token)[:2]
        if int.from_bytes(content(parts_of(status)[0]), "big") != 0:
            raise Fault("stamp", where, "the authority did not grant it")
        kind, wrapped = parts_of(signed)
        inner = parts_of(content(wrapped))[2]
        kind_within, info = parts_of(inner)
        if kind.hex() != SIGNED_DATA or kind_within.hex() != TST_INFO:
            raise IndexError
        fields = parts_of(content(content(info)))
        algorithm, imprint = parts_of(fields[2])
        told = content(fields[4]).decode("ascii")
        nonces = [content(one) for one in fields[5:] if one[0] == 2]
    except (IndexError, ValueError) as error:
        raise Fault("stamp", where, "it is no timestamp answer") from error
    if parts_of(algorithm)[0].hex() != SHA256_OID or content(imprint) != digest:
        raise Fault("stamp", where, "it stamps something else: its digest is not that of the checkpoint")
    if nonces != [request[58:66]]:
        raise Fault("stamp", where, "it answers another request")
    found = re.fullmatch(r"(\d{14})(?:\.\d+)?Z", told)
    if found is None:
        raise Fault("stamp", where, f"its time is not written as it must be: {told[:40]!r}")
    try:
        moment = time.strptime(found.group(1), "%Y%m%d%H%M%S")
    except ValueError as error:
        raise Fault("stamp", where, f"its time is none: {told[:40]!r}") from error
    seconds = calendar.timegm(moment)
    if seconds > time.time() + CLOCKS:
        raise Fault("stamp", where, "its time is ahead of this machine's clock")
    return Stamp(token, request, note, time.strftime("%Y-%m-%dT%H:%M:%SZ", moment), seconds)


# --- WARC records and the pages in them.


class Record(NamedTuple):
    """A WARC record: fields by their names in small letters, the block, and the digest of head and block."""

    fields: dict[str, str]
    block: bytes
    sha256: str
    packed: int

    @property
    def id(self) -> str:
        return self.fields.get("warc-record-id", "").strip("<>").replace("urn:uuid:", "", 1)

    @property
    def uri(self) -> str:
        return self.fields.get("warc-target-uri", "").strip("<>")


def read_records(data: bytes) -> Iterator[Record]:
    """The records of a WARC file, one gzip member each."""
    at, total = 0, 0
    while at < len(data):
        where = f"{RECORDS} at byte {at}"
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            raw = engine.decompress(memoryview(data)[at:], MAX_RECORD + 1)
        except zlib.error as error:
            raise Fault("record", where, f"gzip: {error}") from error
        total += len(raw)
        if not engine.eof or total > MAX_TOTAL:
            raise Fault("record", where, "the gzip member has no end, or the record is too large")
        end = len(data) - len(engine.unused_data)
        yield _record(raw, end - at, where)
        at = end


def _record(raw: bytes, packed: int, where: str) -> Record:
    ends = [raw.find(mark) + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if mark in raw]
    if not raw.startswith(b"WARC/") or not ends:
        raise Fault("record", where, "it has no WARC head")
    begin = min(ends)
    fields: dict[str, str] = {}
    for line in raw[:begin].decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    told = fields.get("content-length", "")
    length = int(told) if re.fullmatch("[0-9]{1,12}", told) else -1
    if length < 0 or begin + length > len(raw) or raw[begin + length :].strip(b"\r\n"):
        raise Fault("record", where, "Content-Length is not that of the block")
    digest = hashlib.sha256(memoryview(raw)[: begin + length]).hexdigest()
    return Record(fields, raw[begin : begin + length], digest, packed)


def payload_of(record: Record) -> tuple[dict[str, str], bytes]:
    """Headers and payload of an HTTP answer, its transfer coding taken off; of another record, its block."""
    if record.fields.get("warc-type") != "response" or not record.block.startswith(b"HTTP/"):
        return {}, record.block
    block = record.block
    while re.match(rb"HTTP/\d\.\d 1(?!01)\d\d", block) and b"\r\n\r\n" in block:  # answers before the answer
        block = block.split(b"\r\n\r\n", 1)[1]
    found = re.search(rb"\r?\n\r?\n", block)
    head, payload = (block[: found.start()], block[found.end() :]) if found else (block, b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    if headers.get("transfer-encoding", "").lower().endswith("chunked"):
        payload = _dechunked(payload)
    return headers, payload


def _dechunked(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        newline = data.find(b"\n", at)
        digits = data[at:newline].split(b";")[0].strip()
        if newline < 0 or not re.fullmatch(b"[0-9A-Fa-f]{1,15}", digits) or int(digits, 16) == 0:
            return b"".join(parts)
        size = int(digits, 16)
        parts.append(data[newline + 1 : newline + 1 + size])
        at = newline + 1 + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1


def decoded(headers: dict[str, str], payload: bytes) -> bytes | None:
    """The payload without content coding; None when Python alone cannot take it off."""
    codings = [one.strip().lower() for one in headers.get("content-encoding", "").split(",")]
    codings = [one for one in codings if one not in ("", "identity")]
    if not codings:
        return payload[:MAX_PAGE]
    if len(codings) > 1 or codings[0] not in ("gzip", "x-gzip", "deflate"):
        return None
    tries = (zlib.MAX_WBITS | 16,) if codings[0] != "deflate" else (zlib.MAX_WBITS, -zlib.MAX_WBITS)
    for bits in tries:
        try:
            return zlib.decompressobj(bits).decompress(payload, MAX_PAGE)
        except zlib.error:
            continue
    return None


# What opens a stretch without text, and what ends it.
_SILENT = {"<!--": "-->", "<script": "</script>", "<style": "</style>"}


def bare(text: str) -> str:
    """A text for comparing: NFC, without white space and without what cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


def text_in(page: bytes, charset: str) -> str:
    """The text of a page, or of a piece of one, for comparing: what is between tags, no scripts, no styles."""
    try:
        markup = page.decode(charset, "replace")
    except LookupError:
        markup = page.decode("utf-8", "replace")
    small, parts, at = markup.lower(), [], 0
    while at < len(markup):
        tag = markup.find("<", at)
        tag = len(markup) if tag < 0 else tag
        parts.append(markup[at:tag])
        ends = next((end for begin, end in _SILENT.items() if small.startswith(begin, tag)), ">")
        found = small.find(ends, tag)
        at = len(markup) if found < 0 else found + len(ends)
    return bare(html.unescape("".join(parts)))


def charset_of(headers: dict[str, str], page: bytes) -> str:
    """The character set that header or page names."""
    told = re.search(r"charset=[\"']?([\w-]+)", headers.get("content-type", ""), re.I)
    found = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", page[:8192], re.I)
    return told.group(1) if told else found.group(1).decode("ascii") if found else "utf-8"


# --- The bundle.


class Bundle:
    """One bundle under check. `files` are its contents by name; `run` gives the report."""

    def __init__(self, backend: Any, roots: dict[str, bytes], key: str | None) -> None:
        self.report = Report()
        self._backend, self._roots, self._key = backend, roots, key
        self.files: dict[str, bytes] = {}
        self.keys: list[Key] = []
        self.records: dict[str, Record] = {}
        self._notes: dict[int, bytes] = {}  # checkpoints by size
        self._sizes: list[int | None] = []  # of each capture that of its checkpoint
        self._stamped: set[int] = set()
        self._trusted: set[int] = set()

    def run(self, path: str) -> Report:
        """Check everything; what fails first hides what depends on it, never anything else."""
        try:
            self._open(path)
            document = self._document(DOCUMENT)
            self._check_keys(document)
            self._check_records(document)
            for checkpoint in _list(document, "checkpoints"):
                self._try(self._check_checkpoint, checkpoint)
            for number, capture in enumerate(_list(document, "captures"), 1):
                self._try(self._check_capture, capture, number)
            for name in _list(document, "passages"):
                self._try(self._check_passage, name)
        except Fault as fault:
            self.report.fail(fault)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
            self.report.fail(Fault("document", DOCUMENT, f"{type(error).__name__}: {error}"))
        self.report.verdict = self._verdict()
        return self.report

    def _try(self, check: Any, *given: Any) -> None:
        try:
            check(*given)
        except Fault as fault:
            self.report.fail(fault)

    def _verdict(self) -> tuple[str, str]:
        if not self.report.ok:
            return ("الحزمة لا تصح", "the bundle does NOT hold")
        for sizes, arabic, english in (
            (self._trusted, "والختم الزمني صحيح", "timestamp ok"),
            (self._stamped, "وجذر الختم الزمني لم يُفحص", "timestamp root unchecked"),
        ):
            if self._sizes and all(size in sizes for size in self._sizes):
                return (f"السلامة ثابتة، {arabic}", f"integrity ok, {english}")
        if self._stamped.intersection(self._sizes):
            return (
                "السلامة ثابتة، وليس لكل التقاط ختم زمني",
                "integrity ok, not every capture has a timestamp",
            )
        return ("السلامة ثابتة، ولا ختم زمنياً", "integrity ok, no timestamp")

    def _open(self, path: str) -> None:
        """Take in the files, each as the manifest says."""
        before = None  # the bytes that stand before the manifest
        if os.path.isdir(path):
            self.files = _files_in(path)
            self.report.say("folder", holds=False)
        else:
            if os.path.getsize(path) > MAX_FILE:
                raise Unable(f"the file has more than {MAX_FILE} bytes")
            with open(path, "rb") as file:
                members = read_zip(file.read(MAX_FILE + 1))
            self.files = {one.name: unpack(one) for one in members}
            before = local_part(members[:-2])
        manifest = self._document(MANIFEST)
        if manifest.get("format") != FORMAT:
            raise Fault("document", MANIFEST, f"its format is not {FORMAT}")
        listed = {_text(one, "name"): one for one in _list(manifest, "members")}
        names, own = list(self.files), [*listed, MANIFEST, SIGNATURE]
        if sorted(names) != sorted(own) or (before is not None and names != own):
            odd = sorted(set(names) ^ set(own)) or ["order"]
            raise Fault("member", odd[0][:120], "the manifest does not list what is there, in this order")
        for name, one in listed.items():
            if _digest(self.files[name]) != (one["bytes"], one["sha256"]):
                raise Fault("member", name, f"it has {_digest(self.files[name])}, which is not listed")
        wanted = manifest["before"]
        if before is not None and _digest(before) != (wanted["bytes"], wanted["sha256"]):
            raise Fault("zip", "packed members", "the bytes before the manifest are not those that it names")
        self.report.checked["members"] = len(names)

    def _document(self, name: str) -> dict[str, Any]:
        """A JSON document of the bundle."""
        if name not in self.files:
            raise Fault("document", name, "it is not there")
        try:
            return read_json(self.files[name])
        except (ValueError, RecursionError) as error:
            raise Fault("document", name, f"no JSON object: {str(error)[:100]}") from error

    def _check_keys(self, document: dict[str, Any]) -> None:
        """The keys lead from one to the next, and the last has signed the manifest."""
        origin = _text(document, "origin")
        if document.get("format") != FORMAT:
            raise Fault("document", DOCUMENT, "its format is not that of the manifest")
        self.keys = [parse_key(str(one)) for one in _list(document, "keys")]
        if not self.keys or any(key.name != origin for key in self.keys):
            raise Fault("key", DOCUMENT, "a key has another name than the archive")
        for number, (old, new) in enumerate(zip(self.keys, self.keys[1:]), 1):  # noqa: B905
            name = f"keys/{number:04d}.note"
            note = parse_note(self.files.get(name, b""), "key", name)
            told = f"{origin}/keys\n{number}\n{old}\n{new}\n"
            if not note.text.startswith(told) or note.text.count("\n") != 5:
                raise Fault("key", name, "it does not name the key before and the key after it")
            self._signed(note, [old], "key", name)
            self._signed(note, [new], "key", name)
        last = self.keys[-1]
        if self.files.get("key.pub") != last.pem:
            raise Fault("key", "key.pub", "it is not the last of the archive's keys")
        digest = hashlib.sha256(self.files[MANIFEST]).hexdigest()
        note = parse_note(self.files[SIGNATURE], "signature", SIGNATURE)
        if note.text != f"{origin}/bundle\n{FORMAT}\n{digest}\n" or len(note.signatures) != 1:
            raise Fault("signature", SIGNATURE, "it does not name this manifest")
        self._signed(note, [last], "signature", SIGNATURE)
        self.report.say("issued", holds=True, origin=origin)
        self._compare_key(last)

    def _compare_key(self, last: Key) -> None:
        if self._key is None:
            self.report.say("key-unknown", holds=False, public=last)
        elif "".join(self._key.split()) not in [
            "".join(form.split()) for key in self.keys for form in (str(key), key.pem.decode())
        ]:
            raise Fault("key", "key.pub", "the key given with --key is none of this archive's keys")
        else:
            self.report.say("key-given", holds=True)

    def _signed(self, note: Note, keys: Sequence[Key], what: str, where: str) -> Key:
        """Which of the keys has signed the note."""
        for name, key_id, signature in note.signatures:
            for key in keys:
                if (name, key_id) == (key.name, key.id):
                    if self._backend.signed(key, note.text.encode(), signature):
                        return key
                    raise Fault(what, where, f"the signature of {key} does not hold")
        raise Fault(what, where, "it is not signed by the archive's key")

    def _check_records(self, document: dict[str, Any]) -> None:
        """The WARC file holds the records that are listed, in this order, and nothing else."""
        listed = [one for capture in _list(document, "captures") for one in _list(capture, "records")]
        found = list(read_records(self.files.get(RECORDS, b"")))
        if len(found) != len(listed):
            raise Fault("record", RECORDS, f"{len(found)} records, {len(listed)} are listed")
        for record, one in zip(found, listed):  # noqa: B905
            told = (_text(one, "id"), _text(one, "type"), _text(one, "sha256"))
            if (record.id, record.fields.get("warc-type"), record.sha256) != told:
                raise Fault(
                    "record", told[0][:80], "id, type or digest is not that of the record at its place"
                )
            if record.id in self.records:
                raise Fault("record", record.id[:80], "it is there twice")
            self.records[record.id] = record
            self.report.checked["records"] += 1

    def _check_capture(self, capture: dict[str, Any], number: int) -> None:
        """The capture's leaf commits to its records, and lies under the checkpoint."""
        record_id, url = _text(capture, "record_id"), _text(capture, "url")
        where = f"capture {number}, {record_id[:80]}"
        main = self.records.get(record_id)
        if main is None or main.uri != url:
            raise Fault("record", where, "its record is not there, or of another address")
        said = {"url": url, "at": capture["captured_at"]}
        self._sizes.append(capture["checkpoint"])
        if capture.get("proof") is None:
            self.report.say("no-proof", holds=False, why=capture.get("no_proof"), **said)
            return
        name = _text(capture, "proof")
        leaf, index, size = self._check_proof(name)
        if (index, size) != (capture["leaf_index"], capture["checkpoint"]):
            raise Fault("proof", name, "it is of another leaf or checkpoint than bundle.json says")
        parts = {part["id"]: part["sha256"] for part in leaf.values() if isinstance(part, dict)}
        for one in _list(capture, "records"):
            if parts.get(one["id"]) != self.records[one["id"]].sha256:
                raise Fault("leaf", name, f"it does not name the record {one['id'][:80]} with its digest")
        if record_id not in parts or str(leaf.get("captured_at")) != capture["captured_at"]:
            raise Fault("leaf", name, "it is of another capture, or of another time")
        told = main.fields.get("warc-date", "")
        if told[:19] != capture["captured_at"][:19]:
            raise Fault("leaf", name, f"the record's own date is {told[:40]!r}")
        salt = capture.get("leaf_salt")
        if leaf.get("url_sha256") is not None and salt is not None:
            found = hashlib.sha256((str(salt) + url).encode()).hexdigest()
            if found != leaf["url_sha256"]:
                raise Fault("leaf", name, "its salted digest is not that of the address")
        self.report.say("logged", holds=True, index=index, size=size, **said)

    def _check_proof(self, name: str) -> tuple[dict[str, Any], int, int]:
        """The leaf of a proof, its number and the checkpoint's size, once the path led to the root."""
        head, blank, rest = self.files.get(name, b"").partition(b"\n\n")
        lines = head.decode("ascii", "replace").split("\n")
        if not blank or lines[0] != "c2sp.org/tlog-proof@v1" or len(lines) < 3 or len(lines) > 70:
            raise Fault("proof", name, "it is no proof")
        leaf = unbase64(lines[1].replace("extra ", "", 1), "proof", name)
        if not re.fullmatch("index [0-9]{1,18}", lines[2]):
            raise Fault("proof", name, "it has no index")
        index = int(lines[2][6:])
        path = [unbase64(line, "proof", name) for line in lines[3:]]
        _, size, root = self._checkpoint(rest, name)
        if any(len(node) != 32 for node in path) or root_of(leaf, index, size, path) != root:
            raise Fault("proof", name, "the path does not lead from the leaf to the checkpoint's root")
        if self._notes.get(size) != rest:
            raise Fault("proof", name, "its checkpoint is none of those in checkpoints/")
        self.report.checked["proofs"] += 1
        try:
            return read_json(leaf), index, size
        except (ValueError, RecursionError) as error:
            raise Fault("leaf", name, "the leaf is no JSON object") from error

    def _checkpoint(self, note: bytes, where: str) -> tuple[Note, int, bytes]:
        parsed = parse_note(note, "checkpoint", where)
        lines = parsed.text.split("\n")
        if len(lines) != 4 or lines[0] != self.keys[-1].name or not re.fullmatch("[0-9]{1,18}", lines[1]):
            raise Fault("checkpoint", where, "it is no checkpoint of this archive's log")
        return parsed, int(lines[1]), unbase64(lines[2], "checkpoint", where)

    def _check_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """The checkpoint is signed by one of the archive's keys, and its stamps are stamps of it."""
        name = _text(checkpoint, "note")
        data = self.files.get(name, b"")
        note, size, root = self._checkpoint(data, name)
        if (size, root.hex()) != (checkpoint["size"], checkpoint["root"]):
            raise Fault("checkpoint", name, "size or root is not what bundle.json says")
        self._signed(note, self.keys, "checkpoint", name)
        self._notes[size] = data
        self.report.checked["checkpoints"] += 1
        for one in _list(checkpoint, "stamps"):
            self._try(self._check_stamp, one, data, size)
        if not checkpoint["stamps"]:
            self.report.say("no-stamp", holds=False, size=size)

    def _check_stamp(self, one: dict[str, Any], note: bytes, size: int) -> None:
        name, authority = _text(one, "token"), _text(one, "authority")
        token, request = self.files.get(name, b""), self.files.get(_text(one, "request"), b"")
        if len(token) > MAX_TOKEN:
            raise Fault("stamp", name, "it is too large for a token")
        stamp = read_stamp(token, request, note, name)
        if stamp.at != one["at"]:
            raise Fault("stamp", name, f"its time is {stamp.at}, bundle.json says {str(one['at'])[:40]}")
        roots = self._roots.get(authority, self._roots.get(""))
        problem = self._backend.stamped(stamp, roots)
        if problem is not None:
            raise Fault("stamp", name, problem[:300])
        self.report.checked["stamps"] += 1
        self._stamped.add(size)
        if roots is not None:
            self._trusted.add(size)
        key = "no-roots" if roots is None else "stamped"
        self.report.say(key, holds=roots is not None, size=size, at=stamp.at, authority=authority)

    def _check_passage(self, name: str) -> None:
        """The passage stands in the article's text, and the article names a record of the bundle."""
        passage = self._document(str(name))
        article = self._document(_text(passage, "article"))
        capture = article["capture"]
        record = self.records.get(capture["record_id"])
        if record is None:
            raise Fault(
                "passage", str(name), "the record that its article was read from is not in the bundle"
            )
        digest = hashlib.sha256(article["body"].encode("utf-8", "replace")).hexdigest()
        if article["body_digest"] != "sha256:" + digest:
            raise Fault("passage", _text(passage, "article"), "the body is not the one that its digest names")
        headers, payload = payload_of(record)
        told = capture.get("payload_digest")
        known = record.fields.get("warc-type") == "response" and str(told).startswith("sha256:")
        if known and told != "sha256:" + hashlib.sha256(payload).hexdigest():
            raise Fault("passage", _text(passage, "article"), "the payload digest is not the record's")
        self.report.checked["passages"] += 1
        quote = passage.get("quote")
        if quote is None:
            return
        field = quote.get("field", "body")
        text = article["title"] if field == "title" else article["body"]
        for one in [quote, *(quote.get("parts") or [])]:
            if text[one["start"] : one["end"]] != one["exact"]:
                raise Fault("passage", str(name), f"characters {one['start']} to {one['end']} are others")
        _check_selectors(passage, quote, str(name))
        self._look_up(quote, headers, payload, str(name))

    def _look_up(self, quote: dict[str, Any], headers: dict[str, str], payload: bytes, name: str) -> None:
        """Find the quote in the page itself: at the bytes that are named, else anywhere."""
        page, exact = decoded(headers, payload), bare(quote["exact"])
        shown = f"{quote['exact'][:60]}…" if len(quote["exact"]) > 60 else quote["exact"]
        ranges = (quote.get("html") or {}).get("ranges")
        if page is None:
            self.report.say("coding", holds=False)
            return
        charset = charset_of(headers, page)
        if ranges:
            if quote["html"].get("sha256") != "sha256:" + hashlib.sha256(page).hexdigest():
                raise Fault(
                    "passage", name, "the page without content coding is not the one that was measured"
                )
            pieces = [text_in(page[one["start"] : one["end"]], charset) for one in ranges]
            if "".join(pieces) != exact:
                raise Fault("passage", name, "the text at the bytes of the page is not the quote")
            spans = ", ".join(f"{one['start']}-{one['end']}" for one in ranges)
            self.report.say("at-bytes", holds=True, spans=spans, quote=shown)
        elif exact and exact in text_in(page, charset):
            self.report.say("in-page", holds=True, quote=shown)
        else:
            self.report.say("not-in-page", holds=False, quote=shown)


def _check_selectors(passage: dict[str, Any], quote: dict[str, Any], name: str) -> None:
    """The Web Annotation says the same as the quote."""
    keys = {"TextQuoteSelector": ("exact", "prefix", "suffix"), "TextPositionSelector": ("start", "end")}
    selectors = {one["type"]: one for one in passage["annotation"]["target"]["selector"]}
    for kind, wanted in keys.items():
        if any(selectors[kind][key] != quote[key] for key in wanted):
            raise Fault("passage", name, f"its {kind} says something else")


def _files_in(folder: str) -> dict[str, bytes]:
    """The files below a folder, by their names in the bundle."""
    files: dict[str, bytes] = {}
    total = 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        for path in sorted(os.path.join(place, name) for name in names):
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            total += os.path.getsize(path)
            if not os.path.isfile(path) or os.path.islink(path):
                raise Fault("member", name, "it is no plain file")
            if total > MAX_TOTAL or len(files) >= MAX_MEMBERS:
                raise Fault("member", name, "the folder holds too much")
            with open(path, "rb") as file:
                files[name] = file.read(MAX_MEMBER)
    return files


def _digest(data: bytes) -> tuple[int, str]:
    return len(data), hashlib.sha256(data).hexdigest()


def read_json(data: bytes) -> dict[str, Any]:
    """The JSON object that the bytes are. Raises ValueError or RecursionError."""
    if len(data) > MAX_JSON:
        raise ValueError("too large")
    document = json.loads(data.decode("utf-8"), parse_int=_whole)
    if not isinstance(document, dict):
        raise ValueError("no object")
    return document


def _whole(digits: str) -> int:
    if len(digits) > 20:  # Python before 3.11 takes the square of their number to read them
        raise ValueError("a number is too long")
    return int(digits)


def _list(document: dict[str, Any], key: str) -> list[Any]:
    found = document.get(key)
    if not isinstance(found, list):
        raise Fault("document", key, "a list is missing")
    return found


def _text(document: dict[str, Any], key: str) -> str:
    found = document.get(key)
    if not isinstance(found, str):
        raise Fault("document", key, "a text is missing")
    return found


def check(
    path: str, *, roots: dict[str, bytes] | None = None, key: str | None = None, backend: Any = None
) -> Report:
    """The report on the bundle at `path`. Raises Unable or OSError when it cannot be checked.

    `roots` are PEM certificates by the name of the authority; those under "" are for every other one.
    """
    return Bundle(backend or Openssl(), roots or {}, key).run(path)


# --- As a program.


def shown(text: str) -> str:
    """A text on one line, controls and direction marks as escapes: it comes from whoever made the bundle."""
    odd = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in odd else c for c in text)


def lines_of(report: Report) -> Iterator[str]:
    """The report for a reader, each statement in Arabic, then in English."""
    for sign, pairs in (("✓", report.facts), ("–", report.unchecked)):
        yield from (f"{sign} {arabic}\n  {english}" for arabic, english in pairs)
    for one in report.failures:
        arabic, english = WHAT[one["what"]]
        yield f"✗ {arabic}: {one['where']}\n  {english}: {one['where']}: {one['detail']}"
    yield f"النتيجة: {report.verdict[0]}\nResult: {report.verdict[1]}"


def main(words: Sequence[str] | None = None, own: str | None = None) -> int:
    """Run with command-line words; `own` is the bundle that this script stands in, if it stands in one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given: list[str] = []
    options: dict[str, list[str]] = {"--roots": [], "--key": [], "--json": []}
    rest = list(sys.argv[1:] if words is None else words)
    while rest:
        word = rest.pop(0)
        if word in options:
            options[word].append(rest.pop(0) if word != "--json" and rest else "")
        elif word.startswith("-"):
            given.clear()
            own, rest = None, []
        else:
            given.append(word)
    paths = given or ([own] if own else [])
    if len(paths) != 1:
        print(__doc__)
        return 2
    try:
        roots = dict(named_roots(text) for text in options["--roots"])
        key = _read(options["--key"][-1]).decode("utf-8", "replace") if options["--key"] else None
        report = check(paths[0], roots=roots, key=key)
    except (Unable, OSError) as error:
        print(f"تعذّر الفحص: {error}\nIt could not be checked: {error}", file=sys.stderr)
        return 2
    if options["--json"]:
        print(json.dumps(report.document(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(part for text in lines_of(report) for part in map(shown, text.split("\n"))))
    return 0 if report.ok else 1


def named_roots(text: str) -> tuple[str, bytes]:
    """The name of an authority, "" for all, and the certificates for it: of `roots.pem` or NAME=roots.pem."""
    name, equals, path = text.partition("=")
    return (name, _read(path)) if equals and not os.path.exists(text) else ("", _read(text))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(16 * MEBIBYTE)


def _own() -> str | None:
    """The bundle around this script: the zip that it is run from, or the folder that it was unpacked in."""
    around = os.path.dirname(os.path.abspath(__file__))
    return around if os.path.isfile(around) or os.path.isfile(os.path.join(around, MANIFEST)) else None


if __name__ == "__main__":
    sys.exit(main(own=_own()))
