"""``SERVICE`` to the endpoints that an administrator has allowed, and to no other (SPARQL 1.1 Federated Query)."""
