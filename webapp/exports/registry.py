"""The formats, in the order in which pages name them; routes, links, robots.txt and error pages follow."""

from webapp.exports import atom, bibtex, csl, csv, ics, json_lines, ris, xlsx

EXPORTS = (csv.EXPORT, xlsx.EXPORT, ris.EXPORT, bibtex.EXPORT, csl.EXPORT, json_lines.EXPORT, ics.EXPORT, atom.EXPORT)
TABLES = (csv.TABLE, xlsx.TABLE)
