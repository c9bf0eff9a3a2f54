"""Helpers: who fills in for a family, what each changed, and the family's word on it (N7)."""
