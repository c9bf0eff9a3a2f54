"""Papers: a closed record in, PDF bytes out; knows nothing of accounts, states or pages."""
