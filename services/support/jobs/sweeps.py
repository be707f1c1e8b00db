"""Dates that fall due."""

from services.support.usecases.courses.raise_tasks import raise_tasks

SWEEPS = [raise_tasks]
