"""Open the course, or run its tests, in an environment of its own.

    python3 start.py                opens JupyterLab on your own copy of the lessons, in the folder my_lessons
    python3 start.py fresh 07       begins lesson 07 anew, and keeps what you had under another name
    python3 start.py test           runs the whole test suite; further words go to pytest

The first run makes the folder .venv beside this file and installs into it what requirements.txt lists;
later runs start at once. Nothing is installed outside this folder. To begin afresh, delete .venv.

Only the standard library, and only syntax that Python 3.8 knows: an old Python must be able to read on
until it can say what is wrong.
"""
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 14)   # what the pinned NumPy is built for
LEARNER, TESTS = "requirements.txt", "tests/requirements.txt"
SETTINGS = {"binder/jupyterlab/overrides.json": "share/jupyter/lab/settings",   # read by JupyterLab and by every kernel
            "binder/jupyterlab/page_config.json": "share/jupyter/lab/settings",
            "binder/jupyter/mathlib.json": "etc/jupyter/jupyter_server_config.d",
            "binder/ipython/ipython_config.py": "etc/ipython"}
SPREAD = "--numprocesses=logical --maxprocesses=4 --dist=loadscope --no-loadscope-reorder".split()   # over the cores


def say(text):
    print(text, flush=True)


def stop(text):
    sys.exit("\n" + text)


def version_of(python):
    """(major, minor) of an interpreter; None if it does not run."""
    asked = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30)
        return tuple(int(word) for word in answer.stdout.split()) or None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def suits(version):
    return version is not None and OLDEST <= version <= NEWEST


def find_python():
    """This Python if it suits, else a suitable one on the PATH, else a sentence and the end."""
    if suits(sys.version_info[:2]):
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        python = shutil.which("python3.%d" % minor)
        if python and suits(version_of(python)):
            return python
    stop("The course needs Python 3.%d to 3.%d; this is Python %d.%d, and no other was found.\n"
         "Install one from https://www.python.org/downloads/ (macOS, Windows) or with your package manager\n"
         "(Debian, Ubuntu: sudo apt install python3 python3-venv), then run the same command again."
         % (OLDEST[1], NEWEST[1], sys.version_info[0], sys.version_info[1]))


def make_environment():
    """Create .venv unless a working one is there."""
    if suits(version_of(str(PYTHON))):
        return
    python = find_python()
    if subprocess.call([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL):
        stop("Your Python cannot make virtual environments yet. On Debian or Ubuntu:\n"
             "    sudo apt install python3-venv\nThen run the same command again.")
    say("Making the folder .venv ...")
    if subprocess.call([python, "-m", "venv", "--clear", str(VENV)]):
        stop("The folder .venv could not be made (the lines above say why). Is this folder writable?")


def stamp(requirements):
    """What decides whether an installation is still right: the pins, the place and the Python."""
    names = [LEARNER, TESTS, "binder/requirements.txt", "pyproject.toml"] + sorted(SETTINGS)
    pins = [(ROOT / name).read_bytes() for name in names if requirements == TESTS or name != TESTS]
    return hashlib.sha256(b"\0".join(pins + [str(ROOT).encode(), repr(version_of(str(PYTHON))).encode()])).hexdigest()


def install(requirements):
    """Install a requirements file into .venv, unless this very file was installed before."""
    done = VENV / ("installed-" + requirements.replace("/", "-"))
    if done.exists() and done.read_text() == stamp(requirements):
        return
    say("Installing %s into .venv: once, about half a gigabyte, one to three minutes ..." % requirements)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-r", requirements]
    process = subprocess.Popen(pip, cwd=str(ROOT), env=environment(), stdout=subprocess.PIPE)
    for count, line in enumerate(process.stdout):
        if sys.stdout.isatty():
            print("\r" + ("  %d  %s" % (count, line.decode(errors="replace").strip()))[:76].ljust(76), end="")
    if process.wait():
        stop("The installation did not finish; the lines above say why. Is there a network, and space on the\n"
             "disk? What was installed is kept: run the same command again and it goes on from there.")
    for name, folder in SETTINGS.items():
        os.makedirs(str(VENV / folder), exist_ok=True)
        shutil.copy(str(ROOT / name), str(VENV / folder))
    subprocess.call([str(PYTHON), "-c", "import matplotlib.font_manager"], env=environment())   # the font cache
    done.write_text(stamp(requirements))
    say("\nInstalled.")


def environment():
    """One thread for NumPy (two are slower on a laptop that is busy), and pip into .venv only."""
    return dict(os.environ, OPENBLAS_NUM_THREADS="1", PIP_USER="0")


def run(arguments):
    """Run a module of .venv until it ends; Ctrl+C is its own affair."""
    process = subprocess.Popen([str(PYTHON), "-m"] + arguments, cwd=str(ROOT), env=environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def main(words):
    command = words[0] if words else "open"
    if command not in ("open", "fresh", "test"):
        stop(__doc__)
    make_environment()
    install(TESTS if command == "test" else LEARNER)
    if command == "test":
        return run(["pytest"] + SPREAD + words[1:])
    return run(["mathlib.my_lessons", command] + words[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        stop("Stopped. Run the same command again to go on.")
