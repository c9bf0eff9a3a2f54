"""Division codes, places with dated flags, and distances; read from tables, never typed."""
