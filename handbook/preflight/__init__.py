"""Preflight: what must not reach paper, found before it is printed.

Every rule has a code that is never given to something else, and a docstring that is its page in the manual. `rule` registers
them and runs a family of them over one subject; the other modules hold the rules, a family each. `finished.check` looks at any PDF:
the rules in `press` say what a print shop would send back, those in `screen` what a reader would miss.
"""
