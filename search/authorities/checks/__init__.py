"""What is wrong with a taxonomy.yaml."""

from search.authorities.checks.taxonomy import check
