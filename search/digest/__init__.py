"""What is new in the index since a day: records that were added or changed, by subject, as pages and mails tell it."""

from search.digest.digest import WALKED, digest_of, latest
from search.digest.telling import Told, ToldEntry, ToldSection, Voice, told
