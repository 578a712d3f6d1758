"""The classifier of an index version: what it sees of a text, what it has learned, and how well it does."""

from search.authorities.classifier.classifier import Classifier
from search.authorities.classifier.features import Features, Texts, features, texts_of, weighted
from search.authorities.classifier.model import (
    Bin,
    Calibration,
    Figures,
    Learned,
    Meant,
    Model,
    Report,
    SchemeReport,
)
