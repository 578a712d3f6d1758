"""Any search or record as a feed or a file: a registry of formats, and one bibliographic view for most of them."""

from webapp.exports.bibliography import item_of
from webapp.exports.citation import citation, linked_data, meta_tags
from webapp.exports.export import Context, Export
from webapp.exports.registry import EXPORTS
