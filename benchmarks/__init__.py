"""How fast, as ratios taken in one run: `make bench`."""
