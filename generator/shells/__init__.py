"""Built shell pages in, the whole portal out: filled, checked against the engine, published."""
