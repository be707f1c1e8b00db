"""The one door from outside: which service answers, how much a caller may ask; no rules, no tables."""
