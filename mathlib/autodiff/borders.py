"""The border around a function that is being differentiated: no walk back crosses it, and no number slips out.

While grad(f)(x) is at work, a gradient that is found inside f is made of plain numbers. Had its walk reached x, or
anything older, the path from there through these numbers would be lost without a word. So a walk back looks at the
births of what it reaches, and `float` at whether there is a border at all.
"""
from contextvars import ContextVar

oldest = ContextVar("oldest", default=0)          # the oldest birth that a walk back may reach; 0: there is no border
