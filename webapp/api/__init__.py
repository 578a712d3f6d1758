"""The JSON API, version 1."""

from webapp.api.parameters import CURSOR, Json, parameters
