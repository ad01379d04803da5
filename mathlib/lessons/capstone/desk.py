"""What lies on the learner's desk: the pieces that were checked, for the checks that need them; else ours are lent."""
from mathlib.lessons.capstone import projects, worked

PIECES = {}                       # name -> (the function, the kind of project it was checked for)


def put(name, piece):
    """Keep a piece that was checked for the project of this session."""
    PIECES[name] = piece, projects.chosen()


def piece(name):
    """(the learner's piece of that name, True), or (ours, False)."""
    found, project = PIECES.get(name, (None, None))
    here = projects.chosen()
    if found is not None and (name in ("step", "choose") or project is here):
        return found, True
    return worked.lent(name, here.kind), False


def whose(name):
    """"yours", or "lent"."""
    return "yours" if piece(name)[1] else "lent"
