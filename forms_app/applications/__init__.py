"""A family's application: pages, saving, 取件码, submission, receipt and status."""
