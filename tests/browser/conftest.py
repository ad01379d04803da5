"""Fixtures that put a lesson into a real browser; without a Chromium these tests are skipped, and say so."""
import pytest

from lab import FLAGS, Lab, LabPage, demonstrations, find_chromium  # isort: skip


@pytest.fixture(scope="package")
def browser():
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine: lessons were not tried in a browser")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def lab(tmp_path_factory):
    server = Lab(tmp_path_factory.mktemp("lab")).start()
    yield server
    server.stop()


@pytest.fixture
def lab_page(browser, lab):
    """open(path, **context): the notebook at notebooks/…, open in a fresh browser window."""
    windows = []

    def open_notebook(path, **context):
        windows.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context}))
        return LabPage(lab, windows[-1].new_page(), path).open()

    yield open_notebook
    for window in windows:
        window.close()
    lab.end_kernels()


@pytest.fixture(scope="module")
def shown(browser, lab):
    """shown("07"), shown(cells, viewport=…): a notebook of a lesson's demonstrations alone, or of these cells, run."""
    windows = []

    def show(what, viewport=None):
        sources = demonstrations(what) if isinstance(what, str) else what
        windows.append(browser.new_context(viewport=viewport or {"width": 1280, "height": 900}))
        path = lab.write(f"shown_{len(windows)}.ipynb", sources)
        lesson = LabPage(lab, windows[-1].new_page(), path).open().run_all()
        lesson.js("p => jupyterapp.shell.collapseLeft()")
        return lesson

    yield show
    for window in windows:
        window.close()
    lab.end_kernels()
