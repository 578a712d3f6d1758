"""What training takes for a probability is what a classifier says: one formula, in two rooms."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.authorities import Authorities, Calibration, Classifier, Learned, Model, Report

TAXONOMY = Authorities.shipped().taxonomy
CONCEPTS = sorted(TAXONOMY.schemes["programme"].concepts)
numbers = st.floats(-20, 20, allow_nan=False)


@settings(deadline=None)
@given(st.lists(numbers | st.sampled_from((0.0, 1.0)), min_size=1, max_size=6), st.tuples(numbers, numbers, numbers))
def test_a_classifier_says_what_calibrating_gave(scores: list[float], told: tuple[float, float, float]) -> None:
    numpy = pytest.importorskip("numpy")
    from indexer.classify.calibrating import applied

    calibration = Calibration(*told, thresholds=[None] * len(scores))
    learned = Learned(CONCEPTS[: len(scores)], scores, {}, calibration)
    report = Report(taxonomy=TAXONOMY.version, index="1", of=1, schemes={})
    model = Model(report=report, rarity={}, schemes={"programme": learned})
    classifier = Classifier(msgspec.json.encode(model).decode(), TAXONOMY)
    said = [probability for _, _, probability, _ in classifier.judge((("en", "A grant"),), True)]
    assert said == pytest.approx(list(applied(numpy.array([scores]), calibration)[0]), abs=1e-9)
