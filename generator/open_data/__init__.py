"""All public records as JSON, CSV and schemas: one file a kind, the same records the same bytes."""
