"""The big database of `make bench`: made up, the same every time, and gone afterwards."""
