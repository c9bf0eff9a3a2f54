"""The pages of staff accounts and the error pages, in Chromium."""
