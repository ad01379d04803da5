// Put before each view's own module (see `with_keys`): the keys that a view leaves to JupyterLab.
//
// JupyterLab reads letters as commands wherever the focus is: X cuts a cell. An element that bears the mark
// data-lm-suppress-shortcuts keeps all its keys for itself, also Shift+Enter and Escape, and a learner who
// expects these to lead on would be stuck. So inside a view Shift+Enter goes on to the next cell (running this
// one again would lose what was done in it) and Escape goes back to the cell itself.

function leaveByKeys(root) {
  const listen = (event) => {
    const on = event.key === "Enter" && event.shiftKey, back = event.key === "Escape";
    const cell = (on || back) && root.contains(event.target) && root.closest(".jp-Cell");
    if (!cell) return;
    event.preventDefault();
    event.stopPropagation();
    const { before } = document.activeElement.dataset;    // of a box: what it held
    if (back && before !== undefined) document.activeElement.value = before;
    document.activeElement.blur();                        // going on, what was typed counts; going back, it does not
    const next = on && cell.nextElementSibling?.matches(".jp-Cell") ? cell.nextElementSibling : cell;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  window.addEventListener("keydown", listen, true);       // before JupyterLab, which listens on the document
  return () => window.removeEventListener("keydown", listen, true);
}

