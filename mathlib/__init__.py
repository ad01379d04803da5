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
    words        how numbers are said, everywhere alike
    plotting     every figure of the course, each with what it shows in words
    stage        what is on screen: scenes, the view that draws them, the twin for readers without a kernel

Top floor:
    demos        machine, from which every demonstration is made, and one module or folder a demonstration
    exercises    the machinery of asking: exercises, predictions, recall, verdicts, the journal
    lessons      what each lesson asks and answers: questions, exercises, solutions
    environment  what this computer has and lacks for the course
    my_lessons   the learner's own copies of the lessons
    saving       what JupyterLab would drop from a learner's copy when it saves
    session      what a kernel says of a name that is not there yet

Importing `mathlib` loads none of them: a lesson imports what it uses.
"""
