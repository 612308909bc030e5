"""What each profile of `warraq serve` answers, by real servers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.browse.conftest import Served, serving


@pytest.fixture(scope="module")
def public(served: Served) -> Iterator[Served]:
    """The same archive, served to everybody."""
    with serving(served.archive, None, "--public") as port:
        yield replace(served, port=port)


def test_case_files_are_not_there_for_everybody(public: Served, served: Served) -> None:
    for path in ("/cases", "/cases.json", f"/case/{served.case}", f"/case/{served.case}.json"):
        assert served.get(path)[0].status == 200
        assert public.get(path)[0].status == 404
    assert 'href="/cases"' in served.get("/")[1]
    assert 'href="/cases"' not in public.get("/")[1]
