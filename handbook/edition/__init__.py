"""Edition file in, `Edition` out: what one recruiter wants printed. `load.load()` is the door."""
