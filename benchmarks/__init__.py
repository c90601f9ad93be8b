"""Khen beside its peers: the same queries on the same data in one run. Not part of the package, nor of the tests."""
