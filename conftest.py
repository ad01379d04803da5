"""What every test and every kernel it starts must see, set before NumPy is imported."""
import os
import tempfile

os.environ["OPENBLAS_NUM_THREADS"] = "1"      # two threads on busy cores are slower, and less repeatable
os.environ["MATHLIB_JOURNAL"] = "off"         # a test run leaves no trace in a learner's journal
os.environ["IPYTHONDIR"] = tempfile.mkdtemp(prefix="mathlib-ipython-")   # nobody's start-up files
