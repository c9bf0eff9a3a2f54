"""Consent on a signed sheet of paper: printed, signed, photographed, seen by a desk, recorded."""
