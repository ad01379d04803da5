"""A private JupyterLab and one notebook in it, as a learner's browser shows it."""
import ast
import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
from cells import trees_of, with_needed

from mathlib.my_lessons import MyLessons

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          r"C:\Program Files\Google\Chrome\Application\chrome.exe",
          r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]   # the course needs no network
OWN_FOLDERS = {"HOME": "home", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython",
               "JUPYTER_RUNTIME_DIR": "runtime", "JUPYTERLAB_SETTINGS_DIR": "settings",
               "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
TOO_LONG = "new Promise((_, fail) => setTimeout(() => fail(new Error('the page did not answer in a minute')), 60000))"
LOST = "Error displaying widget"
PANEL = "[...jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === %s)"


def find_chromium():
    """A Chromium, Chrome or Edge of this machine, or None."""
    found = [shutil.which(name) for name in NAMES] + [place for place in PLACES if Path(place).exists()]
    return next((path for path in found if path), None)


def demonstrations(number):
    """The code cells of a lesson that end in a demonstration, and those that these need, in their order."""
    cells = nbformat.read(next((ROOT / "notebooks").glob(f"{number}_*.ipynb")), 4).cells
    trees = trees_of(cells)
    demos = _imported(trees, "mathlib.demos")
    return [cells[k].source for k in with_needed(trees, [k for k, tree in trees.items() if _shows(tree) in demos])]


def handled(name):
    """The places of the cells of a lesson that show what one can click or drag, and of those that these need."""
    trees = trees_of(nbformat.read(ROOT / "notebooks" / name, 4).cells)
    views = _imported(trees, "mathlib.demos", "mathlib.stage") | {"ask", "predict", "inventory"}
    return with_needed(trees, [k for k, tree in trees.items() if views & _called(tree)])


def _imported(trees, *places):
    """The names of functions that a lesson imports from these packages."""
    return {alias.name for tree in trees.values() for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module.startswith(places) for alias in node.names}


def _shows(tree):
    """The name of the function that a cell calls last, whose result JupyterLab shows."""
    call = getattr(tree.body[-1], "value", None) if tree.body else None
    return getattr(call.func, "id", None) if isinstance(call, ast.Call) else None


def _called(tree):
    """The names of the functions that a cell calls."""
    return {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


class Lab:
    """JupyterLab over a copy of notebooks/ and a my_lessons/ made of it, with its own home, port and token."""

    def __init__(self, folder):
        self.folder, self.process = folder, None
        self.notebooks = folder / "project" / "notebooks"
        personal = shutil.ignore_patterns(".ipynb_checkpoints", "my_journal.jsonl")
        shutil.copytree(ROOT / "notebooks", self.notebooks, ignore=personal)
        MyLessons(folder / "project").bring_up_to_date()

    def start(self, patience=60):
        self.port, self.token = _free_port(), secrets.token_hex(16)
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={self.port}",
                   "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}", "--allow-root",
                   f"--ServerApp.root_dir={self.folder / 'project'}", "--LabApp.expose_app_in_browser=True",
                   f"--LabApp.app_settings_dir={ROOT / 'binder' / 'jupyterlab'}",
                   "--ServerApp.shutdown_no_activity_timeout=1800"]   # ends by itself should nobody end it
        self.log = open(self.folder / "jupyter.log", "wb")
        self.process = subprocess.Popen(command, env=self._environment(), cwd=self.folder, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)
        end = time.monotonic() + patience
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"JupyterLab did not start:\n{(self.folder / 'jupyter.log').read_text()[-2000:]}")
            time.sleep(0.1)
        return self

    def _environment(self):
        own = {name: str(self.folder / place) for name, place in OWN_FOLDERS.items()}
        for place in own.values():
            Path(place).mkdir(exist_ok=True)
        profile = Path(own["IPYTHONDIR"]) / "profile_default"
        profile.mkdir(exist_ok=True)
        shutil.copy(ROOT / "binder" / "ipython" / "ipython_config.py", profile)
        extensions = Path(own["JUPYTER_CONFIG_DIR"]) / "jupyter_server_config.d"
        extensions.mkdir(exist_ok=True)
        shutil.copy(ROOT / "binder" / "jupyter" / "mathlib.json", extensions)
        fonts = {"MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(Path.home() / ".config" / "matplotlib"))}
        path = {"PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        return {**os.environ, **fonts, **own, **path}

    def _answers(self):
        with contextlib.suppress(urllib.error.URLError, OSError):
            return self.ask("/api/status") is not None
        return False

    def write(self, name, sources):
        """A notebook of code cells in the copy of notebooks/; the path to open it by."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip()) for source in sources])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, self.notebooks / name)
        return f"notebooks/{name}"

    def ask(self, path, method="GET"):
        key = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(self.url + path, method=method, headers=key)
        with urllib.request.urlopen(request, timeout=15) as answer:
            return json.loads(answer.read() or b"null")

    def end_kernels(self):
        for session in self.ask("/api/sessions"):
            self.ask(f"/api/sessions/{session['id']}", "DELETE")

    def stop(self):
        """End the server, which ends its kernels."""
        if self.process.poll() is None:
            with contextlib.suppress(urllib.error.URLError, OSError):
                self.end_kernels()
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class LabPage:
    """One notebook, open in JupyterLab. `page` is Playwright's page, for all that has no name here."""

    def __init__(self, lab, page, path):
        self.lab, self.page, self.path = lab, page, path
        self.trouble = []   # what the browser itself complained about
        page.on("pageerror", lambda error: self.trouble.append(str(error)))

    def open(self):
        self.page.goto(f"{self.lab.url}/lab/tree/{self.path}?token={self.lab.token}&reset")
        return self._until_ready()

    def _until_ready(self):
        self._wait("p && p.isVisible && p.content.widgets.length > 0 && !document.querySelector('#jupyterlab-splash')")
        self._wait("p.sessionContext.isReady && p.sessionContext.session?.kernel?.status === 'idle'")
        return self

    def run_all(self, seconds=120):
        """Run > Run All Cells, and wait until each has run. A cell that failed fails the test."""
        self.js("p => jupyterapp.commands.execute('notebook:run-all-cells')", wait=False)
        return self._all_ran("p.content.widgets", seconds)

    def run_some(self, numbers, seconds=120):
        """Run the cells at these places in their order, and wait. A cell that failed fails the test."""
        self.js(f"p => {{ for (const k of {numbers}) {{ p.content.activeCellIndex = k;"
                " jupyterapp.commands.execute('notebook:run-cell'); } }", wait=False)
        return self._all_ran(f"{numbers}.map(k => p.content.widgets[k])", seconds)

    def _all_ran(self, which, seconds):
        cells = f"{which}.filter(c => c.model.type === 'code' && c.model.sharedModel.source.trim())"
        failed = f"{cells}.some(c => c.model.outputs.toJSON().some(o => o.output_type === 'error'))"
        ran = f"{cells}.every(c => c.model.executionState !== 'running' && c.model.executionCount)"
        self._wait(f"({failed}) || {ran}", seconds)
        assert not self.errors(), self.errors()
        self._wait("p.sessionContext.session.kernel.status === 'idle'", seconds)
        self.page.wait_for_timeout(500)      # what was run last comes into view by itself
        return self

    def save(self):
        """File > Save. Once in many runs JupyterLab's promise never comes back: what counts is that nothing is left."""
        self.js("p => Promise.race([p.context.save(), new Promise(done => setTimeout(done, 20000))])")
        self._wait("!p.context.model.dirty")

    def reload(self):
        """The browser's own reload. The kernel goes on."""
        self.page.reload()
        return self._until_ready()

    def reopen(self):
        """Save, end the kernel, and open the file again: it gets a new kernel, which has run nothing."""
        self.save()
        self.lab.end_kernels()
        return self.open()

    def restart(self):
        """Kernel > Restart, without a question."""
        self.js("p => p.sessionContext.session.kernel.restart()")
        self._wait("p.sessionContext.session.kernel.status === 'idle'")
        return self

    def run(self, number):
        """Run the cell at a place, and wait; the text of its outputs."""
        self.js(f"p => {{ p.content.activeCellIndex = {number}; jupyterapp.commands.execute('notebook:run-cell'); }}",
                wait=False)
        self._wait(f"p.content.widgets[{number}].model.executionState === 'running'"
                   f" || p.content.widgets[{number}].model.executionCount")
        self._wait("p.sessionContext.session.kernel.status === 'idle'")
        return self.cell(number).locator(".jp-OutputArea").inner_text()

    def errors(self):
        """The error outputs that the page holds, and those of a script, as text."""
        shown = self.js("p => p.content.widgets.filter(c => c.model.type === 'code')"
                        ".flatMap(c => c.model.outputs.toJSON()).filter(o => o.output_type === 'error')"
                        ".map(o => o.ename + ': ' + o.evalue)")
        return shown + self.trouble

    def draw(self, number, inside, seconds=90):
        """Scroll to a cell until its output is drawn: JupyterLab forgets a wish that comes too early.

        Where a new kernel is slow, it draws before it has read the widgets from the file, and leaves an error in
        their place until the page is reloaded (jupyterlab_widgets: `restoreWidgets` runs twice at once).
        """
        end, reloaded, cell = time.monotonic() + seconds, False, self.cell(number)
        while not cell.locator(inside).count():
            assert time.monotonic() < end, f"cell {number} shows no {inside}, but {cell.inner_text()[-200:]!r}"
            if LOST in cell.inner_text() and not reloaded:
                reloaded = bool(self.reload())
            self.js(f"p => void p.content.scrollToItem({number})")
            self.page.wait_for_timeout(500)

    def drawn(self, number):
        """The stage in the output of a cell, drawn."""
        self.draw(number, ".mathlib-stage")
        root = self.cell(number).locator(".mathlib-stage")
        root.scroll_into_view_if_needed()
        return StagePage(self.page, root)

    def cell(self, number):
        """A cell by its place, counted from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def stage(self, number=0):
        """A stage of the page by its place, scrolled into view."""
        root = self.page.locator(".mathlib-stage").nth(number)
        root.wait_for(state="visible", timeout=30000)
        root.scroll_into_view_if_needed()
        return StagePage(self.page, root)

    def js(self, function, wait=True):
        """The value of a JavaScript function of the notebook's panel; a promise is waited for, a minute at most."""
        call = f"({function})({PANEL % json.dumps(self.path)})"
        return self.page.evaluate(f"Promise.race([{call}, {TOO_LONG}])" if wait else f"void {call}")

    def _wait(self, condition, seconds=60):
        script = (f"() => {{ if (!window.jupyterapp?.shell) return false;"
                  f" const p = {PANEL % json.dumps(self.path)}; return p && ({condition}); }}")
        self.page.wait_for_function(script, timeout=seconds * 1000, polling=100)


class StagePage:
    """One stage in the page: handled as a hand would, read as an eye would."""

    def __init__(self, page, root):
        self.page, self.root = page, root
        self.panel = root.locator("svg.ms-handled").first   # the panel one can place things in

    def button(self, action):
        """A button, box, slider or choice by the action it asks for."""
        return self.root.locator(f'[data-action="{action}"]').first

    def press(self, *keys):
        """Press keys with the panel in focus, one after the other."""
        self.panel.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def position(self, x, y):
        """Where the data point (x, y) is on the screen, read off the ticks of linear axes, once the page lies still."""
        last, now = None, self.panel.evaluate(POSITION, [x, y])
        while now != last:
            self.page.wait_for_timeout(60)
            last, now = now, self.panel.evaluate(POSITION, [x, y])
        return now

    def click_data(self, x, y):
        """Click where the axes say (x, y) is."""
        self.page.mouse.click(*self.position(x, y))

    def drag_data(self, start, end, steps=8):
        """Press at one data point, move to another, let go."""
        self.page.mouse.move(*self.position(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.position(*end), steps=steps)
        self.page.mouse.up()

    def readout(self):
        """The read-outs as {name: text}."""
        pairs = self.root.locator(".ms-readout > *")
        return dict(pairs.evaluate_all("pairs => pairs.map(pair => [...pair.children].map(part => part.textContent))"))

    def number(self, name):
        """A read-out as a number."""
        return float(re.search(r"[-−]?[\d.]+(e[-−]?\d+)?", self.readout()[name])[0].replace("−", "-"))

    def heard(self):
        """What a screen reader was told last."""
        return self.root.locator("[aria-live]").first.inner_text().strip()

    def badge(self):
        """The badge, with its tick once a goal is reached."""
        return self.root.locator(".ms-badge").text_content()

    def until(self, condition, seconds=30):
        """Wait until condition() is true: Python's answer comes a few frames later."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, (f"still waiting; read-out {self.readout()}, heard {self.heard()!r}, "
                                            f"problem {self.root.locator('.ms-problem').text_content()!r}")
            self.page.wait_for_timeout(30)


POSITION = """(svg, [x, y]) => {
  svg.scrollIntoView({ block: "center" });
  const across = [], up = [];                       // [value, pixel] of each tick
  for (const line of svg.querySelectorAll(".ms-grid")) {
    const box = line.getBoundingClientRect();
    const value = Number(line.nextElementSibling.textContent.replaceAll("−", "-"));
    if (line.getAttribute("x1") === line.getAttribute("x2")) across.push([value, box.left + box.width / 2]);
    else up.push([value, box.top + box.height / 2]);
  }
  const place = (ticks, v) => {
    const [a, pa] = ticks[0], [b, pb] = ticks.at(-1);
    return pa + (v - a) / (b - a) * (pb - pa);
  };
  return [place(across, x), place(up, y)];
}"""
