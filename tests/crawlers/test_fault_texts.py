"""Every fault says in both languages what is wrong, why and what to do, and explains faults there are."""

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
