"""Which cells of a notebook need which: read from the names that they use and make."""
import ast


def trees_of(cells):
    """{place: what Python reads in it} of the code cells."""
    return {k: ast.parse(cell.source) for k, cell in enumerate(cells) if cell.cell_type == "code"}


def with_needed(trees, places):
    """These places and those of the cells that define what they use, in their order."""
    kept, todo = set(places), list(places)
    while todo:
        last = todo.pop()
        for name in _names(trees[last], ast.Load) - _own(trees[last]):
            made = [k for k in trees if k < last and name in _names(trees[k], ast.Store)][-1:]
            todo += set(made) - kept
            kept |= set(made)
    return sorted(kept)


def with_users(trees, places):
    """These places and those of the cells below that use what they make, or what these make of it."""
    kept, made = [], set()
    for k, tree in trees.items():
        if k in places or made & (_names(tree, ast.Load) - _own(tree)):
            kept.append(k)
            made |= _names(tree, ast.Store) - _own(tree)
    return kept


def _own(tree):
    """The names that a cell binds in its loops, its `with` and its functions' heads."""
    heads = [getattr(node, "target", None) or getattr(node, "optional_vars", None) for node in ast.walk(tree)
             if isinstance(node, ast.For | ast.comprehension | ast.withitem)]
    bound = {node.id for head in heads if head for node in ast.walk(head) if isinstance(node, ast.Name)}
    return bound | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _names(tree, use):
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, use)}
    made = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.alias)]
    return found | {getattr(node, "asname", None) or node.name for node in made} if use is ast.Store else found
