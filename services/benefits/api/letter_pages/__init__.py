"""How letters look, on a screen and on paper: one letter, two forms with the same text in the same order.

The words are made in `domain/decisions/letters`; here is only their form, since a form is part of what callers are
answered. `letter.typ` is the template of the PDF; it is given the letter as data, never as text to be interpreted.
Both forms leave the place of the recipient empty: benefits knows neither names nor addresses. The municipality's post
system fills it in, in HTML the element `recipient`, in PDF the window of a C5 envelope (20-110 mm from the left edge,
38-70 mm from the top), which nothing else is printed in; who it is for stands in the answer's `Hjemvej-Citizen-Id`.
"""
