"""No label means two concepts: across the subjects, after folding, in either number."""

import pytest

from search.authorities.checks import check


@pytest.mark.parametrize(
    ("scheme", "label", "same"),
    [
        ("programme", "Pension reforms", "pension reform"),
        ("topic", "pension reforms", "pension reform"),
        ("cross_cutting", "Pension-Reform", "pension reform"),
    ],
)
def test_no_label_means_two_concepts_in_either_number(scheme: str, label: str, same: str) -> None:
    one = "prefLabel: {{en: {0}}}\n        labelStatus: {{en: unreviewed}}\n        definition: {{en: A thing.}}"
    text = "schemes:\n"
    for name, concepts in (("topic", {"reform": same}), (scheme, {"other": label})):
        inner = "".join(f"      {key}:\n        {one.format(words)}\n" for key, words in concepts.items())
        text += inner if f"  {name}:\n" in text else f"  {name}:\n    concepts:\n{inner}"
    findings = [finding for finding in check(text) if finding.kind == "collision"]
    assert len(findings) == 1 and findings[0].severity == "error"
    told = findings[0].message
    assert f"{scheme}/other" in told and "topic/reform" in told and "keep it in one of the two" in told


def test_a_label_that_is_asked_about_may_mean_two_concepts() -> None:
    one = "        prefLabel: {en: %s}\n        labelStatus: {en: unreviewed}\n        definition: {en: A thing.}\n"
    text = (
        "schemes:\n  topic:\n    concepts:\n      reform:\n" + one % "Registry"
        + "  cross_cutting:\n    concepts:\n      other:\n" + one % "Registries"
        + "ambiguous:\n  - {label: registries, question: Which one?, means: [reform, other]}\n"
    )  # fmt: skip
    assert not [finding for finding in check(text) if finding.kind == "collision"]
