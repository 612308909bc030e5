#!/usr/bin/env python3
"""Check an evidence bundle of Warraq (warraq-bundle/1): Python 3.8 or newer, OpenSSL 3, no network.

    python3 FILE.zip              the bundle checks itself
    python3 verify.py FILE.zip    this script, from elsewhere, checks a bundle
    --roots [NAME=]roots.pem      certificates of the time-stamping authorities (or of one), got from these
    --key key.pub                 the archive's public key, got from where it is published
    --json                        the result as one JSON document

Exit code: 0 everything that was checked holds, 1 something does not, 2 it could not be checked.
A copy of this file stands in every bundle. It is a convenience: whoever makes a bundle could change it too.
For a judgement of your own take it from Warraq, or follow the steps of docs/bundle.md by other means.
"""

# One file, so that it can be handed on; the copy in a bundle lacks docstrings, comments and annotations.

from __future__ import annotations

import base64
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
MAX_FILE = MAX_MEMBER = MAX_RECORD = 64 * MEBIBYTE
MAX_TOTAL, MAX_TEXT, MAX_MEMBERS = 192 * MEBIBYTE, 16 * MEBIBYTE, 10_000
CLOCKS = 300  # seconds that an authority's clock may be ahead of this machine's
STEP = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}"
NAME = re.compile(f"(?:{STEP}/){{0,3}}{STEP}")

# What may fail, in Arabic and English.
WHAT = {
    "zip": ("ملف zip ليس كما كُتب", "the zip file is not as it was written"),
    "member": ("ملف في الحزمة ليس ما وُقّع عليه", "a file of the bundle is not what was signed"),
    "signature": ("توقيع الحزمة لا يصح", "the bundle's signature does not hold"),
    "key": ("مفاتيح الأرشيف لا يصح تسلسلها", "the archive's keys do not follow from one another"),
    "document": ("وثيقة ليست بالصيغة المقررة", "a document is not written as it must be"),
    "record": ("سجل WARC ليس ما تذكره الحزمة", "a WARC record is not what the bundle says"),
    "leaf": ("الورقة لا تشهد لسجلات الالتقاط", "the leaf does not commit to the capture's records"),
    "proof": (
        "برهان الاحتواء لا يقود إلى نقطة التثبيت",
        "the inclusion proof does not lead to the checkpoint",
    ),
    "checkpoint": ("نقطة التثبيت لا تصح", "the checkpoint does not hold"),
    "stamp": ("الختم الزمني لا يصح", "the timestamp does not hold"),
    "passage": ("الاقتباس ليس في النص كما تذكر الحزمة", "the passage is not in the text as the bundle says"),
}

# What is said of a bundle: what holds, and what was left open.
SAID = {
    "issued": ("كل ملف كما أصدره حائز مفتاح {0}", "every file is as the holder of the key of {0} issued it"),
    "key-given": ("المفتاح هو المعطى", "the key is the one given"),
    "key-unknown": (
        "لم يُقارن المفتاح بمفتاح من مكان آخر (--key): {0}",
        "the key was not compared with one got elsewhere (--key): {0}",
    ),
    "logged": (
        "السجلات كما دخلت سجل الالتقاط، الورقة {0} تحت نقطة التثبيت {1}: {2} ({3})",
        "the records are as they entered the capture log, leaf {0} of checkpoint {1}: {2} ({3})",
    ),
    "no-proof": ("بلا برهان ({0}): {1} ({2})", "no proof ({0}): {1} ({2})"),
    "stamped": (
        "نقطة التثبيت {0} كانت موجودة عند {1}، تشهد بذلك {2}",
        "checkpoint {0} existed at {1}: {2} vouches for it",
    ),
    "no-roots": (
        "تقول {2} إن نقطة التثبيت {0} كانت موجودة عند {1}: لم تُفحص جذورها (--roots)",
        "{2} says that checkpoint {0} existed at {1}: its roots were not checked (--roots)",
    ),
    "no-stamp": (
        "لا ختم زمنياً على نقطة التثبيت {0}: تثبت الترتيب لا الوقت",
        "checkpoint {0} has no timestamp: it proves order, not time",
    ),
    "at-bytes": ("الاقتباس في بايتات الصفحة {0}: {1}", "the quote stands at bytes {0} of the page: {1}"),
    "in-page": ("الاقتباس في نص الصفحة: {0}", "the quote stands in the text of the page: {0}"),
    "not-in-page": (
        "الاقتباس كما قرأه ورّاق، ولم تجده قراءة بسيطة للصفحة: {0}",
        "the quote is as Warraq read it; a plain reading of the page does not show it: {0}",
    ),
    "coding": (
        "الصفحة أطول مما يُقرأ، أو لا تفك بايثون وحدها ضغطها",
        "the page is too long, or Python alone cannot take off its content coding",
    ),
}
VERDICTS = {
    "fails": ("الحزمة لا تصح", "the bundle does NOT hold"),
    "stamped": ("السلامة ثابتة، والختم الزمني صحيح", "integrity ok, timestamp ok"),
    "no-roots": ("السلامة ثابتة، وجذر الختم الزمني لم يُفحص", "integrity ok, timestamp root unchecked"),
    "partly": ("السلامة ثابتة، ولبعضها ختم زمني", "integrity ok, not every capture has a timestamp"),
    "no-stamp": ("السلامة ثابتة، ولا ختم زمنياً", "integrity ok, no timestamp"),
}


