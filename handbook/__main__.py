"""`python -m handbook …`: the same as `python build_pdf.py …`."""

from handbook.cli import main

if __name__ == "__main__":
    main()
