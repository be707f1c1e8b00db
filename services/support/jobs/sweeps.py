"""Dates that fall due."""

from services.support.usecases.courses.raise_tasks import raise_tasks
from services.support.usecases.courses.remind_of_tasks import remind_of_tasks

SWEEPS = [raise_tasks, remind_of_tasks]
