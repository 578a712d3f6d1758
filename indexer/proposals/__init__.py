"""What is proposed for a record, and never stated: each proposer reads texts in its way."""

from indexer.proposals.countries import CountryProposer
from indexer.proposals.labels import LabelProposer
from indexer.proposals.passing import in_figures
from indexer.proposals.programmes import ProgrammeProposer
from indexer.proposals.proposal import PROPOSED, Proposal, Proposer
