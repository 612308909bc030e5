"""Every fault says in both languages what is wrong, why and what to do, and explains faults there are."""

import re
from pathlib import Path

import pytest

from archive.arabic_texts import ARABIC
from crawlers.fault_texts import FAULTS


@pytest.mark.parametrize("code", FAULTS)
def test_every_text_of_a_fault_has_its_arabic(code: str) -> None:
    fault = FAULTS[code]
    assert [text for text in (fault.what, fault.cause, fault.remedy) if text not in ARABIC] == []


def test_faults_explain_faults_that_exist() -> None:
    assert {code for fault in FAULTS.values() for code in fault.explains} <= FAULTS.keys()


def test_a_notice_explains_only_what_it_makes_harmless() -> None:
    notices = {code: fault.explains for code, fault in FAULTS.items() if fault.notice}
    assert {code for code, explains in notices.items() if explains} == {"feed-dates-wrong", "feed-zone-wrong"}


def test_every_fault_stands_in_the_documents_and_back() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "adding-an-outlet.md").read_text("utf-8")
    section = text.split("## When an outlet breaks")[1].split("## Pages as tests")[0]
    table = "\n".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| `"))
    notices = section.split("Notices raise no alarm:")[1].split("\n\n")[0]
    assert set(re.findall(r"`([\w-]+)`", table)) == {code for code in FAULTS if not FAULTS[code].notice}
    assert set(re.findall(r"`([\w-]+)`", notices)) == {code for code in FAULTS if FAULTS[code].notice}
