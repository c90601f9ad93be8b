"""The pipeline from the text of an announcement to a published release. It knows no HTTP.

>>> import graph
>>> graph.__doc__ is not None
True
"""
