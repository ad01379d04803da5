"""What a kernel of the course says where Python alone would show a traceback: that cells above have not been run, or
why a demonstration cannot begin as it was asked to."""
import traceback

from mathlib.demos.machine import Refusal

NOT_YET = ("`{name}` is not there yet. After a start or a restart of the kernel the cells above have to run first: "
           "choose Run › Run All Above Selected Cell, then run this cell again.")
NO_SUCH = "If a cell above defines `{name}`, run that cell first (Run › Run All Above Selected Cell)."


def load_ipython_extension(shell):
    """Make a shell explain an undefined name, and say a refusal without its traceback."""
    shell.set_custom_exc((NameError, Refusal), explain)


def explain(shell, etype, error, tb, tb_offset=None):
    """Show one sentence where one says it all; else the traceback, and a sentence below it for an undefined name."""
    lines = _lines(shell, etype, error, tb, tb_offset)
    shell._showtraceback(etype, error, lines)      # what IPython itself calls when it has made a traceback
    return lines


def _lines(shell, etype, error, tb, tb_offset):
    if issubclass(etype, Refusal):
        return [str(error)]
    unknown = etype is NameError and _in_a_cell(shell, tb)
    if unknown and not _begun(shell):
        return [NOT_YET.format(name=error.name)]
    below = [NO_SUCH.format(name=error.name)] if unknown else []
    return [*shell.InteractiveTB.structured_traceback(etype, error, tb, tb_offset=tb_offset), *below]


def _in_a_cell(shell, tb):
    """Whether the name is missing in the learner's own code."""
    *_, (frame, _line) = traceback.walk_tb(tb)
    return frame.f_globals is shell.user_ns


def _begun(shell):
    """Whether a cell has imported something of the course."""
    return any(str(getattr(value, "__module__", "")).startswith("mathlib") or
               str(getattr(value, "__name__", "")).startswith("mathlib") for value in shell.user_ns.values())
