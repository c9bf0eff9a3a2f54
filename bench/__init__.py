"""Benchmarks beside their peers: one command, one table. Ratios count, single figures do not."""
