"""A person corrects a line of an account: by a new line, never below nothing."""

from decimal import Decimal

import pytest

from kit.values.problems import Unprocessable
from services.allocation.domain.account.corrections import corrected
from services.allocation.domain.account.lines import CorrectionCode, LineKind
from services.allocation.domain.account.problems import CorrectsACorrection
from tests.unit.allocation.accounts import a_line, on_account


def test_a_correction_points_at_the_original_and_is_not_corrected_itself() -> None:
    line = a_line()
    [correction] = on_account([corrected(line, [line], Decimal("-100.00"), CorrectionCode.WRONG_RENT)])
    assert (correction.kind, correction.corrects_id, correction.days) == (LineKind.CORRECTION, line.id, 0)
    with pytest.raises(CorrectsACorrection) as refused:
        corrected(correction, [line, correction], Decimal("10.00"), CorrectionCode.AGREED)
    assert refused.value.extra == {"original_line_id": str(line.id)}


BOUNDS = [
    ("all of it may be taken back", "-4892.05", True),
    ("an øre more may not", "-4892.06", False),
    ("nothing is no correction", "0.00", False),
    ("more may be owed", "250.00", True),
]


@pytest.mark.parametrize(("why", "difference", "stands"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_a_corrected_line_does_not_become_negative(why: str, difference: str, stands: bool) -> None:
    line = a_line()
    assert line.amount_dkk == Decimal("4892.05")
    if stands:
        assert corrected(line, [line], Decimal(difference), CorrectionCode.AGREED).amount_dkk == Decimal(difference), (
            why
        )
        return
    with pytest.raises(Unprocessable) as refused:
        corrected(line, [line], Decimal(difference), CorrectionCode.AGREED)
    assert [error.pointer for error in refused.value.errors] == ["/difference_dkk"], why


def test_earlier_corrections_count_towards_what_is_left() -> None:
    line = a_line()
    booked = [line, *on_account([corrected(line, [line], Decimal("-4800.00"), CorrectionCode.AGREED)])]
    with pytest.raises(Unprocessable):
        corrected(line, booked, Decimal("-92.06"), CorrectionCode.AGREED)
    assert corrected(line, booked, Decimal("-92.05"), CorrectionCode.AGREED).amount_dkk == Decimal("-92.05")
