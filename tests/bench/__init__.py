"""How fast the product is under load, beside a floor measured in the same run: `make bench`."""
