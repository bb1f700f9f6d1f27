"""Where a PDF goes. `screen.py`: readers and screen readers, PDF/UA-1 and PDF/A-2a at once, with forms to fill in."""
