"""Records to flyers: what a record's page says, on one sheet for a village wall or a hand."""
