"""Documents in, their readings under review, accepted clauses."""
