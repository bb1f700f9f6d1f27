#!/usr/bin/env python3
"""The front door: `python build_pdf.py` builds the house edition, `python build_pdf.py --help` tells the rest."""

if __name__ == "__main__":
    from handbook.cli import main  # here, so that worker processes, which load this file again, stay light

    main()
