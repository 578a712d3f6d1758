"""What every template may use, and the parts of a page that Python writes."""

from webapp.rendering import environment
