"""Which regions and groups a country is a member of, with everything broader."""

from collections.abc import Iterator

from search.authorities.taxonomy import Taxonomy

SCHEMES = ("region", "country_group")


def memberships(taxonomy: Taxonomy) -> dict[str, dict[str, tuple[str, ...]]]:
    """Scheme -> ISO3 -> ids of its concepts, sorted."""
    return {scheme: dict(_closures(taxonomy, scheme)) for scheme in SCHEMES}


def _closures(taxonomy: Taxonomy, scheme: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    direct: dict[str, list[str]] = {}
    if scheme in taxonomy.schemes:
        for concept in taxonomy.schemes[scheme].concepts.values():
            for iso3 in concept.members:
                direct.setdefault(iso3, []).append(concept.id)
    for iso3, ids in direct.items():
        yield iso3, taxonomy.closure(scheme, ids)
