"""A release in a store that is not ours: any that speaks SPARQL 1.1 over HTTP.

``engine.RemoteEngine`` answers queries from there as the engine here would, and ``command.load`` puts a release there.
Nothing is imported here, so that the errors can be known without the HTTP client.
"""
