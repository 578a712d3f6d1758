"""References read by Zotero's own translators, which npm installs for the tests alone."""
