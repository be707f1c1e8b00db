"""Dates that fall due."""

from services.support.usecases.raise_tasks import raise_tasks

SWEEPS = [raise_tasks]