class Fault(Exception):
    """Something that does not hold: a key of WHAT, where, and what was found."""

    def __init__(self, what: str, where: str, detail: str = "") -> None:
        super().__init__(what, where, detail)


class Unable(Exception):
    """The check cannot be made here: no openssl, no such file."""


def need(holds: object, what: str, where: str, detail: str = "") -> None:
    """Raise the Fault unless something holds."""
    if not holds:
        raise Fault(what, where, detail)


class Report:
    """What came of a check: `facts` are statements (Arabic, English) that hold, `unchecked` are left open."""

    def __init__(self) -> None:
        self.checked = dict.fromkeys(("members", "records", "proofs", "checkpoints", "stamps", "passages"), 0)
        self.failures: list[dict[str, str]] = []
        self.facts: list[tuple[str, str]] = []
        self.unchecked: list[tuple[str, str]] = []
        self.verdict = VERDICTS["fails"]

    @property
    def ok(self) -> bool:
        return not self.failures

    def say(self, key: str, holds: bool, *values: object) -> None:
        """Note a statement of SAID: one that holds, or one that is left open."""
        arabic, english = (text.format(*values) for text in SAID[key])
        (self.facts if holds else self.unchecked).append((arabic, english))

    def fail(self, fault: Fault) -> None:
        self.failures.append(dict(zip(("what", "where", "detail"), fault.args)))  # noqa: B905

    def document(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "verdict": dict(zip(("ar", "en"), self.verdict)),  # noqa: B905
            "checked": self.checked,
            "failures": self.failures,
            "unchecked": [english for _, english in self.unchecked],
            "facts": [english for _, english in self.facts],
        }


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# The zip file: every byte of it follows from names, methods and packed contents.

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
    entries, offset = [], 0
    for one in members:
        name = one.name.encode("ascii")
        sizes = (one.crc, len(one.packed), one.size, len(name), 0, 0, 0, 0, MODE, offset)
        entries.append(CENTRAL.pack(b"PK\1\2", 3 << 8 | 20, 20, 0, one.method, 0, EPOCH, *sizes) + name)
        offset += LOCAL.size + len(name) + len(one.packed)
    directory, count = b"".join(entries), len(members)
    end = END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((local_part(members), directory, end))


def read_zip(data: bytes) -> list[Member]:
    """The members of a zip file, which must be the one that `whole_zip` makes of them."""
    end = len(data) - END.size
    need(end >= 0 and data[end : end + 4] == b"PK\5\6", "zip", "its end")
    count, length, at = END.unpack(data[end:])[4:7]
    need(0 < count <= MAX_MEMBERS and at + length == end, "zip", "its end")
    members, begin, total = [], 0, 0
    for _ in range(count):
        where = f"byte {at}"
        need(at + CENTRAL.size <= end, "zip", where)
        fields = CENTRAL.unpack_from(data, at)
        method, (crc, packed, size, named) = fields[4], fields[7:11]
        name = data[at + CENTRAL.size : at + CENTRAL.size + named].decode("latin-1")
        start, total = begin + LOCAL.size + named, total + size
        need(NAME.fullmatch(name), "zip", where, "a name that is not allowed")
        need(size <= MAX_MEMBER and total <= MAX_TOTAL, "zip", where, "it would be too large")
        need(method in (STORED, DEFLATED) and start + packed <= end, "zip", where)
        members.append(Member(name, method, data[start : start + packed], crc, size))
        at, begin = at + CENTRAL.size + named, start + packed
    need(len({one.name.lower() for one in members}) == count, "zip", "names", "one is there twice")
    wanted = whole_zip(members)
    if wanted != data:
        pairs = enumerate(zip(wanted, data))  # noqa: B905
        place = next((n for n, (a, b) in pairs if a != b), min(len(wanted), len(data)))
        raise Fault("zip", f"byte {place}", "a header is odd, or bytes are between the files")
    return members


