"""What a classifier's figures say, for people."""

from collections.abc import Iterator

from search.authorities import Report, SchemeReport, Taxonomy

SEEN = "which it has not seen"
HELD = {"source": "held out by source", "country": "held out by country", "record": "held out in fifths"}


def lines(report: Report, taxonomy: Taxonomy) -> Iterator[str]:
    """All figures; precision, recall and coverage are of records that were held out."""
    yield f"Learned from {report.of:,} records of version {report.index}, taxonomy {report.taxonomy}."
    if report.taxonomy != taxonomy.version:
        yield f"The taxonomy is {taxonomy.version} by now: train again, so that new concepts are known."
    if report.encoder:
        yield f"By words and vectors of {report.encoder}; where that is not at hand, by words alone."
    for scheme, one in report.best.items():
        yield ""
        yield from _scheme(scheme.replace("_", " "), one)
        yield from _concepts(one, scheme, taxonomy)
        yield from _reliability(one)


def _scheme(name: str, one: SchemeReport) -> Iterator[str]:
    yield f"{name}: {one.rows:,} labelled records, {HELD.get(one.held_out, SEEN)}."
    sure = ", ".join(f"{precision:.2f} at {share} %" for share, precision in one.precision_at.items())
    yield f"  Best guess: accuracy {one.accuracy:.2f}, macro-F1 {one.macro_f1:.2f}; precision at coverage: {sure}."
    yield f"  Something is proposed for {one.coverage:.0%} of them. Expected calibration error {one.error:.3f}."


def _concepts(one: SchemeReport, scheme: str, taxonomy: Taxonomy) -> Iterator[str]:
    yield f"  {'concept':40}{'records':>9}{'proposed':>10}{'precision':>11}{'recall':>8}"
    silent = 0
    for concept, found in sorted(one.concepts.items(), key=lambda pair: (-pair[1].proposed, pair[0])):
        silent += not found.proposed
        if found.proposed:
            label = taxonomy.label(scheme, concept)[:39]
            figures = f"{found.support:>9,}{found.proposed:>10,}{found.precision:>11.2f}{found.recall:>8.2f}"
            yield f"  {label:40}{figures}"
    if silent:
        yield f"  Never proposed, as nothing shows that it would be right: {silent:,} concepts."


def _reliability(one: SchemeReport) -> Iterator[str]:
    yield "  probability said / share right (best guesses):"
    bins = (f"{found.said:.2f}/{found.right:.2f} ({found.count:,})" for found in one.bins if found.count)
    yield f"  {'  '.join(bins)}"
