"""Any search or record as a feed or a file: a registry of formats, and one bibliographic view for most of them."""

from webapp.exports.bibliography import item_of
from webapp.exports.citation import citation
from webapp.exports.coins import coins
from webapp.exports.csv import figures, table_lines
from webapp.exports.export import Context, Export, TableExport
from webapp.exports.heads import meta_tags, signposts
from webapp.exports.linked_data import linked_data
from webapp.exports.processor import STYLES, citations, cited
from webapp.exports.registry import EXPORTS, TABLES
from webapp.exports.search_record import read, search_record, written
from webapp.exports.verifying import verified
