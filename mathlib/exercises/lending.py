"""Lending: where a later cell needs what an exercise asked for, it gets the learner's answer or ours."""
from mathlib.exercises import guard
from mathlib.exercises.trial import Trial


def passes(exercise, answer):
    """Whether a check would say "correct"; nothing is recorded. Our own answer is not the learner's."""
    outcome = guard.run(Trial(exercise, answer).verdict, exercise.seconds)
    return answer is not exercise.reference and getattr(outcome.value, "status", "") == "correct"


def lend(exercise, answer):
    """The learner's function if its check is correct, else ours; says which."""
    yours = passes(exercise, answer)
    print(f"{exercise.reference.__name__}: {'yours' if yours else 'lent'}")
    return answer if yours else exercise.reference
