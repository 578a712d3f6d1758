"""Widgets that other sites frame: no script, no cookie, nothing from third parties."""
