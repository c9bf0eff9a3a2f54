"""Staff accounts and organisations, login, and who may open which page."""
