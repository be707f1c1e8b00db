"""What an offer's end makes of the citizen's referral."""

from dataclasses import dataclass
from datetime import date

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import OfferOutcome, Referral, ReferralState


@dataclass(frozen=True, slots=True)
class Change:
    """What an offer's outcome makes of its referral."""

    state: ReferralState
    starts_on: date | None
    frees_place: bool
    reason: Reason


class OfferEndedOtherwise(Conflict):
    slug = "offer-ended-otherwise"
    title = Text("Tilbuddet er allerede endt på en anden måde", "The offer has already ended in another way")


class MoveInMissing(Unprocessable):
    slug = "move-in-missing"
    title = Text("En underskrevet lejekontrakt kræver indflytningsdagen", "A signed lease needs the day of the move")


@dataclass(frozen=True, slots=True)
class HeardOutcome:
    """How an offer was heard to end before."""

    outcome: OfferOutcome
    move_in_on: date | None


def apply_outcome(
    referral: Referral,
    outcome: OfferOutcome,
    move_in_on: date | None,
    heard: HeardOutcome | None = None,
    *,
    stays_open: bool = False,
) -> Change | None:
    """What changes; None where the same outcome has been heard before. `heard` is what was heard of this offer.

    - Signed: the referral becomes a course that starts on the day of the move; also without a worker, who is
      then still owed.
    - Any other end closes the referral, and a worker's place is free again at once; unless something else than this
      offer keeps it open (`stays_open`), or it is a course, which an offer's end never ends.
    """
    if heard is not None:
        same_move = outcome is not OfferOutcome.SIGNED or move_in_on in (None, heard.move_in_on)
        if heard.outcome is outcome and same_move:
            return None
        raise OfferEndedOtherwise(extra={"outcome": heard.outcome.value})
    if outcome is OfferOutcome.SIGNED:
        if move_in_on is None:
            text = Text("Feltet mangler, når udfaldet er signed", "The field is missing where the outcome is signed")
            raise MoveInMissing(errors=[FieldError("/move_in_on", text)])
        if referral.state in (ReferralState.COURSE, ReferralState.CLOSED):
            return Change(referral.state, referral.starts_on, False, _AS_IT_WAS)
        text = _started(move_in_on, referral.method)
        reason = Reason("worker-in-place-at-signing", "serviceloven § 85 a", referral.method is not None, text)
        return Change(ReferralState.COURSE, move_in_on, False, reason)
    if stays_open or referral.state in (ReferralState.COURSE, ReferralState.CLOSED):
        return Change(referral.state, referral.starts_on, False, _AS_IT_WAS)
    freed = referral.worker_reference is not None
    reason = Reason("offer-ended-without-lease", "boligtilbuddet", True, _ENDED[outcome])
    return Change(ReferralState.CLOSED, None, freed, reason)


_AS_IT_WAS = Reason(
    "support-goes-on",
    "frivillighed og længde: støtten følger borgeren, ikke boligen",
    True,
    Text(
        "Tilbuddet er endt. Støtten står, som den stod.",
        "The offer has ended. Support stands as it stood.",
    ),
)


def _started(move_in_on: date, method: Method | None) -> Text:
    if method is None:
        return Text(
            f"Lejekontrakten er underskrevet. Borgeren flytter ind {move_in_on} og mangler en støttemedarbejder.",
            f"The lease is signed. The citizen moves in on {move_in_on} and still has no support worker.",
        )
    return Text(
        f"Lejekontrakten er underskrevet. Støtteforløbet begynder {move_in_on}.",
        f"The lease is signed. The course of support starts on {move_in_on}.",
    )


_ENDED = {
    OfferOutcome.DECLINED: Text(
        "Borgeren sagde nej til boligen. Henvisningen er afsluttet.",
        "The citizen declined the dwelling. The referral is closed.",
    ),
    OfferOutcome.EXPIRED: Text(
        "Boligtilbuddet udløb. Henvisningen er afsluttet.", "The offer expired. The referral is closed."
    ),
    OfferOutcome.WITHDRAWN: Text(
        "Boligtilbuddet blev trukket tilbage. Henvisningen er afsluttet.",
        "The offer was withdrawn. The referral is closed.",
    ),
    OfferOutcome.REFUSED: Text(
        "Tilbuddet kunne ikke gennemføres. Henvisningen er afsluttet.",
        "The offer could not be carried through. The referral is closed.",
    ),
}
