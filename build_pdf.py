#!/usr/bin/env python3
"""The front door: `python build_pdf.py` builds the house edition, `python build_pdf.py --help` tells the rest."""

from handbook.cli import main

if __name__ == "__main__":
    main()
