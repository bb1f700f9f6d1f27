"""Imposition: finished pages onto the sheets of an office printer. Knows a PDF and a format, never an edition."""
