"""What falls due in allocation."""

from services.allocation.usecases.expire_offers import expire_offers
from services.allocation.usecases.settle_rent import settle_capped_rent

SWEEPS = (expire_offers, settle_capped_rent)
