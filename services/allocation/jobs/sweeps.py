"""What falls due in allocation."""

from services.allocation.usecases.account.settle_rent import settle_capped_rent
from services.allocation.usecases.offers.expire_offers import expire_offers

SWEEPS = (expire_offers, settle_capped_rent)
