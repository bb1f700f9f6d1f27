"""Channels: a finished PDF becomes the file that goes to one place: a screen, an office printer, a press."""
