"""A person corrects a line: a new line that bears the difference."""

from collections.abc import Sequence
from decimal import Decimal

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.account.lines import AccountLine, CorrectionCode, LineKind, NewLine, net_of
from services.allocation.domain.account.problems import CorrectsACorrection
from services.allocation.domain.amounts import kroner


def corrected(
    line: AccountLine, lines: Sequence[AccountLine], difference_dkk: Decimal, code: CorrectionCode
) -> NewLine:
    """The line that changes another by a difference.

    - A correction is not corrected: the original is, and the problem names it.
    - With all its corrections among `lines` the original never becomes negative.
    """
    if line.kind is LineKind.CORRECTION:
        raise CorrectsACorrection(extra={"original_line_id": str(line.corrects_id)})
    net = net_of(line, lines)
    if difference_dkk == 0 or net + difference_dkk < 0:
        raise Unprocessable(errors=[FieldError("/difference_dkk", _bound(net))])
    return NewLine(
        kind=LineKind.CORRECTION,
        period_from=line.period_from,
        period_to=line.period_to,
        days=0,
        rent_dkk=line.rent_dkk,
        method=line.method,
        amount_dkk=difference_dkk,
        corrects_id=line.id,
        code=code,
        claim_id=line.claim_id,
    )


def _bound(net: Decimal) -> Text:
    left = kroner(net)
    return Text(
        f"Forskellen er ikke 0, og linjen bliver ikke negativ: den er nu {left.da}",
        f"The difference is not 0, and the line does not become negative: it is {left.en} now",
    )
