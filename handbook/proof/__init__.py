"""Laid-out pages + findings -> the proof: what a recruiter looks through and signs before anything is printed.

`entries` numbers the findings and tells them in a language, `marks` places their numbers beside the pages, `sheets` makes the PDF.
"""

from handbook.proof.sheets import SAFE_MM, Proof, proof

__all__ = ["SAFE_MM", "Proof", "proof"]