def unpack(member: Member) -> bytes:
    """The content of a member, never more than its header says."""
    content = member.packed
    if member.method == DEFLATED:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = engine.decompress(member.packed, member.size + 1)
        except zlib.error as error:
            raise Fault("zip", member.name, str(error)) from error
        need(engine.eof and not engine.unused_data, "zip", member.name, "its packed bytes end elsewhere")
    need(len(content) == member.size and zlib.crc32(content) == member.crc, "zip", member.name, "checksum")
    return content


def read_json(data: bytes, what: str, where: str) -> dict[str, Any]:
    """The JSON object that the bytes are."""
    try:
        document = json.loads(data[: MAX_TEXT + 1].decode("utf-8"), parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise Fault(what, where, str(error)[:100]) from error
    need(isinstance(document, dict) and len(data) <= MAX_TEXT, what, where)
    found: dict[str, Any] = document
    return found


def _whole(digits: str) -> int:
    if len(digits) > 20:  # Python before 3.11 takes the square of their number to read them
        raise ValueError("a number is too long")
    return int(digits)


# Signed notes, keys and the Merkle tree (C2SP signed-note, tlog-checkpoint, tlog-proof; RFC 6962).


class Key(NamedTuple):
    """A public key under its name: 32 bytes of Ed25519."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n\1" + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"

    @property
    def pem(self) -> bytes:
        """As openssl reads it: SubjectPublicKeyInfo of RFC 8410."""
        der = bytes.fromhex("302a300506032b6570032100") + self.public
        return b"-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n" % base64.b64encode(der)


def unbase64(text: str, what: str, where: str) -> bytes:
    """Decoded base64, of the one spelling that encoding gives it."""
    try:
        data = base64.b64decode(text)
    except ValueError as error:
        raise Fault(what, where, "no base64") from error
    need(base64.b64encode(data).decode() == text, what, where, "no base64")
    return data


def parse_key(text: str) -> Key:
    """The key that a text such as NAME+ID+BASE64 names."""
    name, *_, value = text.split("+", 2)
    key = Key(name, unbase64(value, "key", DOCUMENT)[1:])
    need(str(key) == text and len(key.public) == 32, "key", DOCUMENT)
    return key


class Note(NamedTuple):
    """A signed note: its text, and of each signature the signer's name, key id and bytes."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]


def parse_note(data: bytes, what: str, where: str) -> Note:
    """What a note says; no signature is checked."""
    text, blank, lines = data[:65536].decode("utf-8", "replace").rpartition("\n\n")
    need(blank and lines.endswith("\n") and (text + blank + lines).encode() == data, what, where, "no note")
    signatures = []
    for line in lines[:-1].split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        value = unbase64(encoded, what, where)
        need(dash == "\N{EM DASH}" and len(value) == 68, what, where, "a signature line")
        signatures.append((name, value[:4], value[4:]))
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
    return node if last == 0 and index < size else None


class Openssl:
    """Signatures and timestamps, checked by the openssl command. Another class may stand in for it."""

    def __init__(self) -> None:
        self._program = shutil.which("openssl") or ""
        if not self._program:
            raise Unable("openssl is not installed")

    def _run(self, words: str, **files: bytes) -> str | None:
        """None when openssl ends well, else what it says; the files stand where it runs."""
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
            command = [self._program, *words.split()]
            try:
                done = subprocess.run(command, cwd=folder, capture_output=True, timeout=30, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise Unable(f"openssl: {error}") from error
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
        return None if done.returncode == 0 else said[-200:] or "openssl"

    def signed(self, key: Key, text: bytes, signature: bytes) -> bool:
        """Whether this is the key's Ed25519 signature of the text."""
        words = "pkeyutl -verify -pubin -inkey key -rawin -in text -sigfile signature"
        return self._run(words, key=key.pem, text=text, signature=signature) is None

    def stamped(self, stamp: Stamp, roots: bytes | None) -> str | None:
        """Why a token's signature and chain do not hold at its own time; None when they do.

        Without roots nothing vouches for either: then there is nothing to ask.
        """
        if roots is None:
            return None
        words = f"ts -verify -queryfile request -in token -CAfile roots -attime {stamp.seconds}"
        return self._run(words, token=stamp.token, request=stamp.request, roots=roots)


# Timestamps (RFC 3161): what a token says, read from its DER.

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


def tlv(data: bytes, at: int = 0) -> tuple[int, int]:
    """Begin and end of the content of the DER value at `at`."""
    length, begin = data[at + 1], at + 2
    if length & 0x80:
        begin += length & 0x7F
        length = int.from_bytes(data[at + 2 : begin], "big")
    if begin + length > len(data):
        raise IndexError
    return begin, begin + length


def parts_of(data: bytes) -> list[bytes]:
    """The DER values within a constructed one, each with its head."""
    at, end = tlv(data)
    parts = []
    while at < end:
        ends = tlv(data, at)[1]
        parts.append(data[at:ends])
        at = ends
    return parts


def inside(data: bytes) -> bytes:
    begin, end = tlv(data)
    return data[begin:end]


def read_stamp(token: bytes, request: bytes, note: bytes, where: str) -> Stamp:
    """What a token says, held against the note and the request; its signature is not checked."""
    imprint = hashlib.sha256(note).digest()
    asked = request[:58] == QUERY + imprint + b"\2\x08" and len(request) == 69
    need(asked, "stamp", where, "what was asked is not a stamp of this checkpoint")
    try:
        need(tlv(token)[1] == len(token), "stamp", where, "it holds more than an answer")
        status, signed = parts_of(token)
        need(not any(inside(parts_of(status)[0])), "stamp", where, "the authority did not grant it")
        kind, wrapped = parts_of(signed)
        kind_within, info = parts_of(parts_of(inside(wrapped))[2])
        fields = parts_of(inside(inside(info)))
        algorithm, stamped = parts_of(fields[2])
        nonces = [inside(one) for one in fields[5:] if one[0] == 2]
        moment = time.strptime(inside(fields[4])[:14].decode(), "%Y%m%d%H%M%S")
    except (IndexError, ValueError) as error:
        raise Fault("stamp", where, "it is no timestamp answer") from error
    found = (kind.hex(), kind_within.hex(), parts_of(algorithm)[0].hex())
    need(found == (SIGNED_DATA, TST_INFO, SHA256_OID), "stamp", where, "it is no timestamp answer")
    need(inside(stamped) == imprint, "stamp", where, "its digest is not that of the checkpoint")
    need(nonces == [request[58:66]], "stamp", where, "it answers another request")
    seconds = calendar.timegm(moment)
    need(seconds <= time.time() + CLOCKS, "stamp", where, "its time is ahead of this machine's clock")
    return Stamp(token, request, note, time.strftime("%Y-%m-%dT%H:%M:%SZ", moment), seconds)


# WARC records and the pages in them.


class Record(NamedTuple):
    """A WARC record: fields by their names in small letters, the block, the digest of head and block."""

    fields: dict[str, str]
    block: bytes
    sha256: str

    @property
    def id(self) -> str:
        return re.sub("^<urn:uuid:|>$", "", self.fields.get("warc-record-id", ""))

    @property
    def uri(self) -> str:
        """The page's address, also of what was made of it: a text, a picture."""
        return re.sub("^<|^urn:warraq:[a-z-]+:|>$", "", self.fields.get("warc-target-uri", ""))


def fields_in(head: str) -> dict[str, str]:
    """Header fields by their names in small letters, the first of each."""
    pairs = (line.partition(":") for line in reversed(head.split("\n")[1:]))
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def read_records(data: bytes) -> Iterator[Record]:
    """The records of a WARC file, one gzip member each."""
    at = total = 0
    while at < len(data):
        where = f"{RECORDS} at byte {at}"
        engine, parts, size = zlib.decompressobj(zlib.MAX_WBITS | 16), [], 0
        try:
            while not engine.eof and at < len(data) and size <= MAX_RECORD:
                piece = data[at : at + 65536]
                parts.append(engine.decompress(piece, MAX_RECORD + 1 - size))
                size += len(parts[-1])
                at += len(piece) - len(engine.unused_data) - len(engine.unconsumed_tail)
        except zlib.error as error:
            raise Fault("record", where, str(error)) from error
        raw, total = b"".join(parts), total + size
        need(engine.eof and total <= MAX_TOTAL, "record", where, "it has no end, or is too large")
        head = re.match(rb"WARC/.*?\r?\n\r?\n", raw[:MEBIBYTE], re.S)
        fields = fields_in(head.group().decode("utf-8", "replace")) if head else {}
        begin, told = head.end() if head else 0, fields.get("content-length", "")
        end = begin + int(told) if re.fullmatch("[0-9]{1,12}", told) else -1
        need(head and 0 <= end <= len(raw) and not raw[end:].strip(b"\r\n"), "record", where, "its length")
        yield Record(fields, raw[begin:end], digest(raw[:end]))


def payload_of(record: Record) -> tuple[dict[str, str], bytes]:
    """Headers and payload of an HTTP answer, its transfer coding taken off; of another record, its block."""
    block = record.block
    if record.fields.get("warc-type") != "response":
        return {}, block
    for _ in range(10):  # answers before the answer
        if re.match(rb"HTTP/\S+ 1(?!01)\d\d", block) and b"\n\r\n" in block:
            block = block.split(b"\n\r\n", 1)[1]
    head, *rest = re.split(rb"\r?\n\r?\n", block, maxsplit=1)
    headers, payload = fields_in(head.decode("latin-1")), b"".join(rest)
    if headers.get("transfer-encoding", "").lower().endswith("chunked"):
        parts: list[bytes] = []
        at = 0
        while True:
            size = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,15})[^\n]*\n").match(payload, at)
            if size is None or int(size.group(1), 16) == 0:
                return headers, b"".join(parts)
            at = size.end() + int(size.group(1), 16)
            parts.append(payload[size.end() : at])
    return headers, payload


