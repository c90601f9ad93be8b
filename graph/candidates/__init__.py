"""Links proposed for review: things of another data set that may be our places and organisations.

What is proposed here is written into a file for a person to decide on, and nowhere else. Only ``apply`` writes into
the reviewed tables, and only what somebody has accepted.
"""
