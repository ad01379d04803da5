"""What lesson 14 asks the hand to reach on the stage."""
from mathlib import landscapes
from mathlib.demos.rolling.race import Overtaken
from mathlib.demos.rolling.walk import Goal

OVER_THE_BUMP = Goal(
    "double well", target=(landscapes.DOUBLE_WELL.minima[1],), within=0.05, budget=20, beyond=1.22,
    words="Goal: find an η with which momentum (β = 0.8) starts left of the bump and reaches the right valley (within "
          "0.05) in at most 20 steps.")

TURNED = Overtaken(
    "valley, condition number 40", behind=("AdaGrad", "Adam"), ahead="gradient descent", steps=100,
    words="Goal: turn the valley of condition number 40 until AdaGrad and Adam both stand higher than gradient descent "
          "after 100 steps.")
