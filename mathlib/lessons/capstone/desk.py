"""What lies on the learner's desk: the pieces that were checked, for the checks that need them; else ours are lent."""
from mathlib.lessons.capstone import projects, worked

PIECES = {}                       # name -> (the function, the project it was checked for, what the check said)


def put(name, piece, said=""):
    """Keep a piece that was checked for the project of this session. With another loss its gradient goes."""
    if name == "loss" and PIECES.get(name, (None,))[0] is not piece:
        drop("gradient")
    PIECES[name] = piece, projects.chosen(), said


def drop(name):
    """Take a piece away, and with a loss its gradient."""
    PIECES.pop(name, None)
    if name == "loss":
        drop("gradient")


def piece(name):
    """(the learner's piece of that name, True), or (ours, False)."""
    found, project, _ = PIECES.get(name, (None, None, ""))
    here = projects.chosen()
    if found is not None and (name in ("step", "choose") or project is here):
        return found, True
    return worked.lent(name, here.kind), False


def whose(name):
    """"yours", or "lent"."""
    return "yours" if piece(name)[1] else "lent"


def said(name):
    """What the check said of a piece of the learner's own; nothing of one that is lent."""
    return PIECES[name][2] if piece(name)[1] else ""
