"""Records in, pages out: what each page says, where it stands, what it links to. No HTML engine."""