def decoded(headers: dict[str, str], payload: bytes) -> bytes | None:
    """The payload without content coding; None when Python alone cannot take it off, or it is too large."""
    coding = headers.get("content-encoding", "identity").lower()
    if coding == "identity":
        return payload if len(payload) < MAX_TEXT else None
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            page = zlib.decompressobj(bits).decompress(payload, MAX_TEXT)
        except zlib.error:
            continue
        if re.fullmatch("(x-)?gzip|deflate", coding) and len(page) < MAX_TEXT:
            return page
    return None


# What opens a stretch without text, and what ends it.
SILENT = {"<!--": "-->", "<script": "</script>", "<style": "</style>", "<": ">"}


def text_in(page: bytes, charset: str) -> str:
    """The text of a page, or of a piece of one, for comparing: between tags, no scripts or styles."""
    try:
        markup = page.decode(charset, "replace")
    except LookupError:
        markup = page.decode("utf-8", "replace")
    small, parts, at = markup.translate({n: n + 32 for n in range(65, 91)}), [], 0
    while at < len(markup):
        tag = markup.find("<", at) % (len(markup) + 1)  # without one, the end
        parts.append(markup[at:tag])
        ends = next((end for begin, end in SILENT.items() if small.startswith(begin, tag)), ">")
        found = small.find(ends, tag)
        at = len(markup) if found < 0 else found + len(ends)
    return bare(html.unescape("".join(parts)))


