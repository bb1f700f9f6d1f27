"""Channels: what becomes of a finished PDF on its way to screen, office printer or print shop."""
