"""What the index covers: regions and income groups against their countries and people; the most and the least."""

from collections.abc import Iterable

from search.authorities import Indicators
from search.sentences import N_
from search.text import fold
from webapp.presenters.insights.figures import Figures
from webapp.presenters.insights.tables import Cell, Cells, Table

INCOME = ("low-income", "lower-middle-income", "upper-middle-income", "high-income")
POPULATION = "population"  # the indicator
CATEGORIES = ("programme", "population", "topic", "cross_cutting")
MOST = 10  # countries at either end
SOME = 5  # terms at either end, of each vocabulary


class Coverage:
    """Of one index version."""

    def __init__(self, figures: Figures, indicators: Indicators, cells: Cells) -> None:
        self._figures = figures
        self._cells = cells
        self._taxonomy = cells.labels.taxonomy
        self._people = {iso3: of[POPULATION][-1][1] for iso3, of in indicators.series.items() if of.get(POPULATION)}
        self._records = figures.tally.counts["country"]

    def regions(self) -> Table:
        """The regions that countries belong to directly."""
        scheme = self._taxonomy.schemes.get("region")
        known = [one.id for one in scheme.concepts.values() if one.members and not one.deprecated] if scheme else []
        parts = [one for one in known if not self._taxonomy.narrower("region", one)]
        return self._groups("regions", self._cells.gettext("By region"), "region", parts)

    def incomes(self) -> Table:
        """The income groups of the World Bank."""
        known = [one for one in INCOME if self._taxonomy.concept("country_group", one)]
        return self._groups("incomes", self._cells.gettext("By income group"), "country_group", known)

    def _groups(self, name: str, title: str, scheme: str, ids: list[str]) -> Table:
        say = self._cells.gettext
        head = [N_("Countries"), N_("with records"), N_("Records"), N_("Records per country"),
                N_("Population"), N_("Records per million people")]  # fmt: skip
        rates = {one: self._rate(scheme, one) for one in ids}
        most = max(rates.values(), default=0)
        return Table(
            name=name,
            title=title,
            head=[self._cells.labels.field(scheme), *map(say, head)],
            rows=[self._group(scheme, one, most) for one in ids],
            hint=say(N_("Population: the latest figure of each country that has one.")),
        )

    def _rate(self, scheme: str, group: str) -> float:
        concept = self._taxonomy.concept(scheme, group)
        members = concept.members if concept else ()
        return self._figures.tally.counts[scheme].get(group, 0) / len(members) if members else 0.0

    def _group(self, scheme: str, group: str, most: float) -> list[Cell]:
        cells, concept = self._cells, self._taxonomy.concept(scheme, group)
        members = concept.members if concept else ()
        count, rate = self._figures.tally.counts[scheme].get(group, 0), self._rate(scheme, group)
        per_country = cells.decimal(rate)
        per_country.bar = 100 * rate / most if most else -1
        return [
            cells.value(scheme, group, cells.links.concept(scheme, group)),
            cells.count(len(members)),
            cells.count(sum(1 for iso3 in members if self._records.get(iso3))),
            cells.count(count, cells.search(scheme, group)),
            per_country,
            *self._per_million(members, count),
        ]

    def _per_million(self, countries: Iterable[str], count: int) -> list[Cell]:
        people = sum(self._people.get(iso3, 0) for iso3 in countries) or None
        return [self._cells.amount(people), self._cells.decimal(count / people * 1e6 if people else None, 2)]

    def most_countries(self) -> Table:
        """With most records."""
        found = sorted(self._economies(), key=lambda one: (-self._records.get(one, 0), self._name(one)))
        title = self._cells.gettext("Countries with most records")
        return self._countries("most", title, [one for one in found if self._records.get(one)][:MOST])

    def least_countries(self) -> Table:
        """With fewest, of these the most populous first."""
        people, records = self._people, self._records
        found = sorted(self._economies(), key=lambda one: (records.get(one, 0), -people.get(one, 0), self._name(one)))
        without = sum(1 for one in found if not records.get(one))
        table = self._countries("least", self._cells.gettext("Countries with fewest records"), found[:MOST])
        language = self._cells.labels.language
        said = language.ngettext(
            "%(count)s country has no record. Among equals the most populous come first.",
            "%(count)s countries have no record. Among equals the most populous come first.",
            without,
        )
        table.hint = said % {"count": language.number(without)}
        return table

    def _economies(self) -> list[str]:
        """Countries that belong to a region: territories without figures of their own are not expected."""
        return [iso3 for iso3 in self._cells.labels.countries.codes if self._cells.labels.countries.regions(iso3)]

    def _name(self, iso3: str) -> str:
        return fold(self._cells.labels.value("country", iso3))

    def _countries(self, name: str, title: str, countries: list[str]) -> Table:
        say, cells = self._cells.gettext, self._cells
        head = [N_("Country"), N_("Records"), N_("Population"), N_("Records per million people")]
        counts = {iso3: self._records.get(iso3, 0) for iso3 in countries}
        most = max(counts.values(), default=0)
        rows = [
            [
                cells.value("country", iso3, cells.links.country(iso3)),
                cells.count(count, cells.search("country", iso3), most),
                *self._per_million([iso3], count),
            ]
            for iso3, count in counts.items()
        ]
        return Table(name, title, list(map(say, head)), rows)

    def most_terms(self) -> Table:
        """Of each vocabulary of subjects, of the terms that have none narrower."""
        return self._terms("terms-most", self._cells.gettext("Terms with most records"), -1)

    def least_terms(self) -> Table:
        """The other end, and how many terms no record has."""
        table = self._terms("terms-least", self._cells.gettext("Terms with fewest records"), 1)
        counts = self._figures.tally.counts
        without = sum(1 for scheme in CATEGORIES for one in self._narrowest(scheme) if not counts[scheme].get(one))
        said = self._cells.gettext("Terms without a record, in all of these vocabularies: %(count)s.")
        table.hint += " " + said % {"count": self._cells.labels.language.number(without)}
        return table

    def _terms(self, name: str, title: str, order: int) -> Table:
        cells, counts = self._cells, self._figures.tally.counts
        found = [(scheme, one, counts[scheme].get(one, 0)) for scheme in CATEGORIES for one in self._narrowest(scheme)]
        found.sort(key=lambda term: (CATEGORIES.index(term[0]), order * term[2], term[1]))
        ends = [term for scheme in CATEGORIES for term in [one for one in found if one[0] == scheme][:SOME]]
        most = max((count for *_, count in ends), default=0) if order < 0 else 0
        rows = [self._term(*term, most) for term in ends]
        head = [N_("Term"), N_("Vocabulary"), N_("Records")]
        hint = cells.gettext("Five of each vocabulary, of the terms that have none narrower.")
        return Table(name, title, list(map(cells.gettext, head)), rows, hint)

    def _term(self, scheme: str, one: str, count: int, most: int) -> list[Cell]:
        cells = self._cells
        named = cells.value(scheme, one, cells.links.concept(scheme, one))
        return [named, cells.text(cells.labels.field(scheme)), cells.count(count, cells.search(scheme, one), most)]

    def _narrowest(self, name: str) -> list[str]:
        scheme = self._taxonomy.schemes.get(name)
        known = (one for one in scheme.concepts.values() if not one.deprecated) if scheme else ()
        return [one.id for one in known if not self._taxonomy.narrower(name, one.id)]
