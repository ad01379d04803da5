// What every view settles with JupyterLab, which it lives in: keys, focus, being in view, and being asleep.
//
// JupyterLab reads letters as commands wherever the focus is: X cuts a cell. An element that bears the mark
// data-lm-suppress-shortcuts keeps all its keys for itself, also Shift+Enter and Escape, and a learner who
// expects these to lead on would be stuck. So inside a view Shift+Enter goes on to the next cell (running this
// one again would lose what was done in it) and Escape goes back to the cell itself.

function leaveByKeys(root) {
  const listen = (event) => {
    const on = event.key === "Enter" && event.shiftKey,
      back = event.key === "Escape";
    const cell = (on || back) && root.contains(event.target) && root.closest(".jp-Cell");
    if (!cell) return;
    event.preventDefault();
    event.stopPropagation();
    const { before } = document.activeElement.dataset; // of a box: what it held
    if (back && before !== undefined) document.activeElement.value = before;
    document.activeElement.blur(); // going on, what was typed counts; going back, it does not
    const next = on && cell.nextElementSibling?.matches(".jp-Cell") ? cell.nextElementSibling : cell;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  window.addEventListener("keydown", listen, true); // before JupyterLab, which listens on the document
  return () => window.removeEventListener("keydown", listen, true);
}

// A click anywhere in a view, on a title or a number too, gives it the focus: the next letter is meant for it.
function keepFocus(root) {
  const take = () => {
    if (!root.contains(document.activeElement)) root.focus({ preventScroll: true });
  };
  root.addEventListener("pointerdown", () => requestAnimationFrame(take));
  root.addEventListener("click", take);
}

// What has just been run is whole in view, once. Run All, a reload or an opened file move nothing: there the active
// cell is another one than this or the next.
function comeIntoView(root) {
  const look = () => {
    const cell = root.closest(".jp-Cell"),
      active = cell?.parentElement.querySelector(":scope > .jp-Cell.jp-mod-active");
    const frame = root.closest(".jp-WindowedPanel-outer, .jp-Notebook");
    if (!frame || (active !== cell && active !== cell.nextElementSibling)) return;
    const [mine, room] = [root.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (mine.top >= room.top && mine.bottom <= room.bottom) return;
    const below = mine.bottom > room.bottom && mine.height <= room.height;
    frame.scrollTop += below ? mine.bottom - room.bottom + 8 : mine.top - room.top - 8;
  };
  const later = [setTimeout(look, 120), setTimeout(look, 450)]; // when it has its height, and JupyterLab has scrolled
  root.addEventListener("pointerdown", () => later.forEach(clearTimeout), { once: true });
  return () => later.forEach(clearTimeout);
}

function atHome(root) {
  keepFocus(root);
  const undo = [leaveByKeys(root), comeIntoView(root)];
  return () => undo.forEach((release) => release());
}

// Whether the Python object behind a view still listens: told now, and whenever that changes. A view that was saved
// and opened again, or whose kernel was restarted, is asleep.
function watchLife(model, tell) {
  let live = true;
  const look = async () => {
    let now = live;
    try {
      now = Boolean((await model.widget_manager.get_model(model.get("own_id"))).comm_live);
    } catch {
      now = false;
    }
    if (now !== live) {
      live = now;
      tell(live);
    }
  };
  model.on("comm_live_update", look);
  look();
  return () => model.off("comm_live_update", look);
}