def bare(text: str) -> str:
    """A text for comparing: NFC, without white space and without what cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


def charset_of(headers: dict[str, str], page: bytes) -> str:
    """The character set that header or page names."""
    told = headers.get("content-type", "") + page[:8192].decode("latin-1")
    found = re.search(r"charset=[\"']?([\w-]+)", told, re.I)
    return found.group(1) if found else "utf-8"


class Bundle:
    """One bundle under check. `files` are its contents by name; `run` gives the report."""

    def __init__(self, backend: Any, roots: dict[str, bytes], key: str | None) -> None:
        self.report = Report()
        self._backend, self._roots, self._key = backend, roots, key
        self.files: dict[str, bytes] = {}
        self.keys: list[Key] = []
        self.records: dict[str, Record] = {}
        self._left = 2 * MAX_TOTAL  # how much may still be read of documents and pages
        self._notes: dict[int, bytes] = {}  # checkpoints by size
        self._sizes: list[int | None] = []  # of each capture that of its checkpoint
        self._stamps: dict[str, set[int | None]] = {"stamped": set(), "no-roots": set()}

    def run(self, path: str) -> Report:
        """Check everything; what fails first hides what depends on it, never anything else."""
        try:
            self._open(path)
            document = self._json(DOCUMENT)
            self._check_keys(document)
            self._check_records(document)
            for check, key in (
                (self._check_checkpoint, "checkpoints"),
                (self._check_capture, "captures"),
                (self._check_passage, "passages"),
            ):
                for one in document[key]:
                    self._try(check, one)
        except Fault as fault:
            self.report.fail(fault)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            self.report.fail(Fault("document", DOCUMENT, f"{type(error).__name__}: {str(error)[:100]}"))
        if self.report.ok:
            self.report.verdict = VERDICTS[self._verdict()]
        return self.report

    def _try(self, check: Any, *given: Any) -> None:
        try:
            check(*given)
        except Fault as fault:
            self.report.fail(fault)

    def _verdict(self) -> str:
        for key, sizes in self._stamps.items():
            if self._sizes and sizes.issuperset(self._sizes):
                return key
            self._stamps["no-roots"] |= sizes
        return "partly" if self._stamps["no-roots"].intersection(self._sizes) else "no-stamp"

    def _open(self, path: str) -> None:
        """Take in the files, each as the manifest says."""
        if os.path.getsize(path) > MAX_FILE:
            raise Unable(f"more than {MAX_FILE} bytes")
        with open(path, "rb") as file:
            members = read_zip(file.read(MAX_FILE + 1))
        self.files = {one.name: unpack(one) for one in members}
        manifest = self._json(MANIFEST)
        need(manifest["format"] == FORMAT, "document", MANIFEST, f"its format is not {FORMAT}")
        listed = manifest["members"]
        names = [*(name for name, _, _ in listed), MANIFEST, SIGNATURE]
        odd = sorted(set(names) ^ set(self.files)) or ["order"]
        need(names == list(self.files), "member", odd[0], "the manifest lists other files")
        for name, size, sha256 in listed:
            found = (len(self.files[name]), digest(self.files[name]))
            need(found == (size, sha256), "member", name, f"it has {found}")
        before = local_part(members[:-2])
        need([len(before), digest(before)] == manifest["before"], "zip", f"before {MANIFEST}")
        self.report.checked["members"] = len(names)

    def _json(self, name: str) -> dict[str, Any]:
        """A JSON document of the bundle."""
        data = self.files.get(name, b"")
        self._spend(len(data), name)
        return read_json(data, "document", name)

    def _spend(self, size: int, name: str) -> None:
        """Raise the Fault when a bundle asks for more reading than its size warrants."""
        self._left -= abs(size)
        need(self._left > 0, "document", name, "there is too much to read")

    def _check_keys(self, document: dict[str, Any]) -> None:
        """The keys lead from one to the next, and the last has signed the manifest."""
        origin = document["origin"]
        need(document["format"] == FORMAT, "document", DOCUMENT)
        self.keys = [parse_key(one) for one in document["keys"]]
        need(self.keys and all(key.name == origin for key in self.keys), "key", DOCUMENT)
        for number, new in enumerate(self.keys[1:], 1):
            name, old = f"keys/{number:04d}.note", self.keys[number - 1]
            note = parse_note(self.files.get(name, b""), "key", name)
            told = f"{origin}/keys\n{number}\n{old}\n{new}\n"
            need(note.text.startswith(told) and note.text.count("\n") == 5, "key", name)
            for key in (old, new):
                self._signed(note, [key], "key", name)
        last = self.keys[-1]
        need(self.files.get("key.pub") == last.pem, "key", "key.pub")
        note = parse_note(self.files[SIGNATURE], "signature", SIGNATURE)
        told = f"{origin}/bundle\n{FORMAT}\n{digest(self.files[MANIFEST])}\n"
        need(note.text == told and len(note.signatures) == 1, "signature", SIGNATURE)
        self._signed(note, [last], "signature", SIGNATURE)
        self.report.say("issued", True, origin)
        if self._key is None:
            self.report.say("key-unknown", False, last)
            return
        forms = [form for key in self.keys for form in (str(key), key.pem.decode())]
        given = "".join(self._key.split())
        need(given in ["".join(one.split()) for one in forms], "key", "key.pub", "it is not the one given")
        self.report.say("key-given", True)

    def _signed(self, note: Note, keys: Sequence[Key], what: str, where: str) -> None:
        """One of the keys has signed the note."""
        for name, key_id, signature in note.signatures:
            for key in keys:
                if (name, key_id) == (key.name, key.id):
                    holds = self._backend.signed(key, note.text.encode(), signature)
                    need(holds, what, where, f"the signature of {key}")
                    return
        raise Fault(what, where, "it is not signed by the archive's key")

    def _check_records(self, document: dict[str, Any]) -> None:
        """The WARC file holds the records that are listed, in this order, and nothing else."""
        listed = [one for capture in document["captures"] for one in capture["records"]]
        found = list(read_records(self.files.get(RECORDS, b"")))
        need(len(found) == len(listed), "record", RECORDS, f"{len(found)} records, {len(listed)} listed")
        for record, one in zip(found, listed):  # noqa: B905
            told = (record.id, record.fields.get("warc-type"), record.sha256)
            need(told == (one["id"], one["type"], one["sha256"]), "record", one["id"])
            need(record.id not in self.records, "record", record.id, "it is there twice")
            self.records[record.id] = record
        self.report.checked["records"] = len(found)

    def _checkpoint(self, data: bytes, where: str) -> tuple[Note, int, bytes]:
        """A checkpoint's note, size and root."""
        note = parse_note(data, "checkpoint", where)
        origin, size, root, *rest = [*note.text.split("\n"), "", ""]
        known = origin == self.keys[-1].name and re.fullmatch("[0-9]{1,18}", size) and not any(rest)
        need(known, "checkpoint", where, "it is none of this archive's log")
        return note, int(size), unbase64(root, "checkpoint", where)

    def _check_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """The checkpoint is signed by one of the archive's keys, and its stamps are stamps of it."""
        name = checkpoint["note"]
        data = self.files.get(name, b"")
        note, size, root = self._checkpoint(data, name)
        need((size, root.hex()) == (checkpoint["size"], checkpoint["root"]), "checkpoint", name)
        self._signed(note, self.keys, "checkpoint", name)
        self._notes[size] = data
        self.report.checked["checkpoints"] += 1
        for one in checkpoint["stamps"]:
            self._try(self._check_stamp, one, data, size)

    def _check_stamp(self, one: dict[str, Any], note: bytes, size: int) -> None:
        name, authority = one["token"], one["authority"]
        stamp = read_stamp(self.files.get(name, b""), self.files.get(one["request"], b""), note, name)
        need(stamp.at == one["at"], "stamp", name, f"its time is {stamp.at}")
        roots = self._roots.get(authority, self._roots.get(""))
        problem = self._backend.stamped(stamp, roots)
        need(problem is None, "stamp", name, str(problem))
        self.report.checked["stamps"] += 1
        key = "no-roots" if roots is None else "stamped"
        self._stamps[key].add(size)
        self.report.say(key, roots is not None, size, stamp.at, authority)

    def _check_capture(self, capture: dict[str, Any]) -> None:
        """The capture's leaf commits to its records, and lies under the checkpoint."""
        record_id, url, at = capture["record_id"], capture["url"], capture["captured_at"]
        main = self.records.get(record_id)
        need(main and main.uri == url, "record", record_id, "it is not there, or of another address")
        name = capture["proof"]
        if capture["kind"] in ("response", "revisit"):
            self._sizes.append(capture["checkpoint"])
        if name is None:
            self.report.say("no-proof", False, capture["no_proof"], url, at)
            return
        leaf, index, size = self._check_proof(name)
        need((index, size) == (capture["leaf_index"], capture["checkpoint"]), "proof", name)
        parts = {part["id"]: part["sha256"] for part in leaf.values() if isinstance(part, dict)}
        for one in capture["records"]:
            need(parts.get(one["id"]) == self.records[one["id"]].sha256, "leaf", name, one["id"])
        date = main.fields.get("warc-date", "") if main else ""
        need(record_id in parts and leaf["captured_at"] == at, "leaf", name, "it is of another capture")
        need(date[:19] == at[:19], "leaf", name, "the record has another date")
        salt = capture["leaf_salt"]
        if leaf["url_sha256"] is not None and salt is not None:
            need(digest((salt + url).encode()) == leaf["url_sha256"], "leaf", name, "its salted address")
        self.report.say("logged", True, index, size, url, at)
        if capture["kind"] != "conversion" and not any(size in sizes for sizes in self._stamps.values()):
            self.report.say("no-stamp", False, size)

    def _check_proof(self, name: str) -> tuple[dict[str, Any], int, int]:
        """The leaf of a proof, its number and the checkpoint's size, once the path led to the root."""
        head, blank, rest = self.files.get(name, b"").partition(b"\n\n")
        found = re.fullmatch(
            r"c2sp\.org/tlog-proof@v1\nextra (\S+)\nindex ([0-9]{1,18})((?:\n\S+){0,64})",
            head.decode("latin-1"),
        )
        need(blank and found, "proof", name)
        extra, index, lines = found.groups() if found else ("", "", "")
        leaf = unbase64(extra, "proof", name)
        path = [unbase64(line, "proof", name) for line in lines.split()]
        _, size, root = self._checkpoint(rest, name)
        need(all(len(node) == 32 for node in path), "proof", name)
        need(root_of(leaf, int(index), size, path) == root, "proof", name, "the path leads elsewhere")
        need(self._notes.get(size) == rest, "proof", name, "its checkpoint is none of those enclosed")
        self.report.checked["proofs"] += 1
        return read_json(leaf, "leaf", name), int(index), size

    def _check_passage(self, name: str) -> None:
        """The passage stands in the article's text, and the article names a record of the bundle."""
        passage = self._json(name)
        where = passage["article"]
        article = self._json(where)
        record = self.records.get(article["capture"]["record_id"])
        need(record, "passage", where, "its record is not enclosed")
        self._spend(len(record.block) if record else 0, name)
        found = "sha256:" + digest(article["body"].encode("utf-8", "replace"))
        need(article["body_digest"] == found, "passage", where, "its body has another digest")
        kept = passage.get("conversion")
        same = kept is None or "sha256:" + digest(self.records[kept].block) == found
        need(same, "passage", where, "its body is not the text that was kept")
        headers, payload = payload_of(record) if record else ({}, b"")
        told = str(article["capture"]["payload_digest"])
        known = headers and told.startswith("sha256:")
        need(not known or told == "sha256:" + digest(payload), "passage", where, "its payload digest")
        self.report.checked["passages"] += 1
        quote = passage["quote"]
        if quote is None:
            return
        text = article["title" if quote["field"] == "title" else "body"]
        for one in [quote, *parts_in(quote)]:
            self._spend(one["end"] - one["start"], name)
            need(text[one["start"] : one["end"]] == one["exact"], "passage", name, "the text has other words")
        selectors = {one["type"]: one for one in passage["annotation"]["target"]["selector"]}
        for kind, keys in (("Quote", ("exact", "prefix", "suffix")), ("Position", ("start", "end"))):
            selector = selectors[f"Text{kind}Selector"]
            need(all(selector[key] == quote[key] for key in keys), "passage", name, f"its {selector['type']}")
        self._look_up(quote, headers, payload, name)

    def _look_up(self, quote: dict[str, Any], headers: dict[str, str], payload: bytes, name: str) -> None:
        """Find the quote in the page itself: at the bytes that are named, else anywhere."""
        page = decoded(headers, payload)
        shown = quote["exact"] if len(quote["exact"]) <= 80 else quote["exact"][:80] + "…"
        if page is None:
            self.report.say("coding", False)
            return
        self._spend(len(page), name)
        place = quote.get("html")
        if place:
            spans = [(one["start"], one["end"]) for one in place["ranges"]]
            self._spend(sum(abs(end - start) for start, end in spans), name)
            need(is_at_bytes(quote, page), "passage", name, "the bytes named of the page say something else")
            self.report.say("at-bytes", True, ", ".join(f"{a}-{b}" for a, b in spans), shown)
        else:
            text = text_in(page, charset_of(headers, page))
            holds = all(bare(one["exact"]) in text for one in parts_in(quote))
            self.report.say("in-page" if holds else "not-in-page", holds, shown)


