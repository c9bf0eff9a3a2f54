"""Counts of people as they may be published: nobody is found through a small number."""
