"""What is answered when something fails: which statement wanted too much, and nothing of what is inside.

Datasette prints every failure with the values of all variables, the headers of the request among them, and
shows everybody the text of an exception, which may name files.
"""

import json

from datasette import Request, Response, handle_exception
from datasette.database import QueryInterrupted
from datasette.views.base import DatasetteError

from archive.browse.memory_bounds import TooMuch, in_both
from archive.browse.profile import Profile
from archive.browse.site import Site
from archive.language import saying


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
    if "interrupted" in str(exception):
        return _answer(request, 503, in_both(saying("This page takes longer than one may.")))
    # Of Datasette's errors, those that it gives no status of their own are of what was asked, too.
    status = 400 if isinstance(exception, DatasetteError) else getattr(exception, "status", 500)
    if status >= 500:
        return _answer(
            request, status, in_both(saying("Something failed here; the operator's log says what."))
        )
    if site.profile is Profile.PUBLIC:
        return _answer(request, status, in_both(saying("This is not understood, or not answered here.")))
    return None


def refusal_to(request: Request, site: Site | None) -> Response | None:
    """The answer to who may not see a table or query; None where Datasette's own is given."""
    if site is None or site.profile is not Profile.PUBLIC:
        return None
    return _answer(request, 403, in_both(saying("This table or query is not shown to everybody.")))


def print_no_variables() -> None:
    """Have Datasette print failures as Python does: rich, where it is installed, prints all variables."""
    handle_exception.rich = None


def _answer(request: Request, status: int, error: str) -> Response:
    if request.path.endswith(".json"):
        document = json.dumps({"ok": False, "error": error, "status": status}, ensure_ascii=False)
        return Response(document, status=status, content_type="application/json; charset=utf-8")
    return Response.text(error, status=status)
