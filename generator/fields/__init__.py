"""What each field of a record is, in an editor's words; one table for forms, schemas and pages."""