def parts_in(quote: dict[str, Any]) -> list[dict[str, Any]]:
    """The stretches of a quote: itself, or what stands between its ellipses."""
    return quote.get("parts") or [quote]


def is_at_bytes(quote: dict[str, Any], page: bytes) -> bool:
    """Whether the bytes of the page that `quote.html` names say the quote."""
    place = quote["html"]
    pieces = [page[one["start"] : one["end"]] for one in place["ranges"]]
    texts = [text_in(piece, place["charset"]) for piece in pieces]
    if place["where"] == "script":
        try:
            texts = [bare(json.loads(f'"{text}"', strict=False)) for text in texts]
        except ValueError:
            return False
    wanted = "".join(bare(one["exact"]) for one in parts_in(quote))
    found = "".join(texts)  # entities may be escaped twice
    return place["sha256"] == "sha256:" + digest(page) and wanted in (found, bare(html.unescape(found)))


def check(
    path: str, *, roots: dict[str, bytes] | None = None, key: str | None = None, backend: Any = None
) -> Report:
    """The report on the bundle at `path`. Raises Unable or OSError when it cannot be checked.

    `roots` are PEM certificates by the name of the authority; those under "" are for every other one.
    """
    return Bundle(backend or Openssl(), roots or {}, key).run(path)


def shown(text: str) -> str:
    """A text on one line, controls and direction marks as escapes: it comes from whoever made the bundle."""
    odd = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in odd else c for c in text)


