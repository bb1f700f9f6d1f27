"""Lengths at the border between paper and PDF. Paper is measured in millimetres, PDF in points, CSS in pixels."""

POINTS_PER_MM = 72 / 25.4
PIXELS_PER_MM = 96 / 25.4  # CSS Values and Units Level 4, § 6.2


def mm_to_points(length_mm: float) -> float:
    """Millimetres to PDF points (1/72 inch)."""
    return length_mm * POINTS_PER_MM


def pixels_to_mm(length_px: float) -> float:
    """CSS pixels (1/96 inch) to millimetres."""
    return length_px / PIXELS_PER_MM
