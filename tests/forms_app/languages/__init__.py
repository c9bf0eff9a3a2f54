"""Languages: texts, templates, catalogues, the switch, and pages in a test language."""