def lines_of(report: Report) -> Iterator[str]:
    """The report for a reader, each statement in Arabic, then in English."""
    for sign, pairs in (("✓ ", report.facts), ("– ", report.unchecked)):
        for arabic, english in pairs:
            yield from (sign + arabic, "  " + english)
    for one in report.failures:
        arabic, english = WHAT[one["what"]]
        yield from (f"✗ {arabic}: {one['where']}", f"  {english}: {one['where']}: {one['detail']}")
    yield from (f"النتيجة: {report.verdict[0]}", f"Result: {report.verdict[1]}")


def named_roots(text: str) -> tuple[str, bytes]:
    """The name of an authority, "" for all, and the certificates for it: of `roots.pem` or NAME=roots.pem."""
    name, equals, path = text.partition("=")
    return (name, _read(path)) if equals and not os.path.exists(text) else ("", _read(text))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(MAX_TEXT)


def main(words: Sequence[str] | None = None, own: str | None = None) -> int:
    """Run with command-line words; `own` is the bundle that this script stands in, if it stands in one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options: dict[str, list[str]] = {"--roots": [], "--key": [], "--json": [], "": []}
    rest = list(sys.argv[1:] if words is None else words)
    while rest:
        word = rest.pop(0)
        name = word if word in options else ""
        options[name].append(rest.pop(0) if name in ("--roots", "--key") and rest else word)
    paths = options[""] or [own or "-"]
    if len(paths) != 1 or paths[0].startswith("-"):
        print(__doc__)
        return 2
    try:
        roots = dict(map(named_roots, options["--roots"]))
        key = _read(options["--key"][-1]).decode("utf-8", "replace") if options["--key"] else None
        report = check(paths[0], roots=roots, key=key)
    except (Unable, OSError) as error:
        print(f"تعذّر الفحص: {error}\nIt could not be checked: {error}", file=sys.stderr)
        return 2
    if options["--json"]:
        print(json.dumps(report.document(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(map(shown, lines_of(report))))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
