"""Aid rules in, sums out: the one engine behind page, printed table and tests. No framework."""
