"""What the operator of an archive decides: warraq.toml, read strictly."""

import math
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

from archive.alarm_settings import NO_ALARMS, AlarmSettings, check_alarms
from archive.errors import NoArchive, SettingsError
from extractors.declared_addresses import proxy
from extractors.declared_values import ValueProblem

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`[archive]`: `id` is eight hexadecimal digits, part of every WARC's file name."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """`[operator]`: `contact` goes into the User-Agent, `name` (a pseudonym if wished) into warcinfo."""

    contact: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """`[politeness]`: seconds of `delay` between requests to a host, `concurrency` of requests to it;
    `requests_per_day` that crawls of an outlet may send."""

    delay: float = 1.0
    concurrency: int = 2
    requests_per_day: int = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """`[network]`: the proxy that outlets are reached through which declare none, and where that is."""

    proxy: str | None = None
    vantage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """`[schedule]`: an outlet is left alone for `longest_hours` at most, crawled for `crawl_minutes` at most,
    `at_once` outlets side by side (0: two for each core); a crawl ends at `crawl_memory_mb`."""

    longest_hours: float = 12.0
    crawl_minutes: float = 120.0
    at_once: int = 0
    crawl_memory_mb: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`[limits]`: `max_bytes` of a body, `timeout` in seconds, `redirects` in a row, `warc_bytes` a file,
    `render_seconds` that one page may keep a browser busy, `wal_bytes` of index.db-wal that are no alarm."""

    max_bytes: int = 16 * MEBIBYTE
    timeout: float = 60.0
    redirects: int = 10
    warc_bytes: int = 1_000_000_000
    render_seconds: float = 90.0
    wal_bytes: int = 256 * MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """`[readers]`: at most `processes` (0: one a core), CPU `seconds` a page, `memory_mb` of one child."""

    processes: int = 0
    seconds: float = 20.0
    memory_mb: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One of `authorities`: the `url` that stamps (RFC 3161), a file of `roots` trusted for it, its `name`.

    `roots` is a PEM file, named from the archive's directory. Without a name it goes by its URL's host.
    """

    url: str
    roots: str
    name: str | None = None

    @property
    def called(self) -> str:
        """The name that its stamps are kept under."""
        return self.name or urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamps:
    """`[timestamps]`: the `authorities` that stamp each checkpoint."""

    authorities: tuple[Authority, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """`[log]`: where to `publish` each checkpoint: a folder, or a command that is given the file's path."""

    publish: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """`[history]`: an article is removed once `removed_after_checks` agree over `removed_after_days`."""

    removed_after_checks: int = 3
    removed_after_days: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteSettings:
    """`[cite]`: the `archive`'s name in PWIDs, and `memento`, the address before its replayed captures."""

    archive: str | None = None
    memento: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """`[watch]`: the file, named from the archive's directory, that crawls write the `feed` to."""

    feed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """warraq.toml with its defaults filled in."""

    archive: Identity
    operator: Operator = Operator()
    politeness: Politeness = Politeness()
    network: NetworkSettings = NetworkSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    limits: Limits = Limits()
    readers: Readers = Readers()
    timestamps: Timestamps = Timestamps()
    log: LogSettings = LogSettings()
    history: Removal = Removal()
    cite: CiteSettings = CiteSettings()
    watch: WatchSettings = WatchSettings()
    alarms: AlarmSettings = NO_ALARMS


SECTIONS: dict[str, type[Any]] = {
    "archive": Identity,
    "operator": Operator,
    "politeness": Politeness,
    "network": NetworkSettings,
    "schedule": ScheduleSettings,
    "limits": Limits,
    "readers": Readers,
    "timestamps": Timestamps,
    "log": LogSettings,
    "history": Removal,
    "cite": CiteSettings,
    "watch": WatchSettings,
    "alarms": AlarmSettings,
}
HEADER, ALARMS = re.compile(r"\s*\["), re.compile(r"\s*\[\s*alarms\s*\]")
AUTHORITY_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
PWID_NAME = re.compile(r"[A-Za-z0-9._~-]{1,100}")  # RFC 3986, unreserved: what PWIDs allow
WEB_ADDRESS = re.compile(r"https?://[!-~]+")
MAY_BE_ZERO = frozenset({"at_once", "delay", "processes", "redirects", "removed_after_days"})


def load_settings(path: Path) -> Settings:
    """The settings in the file `path`.

    Raises NoArchive when the file is missing, SettingsError when it says what is not understood; the
    message names the file, the key and what to write instead.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NoArchive(f"{path} does not exist: make an archive with `warraq init`") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    return parse_settings(text, str(path))


def parse_settings(text: str, path: str) -> Settings:
    """The settings that `text` declares; `path` is named in errors. Raises SettingsError."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error
    unknown = sorted(set(document) - set(SECTIONS))
    if unknown:
        raise SettingsError(f"{path}: unknown section [{unknown[0]}]; known: {', '.join(SECTIONS)}")
    return Settings(
        **{name: _section(kind, document.get(name, {}), name, path) for name, kind in SECTIONS.items()}
    )


def alarms_alone(path: Path) -> AlarmSettings:
    """What a settings file with a mistake elsewhere says under [alarms]; NO_ALARMS when that cannot be read.

    Nothing is guessed: the section's own lines must be TOML by themselves, and pass every check.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        begin = next((n for n, line in enumerate(lines) if HEADER.match(line) and ALARMS.match(line)), None)
        if begin is None:
            return NO_ALARMS
        end = next((n for n in range(begin + 1, len(lines)) if HEADER.match(lines[n])), len(lines))
        values = tomllib.loads("\n".join(lines[begin:end])).get("alarms", {})
        found: AlarmSettings = _section(AlarmSettings, values, "alarms", str(path))
    except (OSError, ValueError, SettingsError):  # no UTF-8 and no TOML are ValueErrors
        return NO_ALARMS
    return found


def _section(kind: type[Any], values: object, section: str, path: str) -> Any:
    if not isinstance(values, dict):
        raise SettingsError(f"{path}: {section} must be a table; write it as [{section}]")
    hints = get_type_hints(kind)
    for key, value in values.items():
        if key not in hints:
            raise SettingsError(f"{path}: unknown key {key} in [{section}]; known: {', '.join(hints)}")
        if key != "authorities":
            _check(key, value, hints[key], f"{path}: {key} in [{section}]")
    missing = [field.name for field in fields(kind) if field.name == "id" and field.name not in values]
    if missing:
        raise SettingsError(
            f'{path}: [{section}] lacks id; write id = "…" with the eight digits in its WARC names'
        )
    if kind is Timestamps:
        return Timestamps(authorities=_authorities(values.get("authorities", []), path))
    if kind is CiteSettings:
        _check_cite(values, path)
    if kind is AlarmSettings:
        check_alarms(values, path)
    if kind is NetworkSettings and "proxy" in values:
        try:
            proxy(values["proxy"])
        except ValueProblem as error:
            raise SettingsError(
                f'{path}: proxy in [network]: {error}; write proxy = "socks5h://127.0.0.1:9050"'
            ) from error
    return kind(**values)


def _check_cite(values: dict[str, Any], path: str) -> None:
    name, memento = values.get("archive"), values.get("memento")
    if name is not None and not PWID_NAME.fullmatch(name):
        raise SettingsError(
            f"{path}: archive in [cite] must be of letters of ASCII, digits and . _ ~ -, such as a domain;"
            f' write archive = "archive.example", not {name!r}'
        )
    if memento is not None and not WEB_ADDRESS.fullmatch(memento):
        raise SettingsError(
            f'{path}: memento in [cite] must be a web address; write memento = "https://…/", not {memento!r}'
        )


def _authorities(values: object, path: str) -> tuple[Authority, ...]:
    example = 'authorities = [{ url = "https://…", roots = "roots.pem" }]'
    where = f"{path}: authorities in [timestamps]"
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise SettingsError(f"{where} must be a list of tables; write {example}")
    found: list[Authority] = []
    for value in values:
        for key, text in value.items():
            if key not in ("url", "roots", "name"):
                raise SettingsError(f"{where}: unknown key {key}; known: url, roots, name")
            _check(key, text, str, f"{where}: {key}")
        for key in ("url", "roots"):
            if not value.get(key):
                raise SettingsError(f"{where}: one lacks {key}; write {example}")
        one = Authority(**value)
        found.append(one)
        if not one.url.startswith(("https://", "http://")):
            raise SettingsError(f"{where}: {one.url!r} is no web address; write https://…")
        if not AUTHORITY_NAME.fullmatch(one.called):
            raise SettingsError(
                f'{where}: {one.called!r} is no name for files; write name = "…" in small Latin letters'
            )
        if [other.called for other in found].count(one.called) > 1:
            raise SettingsError(f'{where}: two are called {one.called}; give each a name = "…" of its own')
    return tuple(found)


def _check(key: str, value: object, hint: Any, where: str) -> None:
    accepted = set(get_args(hint)) - {NoneType} or {hint}
    if accepted == {str}:
        if not isinstance(value, str) or not value.isprintable():
            raise SettingsError(f'{where} must be a text on one line; write {key} = "…"')
        if key == "id" and (len(value) != 8 or set(value) - set("0123456789abcdef")):
            raise SettingsError(f'{where} must be eight hexadecimal digits; write id = "0123abcd"')
        return
    if accepted == {bool}:
        if not isinstance(value, bool):
            raise SettingsError(f"{where} must be true or false, without quotation marks")
        return
    numbers = (int, float) if accepted == {float} else (int,)
    if isinstance(value, bool) or not isinstance(value, numbers) or not math.isfinite(value):
        wanted = "a number" if accepted == {float} else "a whole number"
        raise SettingsError(f"{where} must be {wanted}, without quotation marks")
    if value < 0 or (value == 0 and key not in MAY_BE_ZERO):
        raise SettingsError(
            f"{where} must be {'at least 0' if key in MAY_BE_ZERO else 'above 0'}, not {value}"
        )
