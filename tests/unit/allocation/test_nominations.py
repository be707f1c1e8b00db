"""Nominations judged by the council's criteria, assessed, changed, merged and ended."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Problem
from services.allocation.domain.nominations.assessing import AssessmentOutcome, AssessmentReason
from services.allocation.domain.nominations.assessing import find_faults as faults_of_assessment
from services.allocation.domain.nominations.criteria import Criterion
from services.allocation.domain.nominations.judging import (
    DocumentsAlreadyAsked,
    DocumentsNotNeeded,
    ask_again,
    judge,
    status_of,
    with_documents,
)
from services.allocation.domain.nominations.nomination import MEANS, means_differ
from services.allocation.domain.nominations.situations import UNDER_WAY, NominationStatus, Situation, SupportNeeds
from services.allocation.domain.nominations.ways import (
    FINAL_CODES,
    NOMINATION_WAYS,
    CannotReopen,
    CloseCode,
    NominationNotThere,
    NominationOver,
    closed,
    moved_nomination,
    reopened,
)
from tests.unit.allocation.nominations import DAY, a_criterion, council, facts

RECEIVED, ASSESSMENT, OPEN, HOUSED, CLOSED = NominationStatus
SHELTER = a_criterion("shelter", situations=(Situation.SHELTER,), documents=("statement_of_stay",))
STREET = a_criterion("street", situations=(Situation.STREET,))
SOFA = a_criterion("sofa", situations=(Situation.WITH_OTHERS,), whole_assessment=True)
LONG = a_criterion("long", least_days_homeless=90)
FAMILY = a_criterion("family", with_children=True)

COVERS: list[tuple[str, Criterion, dict[str, Any], bool]] = [
    ("a criterion that asks nothing covers all", a_criterion("all"), {}, True),
    ("a § 110 stay", SHELTER, {"situation": Situation.SHELTER}, True),
    ("on the street, not in a shelter", SHELTER, {"situation": Situation.STREET}, False),
    ("the ninetieth day", LONG, {"homeless_since_on": date(2025, 3, 1) - timedelta(days=90)}, True),
    ("the day before it", LONG, {"homeless_since_on": date(2025, 3, 1) - timedelta(days=89)}, False),
    ("one child", FAMILY, {"children": 1}, True),
    ("no child", FAMILY, {"children": 0}, False),
    ("support needs named", a_criterion("h", support_needs=(SupportNeeds.HIGH,)), {"support_needs": "high"}, True),
    ("other support needs", a_criterion("h", support_needs=(SupportNeeds.HIGH,)), {"support_needs": "low"}, False),
]


@pytest.mark.parametrize(("why", "criterion", "changes", "covered"), COVERS, ids=[row[0] for row in COVERS])
def test_whom_a_criterion_covers(why: str, criterion: Criterion, changes: dict[str, Any], covered: bool) -> None:
    assert criterion.covers(facts(**changes)) is covered, why


JUDGED: list[tuple[str, tuple[Criterion, ...], dict[str, Any], tuple[str, ...], NominationStatus, str | None]] = [
    ("covered and nothing needed", (STREET,), {"situation": Situation.STREET}, (), OPEN, "street"),
    ("its document is missing", (SHELTER,), {}, (), RECEIVED, "shelter"),
    ("its document is there", (SHELTER,), {}, ("statement_of_stay",), OPEN, "shelter"),
    ("another document is not its own", (SHELTER,), {}, ("passport",), RECEIVED, "shelter"),
    ("another's missing document holds nobody", (SHELTER, STREET), {"situation": Situation.STREET}, (), OPEN, "street"),
    ("a sofa surfer is assessed", (SHELTER, SOFA), {"situation": Situation.WITH_OTHERS}, (), ASSESSMENT, "sofa"),
    (
        "covered by none is assessed, never turned away",
        (SHELTER,),
        {"situation": Situation.OTHER},
        (),
        ASSESSMENT,
        None,
    ),
    ("a direct way before one by assessment", (SOFA, LONG), {"situation": Situation.WITH_OTHERS}, (), OPEN, "long"),
    ("the council's order decides between direct ways", (LONG, SHELTER), {}, (), OPEN, "long"),
]


@pytest.mark.parametrize(
    ("why", "criteria", "changes", "given_documents", "status", "code"), JUDGED, ids=[row[0] for row in JUDGED]
)
def test_a_nomination_is_judged_by_the_criteria(
    why: str,
    criteria: tuple[Criterion, ...],
    changes: dict[str, Any],
    given_documents: tuple[str, ...],
    status: NominationStatus,
    code: str | None,
) -> None:
    judgement = judge(facts(**changes), council(*criteria), given_documents)
    assert (status_of(judgement), judgement.criterion) == (status, code), why
    assert {reason["rule"] for reason in judgement.reasons} >= {each.code for each in criteria}, "each rule is named"


def test_until_the_council_has_entered_criteria_everybody_qualifies() -> None:
    judgement = judge(facts(situation=Situation.OTHER), None, ())
    assert (status_of(judgement), judgement.criteria_version) == (OPEN, "local-1")
    assert "not verified" in judgement.reasons[0]["source"]


DOCUMENTS = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True)


@settings(max_examples=50, deadline=None)
@given(needed=DOCUMENTS, sent=DOCUMENTS, others=DOCUMENTS)
def test_no_document_that_the_criterion_does_not_need_holds_anybody_back(
    needed: list[str], sent: list[str], others: list[str]
) -> None:
    own = a_criterion("own", situations=(Situation.SHELTER,), documents=tuple(needed))
    other = a_criterion("other", situations=(Situation.STREET,), documents=tuple(others))
    judgement = judge(facts(), council(own, other), sent)
    assert (status_of(judgement) is OPEN) == (set(needed) <= set(sent))
    assert set(judgement.documents_missing) == set(needed) - set(sent)


def test_more_than_the_criterion_needs_may_not_be_asked_for() -> None:
    judgement = judge(facts(), council(SHELTER), ())
    with pytest.raises(DocumentsNotNeeded) as refused:
        ask_again(judgement, ["statement_of_stay", "passport", "bank_statement"])
    assert [error.pointer for error in refused.value.errors] == ["/documents/1", "/documents/2"]
    assert refused.value.extra["criterion"] == "shelter"


def test_what_is_missing_is_asked_for_once() -> None:
    judgement = judge(facts(), council(SHELTER), ())
    with pytest.raises(DocumentsAlreadyAsked):
        ask_again(judgement, ["statement_of_stay"])
    again = ask_again(with_documents(judgement, ["statement_of_stay"]), ["statement_of_stay"])
    assert again.documents_missing == ("statement_of_stay",), "one that came and does not serve is asked for anew"


@pytest.mark.parametrize("nomination", NominationStatus)
def test_a_nomination_takes_the_steps_of_the_table_and_no_other(nomination: NominationStatus) -> None:
    for wanted in NominationStatus:
        if nomination is wanted or (nomination, wanted) in NOMINATION_WAYS:
            assert moved_nomination(nomination, wanted) is wanted
        else:
            with pytest.raises(NominationNotThere if nomination in UNDER_WAY else NominationOver):
                moved_nomination(nomination, wanted)


def test_what_is_over_is_not_closed_again() -> None:
    for nomination in (HOUSED, CLOSED):
        with pytest.raises(NominationOver):
            closed(nomination)


REOPENED: list[tuple[str, NominationStatus, str | None, type[Problem] | None]] = [
    ("a tenancy that ended early", HOUSED, None, None),
    ("closed in error", CLOSED, CloseCode.OTHER_HOME, None),
    ("a refusal stands", CLOSED, CloseCode.REFUSED, CannotReopen),
    ("a merge is never undone", CLOSED, CloseCode.MERGED, CannotReopen),
    ("one that waits need not be reopened", OPEN, None, NominationNotThere),
]


@pytest.mark.parametrize(("why", "status", "code", "problem"), REOPENED, ids=[row[0] for row in REOPENED])
def test_what_can_wait_again(
    why: str, status: NominationStatus, code: str | None, problem: type[Problem] | None
) -> None:
    if problem is None:
        assert reopened(status, code, OPEN) is OPEN, why
    else:
        with pytest.raises(problem):
            reopened(status, code, OPEN)


def test_every_final_code_is_a_code() -> None:
    assert set(CloseCode) >= FINAL_CODES


ASSESSED: list[tuple[str, str, list[str], str | None, date | None, list[str]]] = [
    ("approved with a reason", "approved", ["acute_need"], None, None, []),
    ("approved by what speaks against it", "approved", ["has_home"], None, None, ["/codes/0"]),
    ("a refusal heard and reasoned", "refused", ["has_home"], "Du har en bolig.", DAY, []),
    ("a refusal without words or hearing", "refused", ["has_home"], None, None, ["/reason_da", "/heard_on"]),
    ("blank words are none", "refused", ["has_home"], "  ", DAY, ["/reason_da"]),
    ("heard tomorrow", "refused", ["has_home"], "Du har en bolig.", DAY + timedelta(days=1), ["/heard_on"]),
    ("heard before it was nominated", "refused", ["has_home"], "Du har en bolig.", date(2025, 2, 28), ["/heard_on"]),
]


@pytest.mark.parametrize(
    ("why", "outcome", "codes", "words", "heard_on", "pointers"), ASSESSED, ids=[row[0] for row in ASSESSED]
)
def test_what_an_assessment_needs(
    why: str, outcome: str, codes: list[str], words: str | None, heard_on: date | None, pointers: list[str]
) -> None:
    faults = faults_of_assessment(
        AssessmentOutcome(outcome),
        [AssessmentReason(code) for code in codes],
        words,
        heard_on,
        nominated_on=date(2025, 3, 1),
        today=DAY,
    )
    assert [fault.pointer for fault in faults] == pointers, why


@pytest.mark.parametrize("name", MEANS)
def test_benefits_is_asked_again_where_the_means_differ(name: str) -> None:
    changed: Any = "other" if name == "benefit" else getattr(facts(), name) + 1
    assert means_differ(facts(), facts(**{name: changed}))


def test_benefits_is_not_asked_again_for_a_pet() -> None:
    assert not means_differ(facts(), facts(has_pet=True))
