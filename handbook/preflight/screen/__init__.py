"""What is wrong with a finished PDF for those who read it on a screen, or have it read out to them: rules U01 to U17.

The rules look at what other modules read once and in plain values: `tags` what screen readers are told, `strings` and `letters` what
the pages show, `targets` where links lead, `claims` what the file says of itself.
"""

from handbook.preflight.screen import file, links, standards, structure, text

__all__ = ["file", "links", "standards", "structure", "text"]
