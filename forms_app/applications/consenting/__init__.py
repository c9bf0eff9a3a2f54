"""Consents over time: what was given, by whom and how, and how each is taken back."""
