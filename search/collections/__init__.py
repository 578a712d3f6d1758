"""Collections: what curators put together on a subject, one YAML file each, and what is wrong with one."""

from search.collections.checking import check_collection
from search.collections.collection import Collection, Folder
from search.collections.file import Column, Matrix
