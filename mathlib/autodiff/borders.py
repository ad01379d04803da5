"""The border around a function that is being differentiated: no walk crosses it, and no number slips out."""
from contextlib import contextmanager
from contextvars import ContextVar

oldest = ContextVar("oldest", default=0)          # the oldest birth that a walk back may reach; 0: there is no border


@contextmanager
def border(birth):
    """While this lasts, no walk back reaches a Tensor older than `birth`, and float(x) gives no number of a Tensor."""
    token = oldest.set(birth)
    try:
        yield
    finally:
        oldest.reset(token)
