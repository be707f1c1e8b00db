"""What the municipality writes to a citizen, in Danish: the words and their order, not how they look.

A letter is made from one case alone, so it cannot say anything about anybody else's.
"""
