"""What is wrong with a taxonomy.yaml."""

from search.authorities.checks.finding import Finding
from search.authorities.checks.relations import successors
from search.authorities.checks.standing import everything_above
from search.authorities.checks.taxonomy import check, fatal
