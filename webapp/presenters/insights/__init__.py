"""Insights: what the index covers, how it grew, how fresh it is and what is missing, as tables with their charts."""

from webapp.presenters.insights.page import Insights, insights
from webapp.presenters.insights.tables import Stack
