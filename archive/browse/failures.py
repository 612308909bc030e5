"""What is answered when something fails: which statement wanted too much, and nothing of what is inside.

Datasette prints every failure with the values of all variables, the headers of the request among them, and
shows everybody the text of an exception, which may name files.
"""

import logging
from typing import Any

from datasette import Request, Response
from datasette.database import QueryInterrupted

from archive.browse.memory_bounds import TooMuch, in_both
from archive.browse.profile import Profile
from archive.browse.site import Site
from archive.language import saying

LOG = logging.getLogger(__name__)


def answer_to(exception: Exception, request: Request, site: Site | None) -> Response | None:
    """The answer to a request that failed; None where Datasette's own answer is the better one."""
    if isinstance(exception, MemoryError):
        return _answer(request, 400, in_both(saying("This statement needs more memory than one may take.")))
    if isinstance(exception, QueryInterrupted):
        return _answer(request, 400, in_both(saying("This statement takes longer than one may.")))
    if isinstance(exception, TooMuch):
        return _answer(request, 400, str(exception))
    if site is None:
        return None
    status = _status(exception)
    if status >= 500:
        LOG.error("%s %s failed", request.method, request.path, exc_info=exception)
        if "interrupted" in str(exception):
            return _answer(request, 503, in_both(saying("This page takes longer than one may.")))
        return _answer(
            request, status, in_both(saying("Something failed here; the operator's log says what."))
        )
    if site.profile is Profile.PUBLIC:
        return _answer(request, status, in_both(saying("This is not understood, or not answered here.")))
    return None


def _status(exception: Exception) -> int:
    status: Any = getattr(exception, "status", 500)
    return status if isinstance(status, int) else 500


def _answer(request: Request, status: int, error: str) -> Response:
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": error, "status": status}, status=status)
    return Response.text(error, status=status)
