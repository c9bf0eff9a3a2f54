"""Turns YAML records into a public portal and printed papers. Never imports forms_app."""
