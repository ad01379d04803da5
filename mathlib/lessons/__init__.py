"""What each lesson asks and answers: a folder a lesson, named by its slug.

questions.py (retrieval and predictions), exercises.py, solutions.py (as a learner would write them), and what
else that lesson alone needs. `inventory` is asked in lessons 00 and 19.
"""
