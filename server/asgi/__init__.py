"""How requests come in: an ASGI application in front of Flask, on a server that is written in Rust.

``front`` answers queries of programs itself and hands everything else to Flask (``bridge``); ``sites`` exchanges the
release under it; ``listening`` runs it on a socket; ``supervising`` keeps the process alive.
"""
