"""What titles and descriptions are about in other words than any label: topics by wordings, through the normaliser."""

import pytest

from indexer.normalise import Normaliser
from indexer.rows import SourceRow
from indexer.sources import Sources
from search.authorities import Authorities
from search.records import Record

NORMALISER = Normaliser(Authorities.shipped(), Sources.load())


def record(title: str, **columns: str) -> Record:
    made = NORMALISER(SourceRow({"title": title, **columns}, "rows.csv", 2)).record
    assert made
    return made


TOLD = [
    ("Does Health Insurance Reduce Debt?", "en", "impact-evaluation"),
    ("Pension Wealth and the Timing of Retirement", "en", "behavioural-effects"),
    ("Privatising Social Security", "en", "social-protection-reform"),
    ("Brings safety nets to more poor families in the north", "en", "coverage"),
    ("Trains a ministry so that safety nets are delivered better", "en", "delivery-systems"),
    ("Lays the foundations of an adaptive safety net", "en", "systems-approach"),
    ("Who Bears the Burden of Social Insurance?", "en", "fiscal-incidence"),
    ("Participation in SNAP among Seniors", "en", "non-take-up"),
    ("Makes transfers timely and better targeted", "en", "targeting"),
    ("Gives families cash transfers in times of crisis", "en", "shock-responsive-social-protection"),
    ("Les enjeux d'une réforme de l'assurance chômage", "fr", "social-protection-reform"),
    ("Ampliación de la seguridad social en las zonas rurales", "es", "coverage"),
    ("A sustentabilidade das pensões", "pt", "fiscal-sustainability"),
    ("إصلاح التأمينات الاجتماعية", "ar", "social-protection-reform"),
]


@pytest.mark.parametrize(("title", "language", "topic"), TOLD)
def test_a_topic_is_found_though_no_label_is_there(title: str, language: str, topic: str) -> None:
    assert topic in record(title, language=language).topic


def test_the_same_words_say_several_themes() -> None:
    found = record("The Effect of Unemployment Insurance Reform on Job Search").topic
    assert {"impact-evaluation", "behavioural-effects", "social-protection-reform"} <= {*found}


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Additional Financing for the Social Safety Net Project", "financing"),
        ("Delivers cash transfers to poor families", "delivery-systems"),
        ("A cash transfer that ran before the pandemic", "shock-responsive-social-protection"),
        ("Pensions and Marriage in a Regression Discontinuity Design", "programme-design"),  # a part of a longer label
        ("Optimal Pensions: Evidence from Japan", "impact-evaluation"),  # weak: something else is said
    ],
)
def test_what_words_only_seem_to_say(title: str, topic: str) -> None:
    assert topic not in record(title).topic
