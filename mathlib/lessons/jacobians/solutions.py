"""Solutions of lesson 05, as a learner would write them."""
import numpy as np

shapes = {"rows of J": 2, "columns of J": 3, "numbers in v": 3, "numbers in J v": 2, "numbers in u": 2,
          "numbers in uᵀJ": 3, "row of ∂f₂/∂x₃": 2, "column of ∂f₂/∂x₃": 3}


def jacobian(f, x, h):
    x = np.array(x, float)
    columns = []
    for j in range(len(x)):
        ahead, behind = x.copy(), x.copy()
        ahead[j] += h
        behind[j] -= h
        columns.append((f(ahead) - f(behind)) / (2 * h))
    return np.column_stack(columns)


ripple = [-3.74, -0.157]


def polar_jacobian(r, theta):
    return np.array([[np.cos(theta), -r * np.sin(theta)],
                     [np.sin(theta), r * np.cos(theta)]])


def flat(x, y):
    return np.array([x + y, 2 * x + 2 * y])


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p)


def product(f, x, v, h):
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


costs = {"J, evaluations": 2000, "J, forward passes": 1000, "J, walks back": 10, "J v, forward passes": 1,
         "uᵀJ, walks back": 1, "uᵀJ, evaluations": 2000}
