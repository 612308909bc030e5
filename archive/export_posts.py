"""What was sent for captures by POST, read from their request records: the indexes of players name it."""

from archive.errors import ArchiveError
from archive.export_captures import Taken
from archive.export_warc import companions, read_capture
from archive.place import Archive
from archive.posts import Post, is_posted, post_in
from archive.records import RecordError
from archive.sources import opened
from archive.wacz import WaczError


def sent_for(archive: Archive, capture: Taken) -> Post | None:
    """What was sent by POST for this capture; None for a capture of another method.

    Raises ArchiveError when its records cannot be read.
    """
    if not is_posted(capture.url_key):
        return None
    try:
        with opened(archive, capture.warc, capture.origin) as source:
            main = read_capture(source.path, capture)
            asked = (one for one in companions(capture, source.path, main) if one.type == "request")
            return next((post_in(one.block) for one in asked), None)
    except (OSError, WaczError, RecordError) as error:
        raise ArchiveError(f"{capture.warc} cannot be read ({error}); `warraq verify` says more") from error
