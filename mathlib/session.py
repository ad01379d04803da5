"""What a kernel of the course says where Python alone would show a traceback: that cells above have not been run."""
import traceback

NOT_YET = ("`{name}` is not there yet. After a start or a restart of the kernel the cells above have to run first: "
           "choose Run › Run All Above Selected Cell, then run this cell again.")
NO_SUCH = "If a cell above defines `{name}`, run that cell first (Run › Run All Above Selected Cell)."


def load_ipython_extension(shell):
    """Make a shell explain an undefined name."""
    shell.set_custom_exc((NameError,), explain)


def explain(shell, etype, error, tb, tb_offset=None):
    """Show one sentence where the course's first cell has not been run; else the traceback, and a sentence below."""
    lines = [NOT_YET.format(name=error.name)]
    if etype is not NameError or not _in_a_cell(shell, tb) or _begun(shell):
        lines = shell.InteractiveTB.structured_traceback(etype, error, tb, tb_offset=tb_offset)
        if etype is NameError and _in_a_cell(shell, tb):
            lines = [*lines, NO_SUCH.format(name=error.name)]
    shell._showtraceback(etype, error, lines)      # what IPython itself calls when it has made a traceback
    return lines


def _in_a_cell(shell, tb):
    """Whether the name is missing in the learner's own code."""
    *_, (frame, _line) = traceback.walk_tb(tb)
    return frame.f_globals is shell.user_ns


def _begun(shell):
    """Whether a cell has imported something of the course."""
    return any(str(getattr(value, "__module__", "")).startswith("mathlib") or
               str(getattr(value, "__name__", "")).startswith("mathlib") for value in shell.user_ns.values())
