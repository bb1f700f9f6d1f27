"""Editions that try the pages as hard as an edition can."""
