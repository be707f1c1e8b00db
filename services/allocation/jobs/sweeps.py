"""What falls due in allocation."""

from services.allocation.usecases.account.settle_rent import settle_capped_rent
from services.allocation.usecases.offers.expire_offers import expire_offers
from services.allocation.usecases.requests.close_unanswered import close_unanswered
from services.allocation.usecases.vacancies.hear_silence import hear_silence

SWEEPS = (expire_offers, settle_capped_rent, close_unanswered, hear_silence)
