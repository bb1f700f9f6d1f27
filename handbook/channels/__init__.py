"""Channels: a finished PDF becomes the file that goes to one place: a screen, an office printer, a press.

`screen` is for readers and screen readers: PDF/UA-1 and PDF/A-2a at once, with forms to fill in. `office` puts pages on sheets,
`press` makes PDF/X-4 in printing inks. The other modules are theirs.
"""
