"""After a crawl: a checkpoint of the log, its stamps, its publication. What fails is told, never fatal.

Only the newest checkpoint is stamped. One that was never stamped, because the network was down, is proven by
the stamp of a later one: consistency shows that the later tree begins with it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from archive.authorities import AuthorityDown, ask
from archive.checkpoints import TOKEN, checkpoint_path, stamp_path
from archive.errors import ArchiveError
from archive.once import read_once
from archive.place import Archive
from archive.publication import publish
from archive.settings import Authority
from archive.signing import Made, add_stamp, make_checkpoint

STAMPED, KEPT, PENDING, REFUSED = "stamped", "kept", "pending", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamping:
    """What came of asking one authority.

    `state`: stamped (now), kept (it had been before), pending (no answer), refused (an answer that is no
    stamp of this checkpoint, and was not kept). `at` is the token's time, `problem` says what went wrong.
    """

    authority: str
    state: str
    at: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """The newest checkpoint (None: the log is empty), its stamps, and why it was not published, if so."""

    made: Made | None
    stamps: tuple[Stamping, ...] = ()
    publication_problem: str | None = None


def attest(archive: Archive) -> Attested:
    """Sign, stamp and publish what the log holds now; pending stamps are asked for again.

    Raises ArchiveError or OSError when no checkpoint can be made.
    """
    made = make_checkpoint(archive)
    if made is None:
        return Attested(made=None)
    settings = archive.settings
    stamps = tuple(_stamp(archive, made, authority) for authority in settings.timestamps.authorities)
    path = checkpoint_path(archive, made.checkpoint.size)
    return Attested(made=made, stamps=stamps, publication_problem=publish(archive, path))


def _stamp(archive: Archive, made: Made, authority: Authority) -> Stamping:
    from archive.stamps import StampError, check_token, load_roots, request_of

    name, size = authority.called, made.checkpoint.size
    if read_once(stamp_path(archive, size, name, TOKEN)) is not None:
        return Stamping(authority=name, state=KEPT)
    try:
        roots = load_roots(archive.root / authority.roots)
        request = request_of(made.note)
        token = ask(authority.url, request)
        stamp = check_token(token, request, made.note, roots, received=datetime.now(UTC))
        add_stamp(archive, size, name, request, token)
    except StampError as error:
        return Stamping(authority=name, state=REFUSED, problem=str(error))
    except (AuthorityDown, ArchiveError, OSError) as error:
        return Stamping(authority=name, state=PENDING, problem=str(error))
    return Stamping(authority=name, state=STAMPED, at=f"{stamp.at:%Y-%m-%dT%H:%M:%SZ}")
