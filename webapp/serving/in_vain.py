"""In vain: searches that find nothing or little are counted for curators, where whoever runs the site lets us."""

import logging
import sqlite3

from search.answers import Results
from search.demand import Demand, asked_in_vain, demand_of
from search.settings import Settings

NOT_KEPT = "Searches in vain are not counted from here on, as this cannot be kept: %s"


class InVain:
    """Counts no more where that failed once: no visitor is to wait for it again."""

    def __init__(self, settings: Settings, logger: logging.Logger) -> None:
        self._demand: Demand | None = demand_of(settings) if settings.demand == "on" else None
        self._logger = logger

    def searched(self, results: Results) -> None:
        """Count an answer, if it is one in vain; words with a slip that was mended are none."""
        told = None if results.corrected else asked_in_vain(results.query, results.whole)
        if told and self._demand:
            try:
                self._demand.note(*told)
            except (OSError, sqlite3.Error) as error:
                self._demand = None
                self._logger.warning(NOT_KEPT, type(error).__name__)
