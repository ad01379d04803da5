"""The small package that the notebooks import: a map.

Ground floor (NumPy only; `formula` also SymPy; nothing here imports a sibling):
    numdiff      derivatives by measurement
    autodiff     derivatives by bookkeeping
    dual         derivatives carried forward beside the value
    optimizers   rules for walking downhill
    landscapes   the functions we walk on
    formula      what a learner types, parsed safely
    datasets     the shipped data as arrays

Middle floor:
    layers       the few network layers that two or more lessons share (on autodiff)
    plotting     every figure of the course, with alternative text
    stage        the interactive view that demonstrations are drawn on

Top floor:
    demos        one module a demonstration: a state machine and its scene
    exercises    checks, predictions, the journal, and one module of exercises a lesson
    environment  what this computer has and lacks for the course

Importing `mathlib` loads none of them: a lesson imports what it uses.
"""
