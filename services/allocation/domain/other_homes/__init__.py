"""Homes for those who cannot live alone: places, referrals, waiting lists."""
