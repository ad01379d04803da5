"""The exercises of lesson 11, the chain rule."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import by_letter, numbers_by_name, one_of
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.chain_rule import judging, slips, solutions

# ---- 1 · paths ------------------------------------------------------------------------------------------

diamond = Exercise(
    id="11.diamond", title="A diamond by hand", minutes=5, reference=solutions.diamond, reader=numbers_by_name,
    witness=judging.in_the_diamond,
    hints=("Write the slope on each edge: a → b has 1, b → c has 2, b → d has 3. In a sum, e moves as much as c does.",
           "For e = c · d hold d, and ask how fast e moves with c. Its value at a = 2 is what you need.",
           "Each path has three slopes. Multiply them, then add the two products."),
    traps={
        "The two paths are right, and you multiplied them. They meet in a sum, so what they bring adds up.":
            {"via c": 2, "via d": 3, "e = c + d": 6, "e = c · d": 36},
        "The two paths of the sum are right. With c · d the edges into e have other slopes: ∂e/∂c = d and ∂e/∂d = c.":
            {"via c": 2, "via d": 3, "e = c + d": 5, "e = c · d": 5},
    },
    because="A check by another way: c + d is 5b, and c · d is 6b², with b = a + 1.")

# ---- 2 · why -------------------------------------------------------------------------------------------

FAULTS = ("a path forgotten", "paths multiplied", "inner slopes dropped", "inner slopes also put inside")
_CARDS = {
    "A": "its unit is wrong: somewhere 5 W per °C meets −0.004 h per °C, with no t and no P.",
    "B": "3.6, 3 and −4.6 are the three paths. What makes −49.68 of them?",
    "C": "two of the three paths make up this number.",
    "D": "which slopes have the values 1, 0.6 and 1150?",
}


def _fault_named(answer):
    return one_of(FAULTS)(by_letter(answer))


faults = Exercise(
    id="11.faults", title="Four wrong reports", minutes=6, reference=solutions.faults, reader=_fault_named,
    witness=first_wrong(solutions.faults, _CARDS),
    hints=("Work out the three products at 250 °C first: 3.6 · 1, then 5 · t, then the slope of t times P.",
           "Look at the units. In a right report each term is in Wh per °C.",
           "Dropped: only the slopes at the output's side are left, 1, t and P. Also put inside: the inner slopes are "
           "factors, and stand a second time where t and P should stand. The slope 3.6 of S towards T is dropped as "
           "well."),
    traps={
        "A and D are exchanged. Dropped means that no slope towards T is left in the report; also put inside, that the "
        "slopes of t and P stand a second time, where t and P themselves belong.":
            {**solutions.faults, "A": "inner slopes dropped", "D": "inner slopes also put inside"},
        "B and C are exchanged. −1 is the sum of two of the paths.":
            {**solutions.faults, "B": "a path forgotten", "C": "paths multiplied"},
    },
    because="Only C is in Wh per °C throughout. In A two terms are in Wh per °C², B is in the cube of Wh per °C, and "
            "D adds a pure number, hours and watts.")

factors = Exercise(
    id="11.factors", title="A counterexample", minutes=6, reference=solutions.factors, use=judging.at_a_place,
    cases=((1.0,),),
    hints=("Two factors are two paths: (u v)′ = u′v + u v′. Which numbers u, u′, v, v′ make that equal to u′v′?",
           "Divide by u′v′: v/v′ + u/u′ = 1. With u/u′ = ½ and v/v′ = ½, for instance.",
           "Powers of x have u = 1 at x = 1, and u′ is the exponent."),
    traps={
        "Both slopes are there, and (u v)′ is another number than u′ v′. It is u′v + u v′: choose values and slopes so "
        "that this equals u′v′.": lambda x: (x, x),
        "A slope there is 0 or smaller than 0.01 in size. Both factors shall move: take slopes of at least 0.01.":
            lambda x: (2.0, x),
        "They agree there, with a slope that is 0 or smaller than 0.01 in size. Both factors shall move: take slopes "
        "of at least 0.01.": lambda x: ((x - 1) ** 2, x),
        "At x = 1 one of the two has no slope: a kink, a jump or no value. Take smooth functions.":
            lambda x: (abs(x - 1), x),
    },
    slips={"Nearly: (u v)′ and u′ v′ differ by less than 0.5 %, and they shall be equal. Do not round: an exponent of "
           "1.33 that shall be 4/3 is written 4/3.": lambda x: (x ** 4, x ** 1.333)},
    because="So one place where a wrong rule agrees proves nothing. That is why most checks try several.")

# ---- 3 · polar coordinates -------------------------------------------------------------------------------


def slope_x(x, y):
    """∂f/∂x of f = x² y."""
    return 2 * x * y


def slope_y(x, y):
    """∂f/∂y of f = x² y."""
    return x ** 2


def warm_x(x, y):
    """∂f/∂x of the pizza of the lesson."""
    return 2 - 0.1 * y


def warm_y(x, y):
    """∂f/∂y of the pizza of the lesson."""
    return 1 - 0.1 * x


def wave_x(x, y):
    """∂f/∂x of sin(x) + e^(y/2)."""
    return np.cos(x)


def wave_y(x, y):
    """∂f/∂y of sin(x) + e^(y/2)."""
    return np.exp(y / 2) / 2


polar_slopes = Exercise(
    id="11.polar_slopes", title="By the chain rule", minutes=7, reference=solutions.polar_slopes,
    cases=((warm_x, warm_y, 15.0, 0.5), (warm_x, warm_y, 10.0, 2.0), (slope_x, slope_y, 2.0, 0.7),
           (slope_x, slope_y, 1.5, -1.1), (wave_x, wave_y, 1.2, 2.6)),
    hints=("Two paths lead from θ to f, one through x and one through y. Which two slopes does each have?",
           "∂x/∂θ = −r sin θ and ∂y/∂θ = r cos θ; towards r they are cos θ and sin θ.",
           "f_x and f_y are asked at the place (x, y): compute x and y first."),
    traps={
        "The inner slopes are dropped: that is f_x + f_y. Each path has a second slope, of x or y in r or θ.":
            slips.inner_dropped,
        "Those are the slopes of f in x and in y. The inner slopes are dropped: how x and y move with r, and with θ.":
            slips.outer_alone,
        "That is J u, with the gradient as a column. Row against column: the slope in r takes the first column of J.":
            slips.column_for_row,
        "f_x and f_y are taken at (cos θ, sin θ). The place is r times that.": slips.outer_at_unit_circle,
        "You multiply f_x and f_y by x and y themselves. The factors are the slopes of x and y, in r or in θ.":
            slips.times_x_and_y,
        "sin and cos are exchanged: x = r cos θ and y = r sin θ.": slips.sin_for_cos,
        "sin and cos are exchanged in the inner slopes: towards r they are cos θ for x and sin θ for y.":
            slips.inner_exchanged,
        "f_x and f_y are taken at (r, θ). They want a place (x, y): the outer slope is taken where the inner functions "
        "stand.": slips.outer_at_polar,
        "The inner slopes are put inside f_x and f_y. Inside belong x and y themselves; the inner slopes are factors.":
            slips.put_inside,
        "The inner slopes are factors, as they should be, and they stand inside f_x and f_y as well. Inside belong x "
        "and y themselves.": slips.outer_at_slopes,
        "The slope in r is right. A radian moves the place by r cm: the slope in θ is r times as large.":
            slips.without_r,
        "The slope of cos θ is −sin θ: the path from θ through x has a minus.": slips.sign_lost,
        "The minus belongs to the path through x: the slope of cos is −sin, that of sin is cos.": slips.sign_on_y,
        "You multiplied the two paths. Multiply along each, then add.": slips.paths_multiplied,
        "You took other slopes than those you are given: use f_x and f_y, whatever stands above.": slips.own_slopes,
        "A slope towards r has no factor r: it is cos θ for x and sin θ for y.": slips.r_in_both,
        "The path from θ through y has no minus: the slope of sin is cos.": slips.two_minus,
        "The path through y is missing.": slips.only_x,
        "The path through x is missing.": slips.only_y,
        "θ is in radians: NumPy's cos and sin take it as it is.": slips.in_degrees,
    },
    slips={"The two slopes are right and in the other order: first r, then θ.": slips.exchanged},
    because="Multiply along each path, add over both; the outer slopes are taken at (x, y).")

# ---- 5 · from which end ------------------------------------------------------------------------------------


def bowl(x):
    """x₀² + 3 x₁ x₂."""
    return x[0] * x[0] + 3 * x[1] * x[2]


def far_up(x):
    """A thousand million, and x₀ x₁ on top of it."""
    return 1e9 + x[0] * x[1]


def mixed(x):
    """e^x₀ / x₁ + x₂ x₃."""
    return np.exp(x[0]) / x[1] + x[2] * x[3]


def alone(x):
    """x₀³."""
    return x[0] * x[0] * x[0]


forward_gradient = Exercise(
    id="11.forward_gradient", title="One pass for each input", minutes=7, reference=solutions.forward_gradient,
    tolerance=1e-7,
    cases=((bowl, [2.0, -1.0, 0.5]), (far_up, [3.0, 4.0]), (mixed, [0.3, 2.0, 5.0, -1.5]), (alone, [1.5])),
    hints=("In pass i only input i moves: its slope is 1, that of all others 0.",
           "[Dual(value, 1.0 if k == i else 0.0) for k, value in enumerate(x)] are the inputs of pass i.",
           "f of such a list is a Dual. Collect its .slope, pass by pass."),
    traps={
        "In every pass all inputs move, so that each slope is the sum of all of them. In pass i only input i moves.":
            slips.all_move,
        "That is one pass with all inputs moving: the sum of the slopes. Make a pass for each input.": slips.one_pass,
        "Those are values. The slope of a Dual is in .slope.": slips.values_for_slopes,
        "The moving input has its value as slope. Nudged by δ it moves by 1 · δ: its slope is 1.":
            slips.seeded_by_value,
        "The inputs that stand still are set to 0. Their slope is 0; their value stays.": slips.others_zero,
        "That is a difference, and it rounds far up. Let Duals carry the slopes: pass by pass, with .slope at the end.":
            slips.by_differences,
        "Inputs that moved in an earlier pass still move. Begin each pass with a new list.": slips.never_put_back,
        "That is one pass, with input 0 moving. Make a pass for each input, and return a list.": slips.first_alone,
    },
    because="n inputs, n passes. Each adds up all paths from one input, without listing any.")

multiplications = Exercise(
    id="11.multiplications", title="Count from both ends", minutes=6, reference=solutions.multiplications,
    tolerance=1e-9,
    cases=(([4, 3, 2, 1],), ([40, 40, 40, 1],), ([2, 7, 5, 6, 3],), ([1, 50, 20, 300],), ([10, 20, 30],)),
    hints=("From the input end every product has first = widths[0] columns. The table on its left has which shape?",
           "From the input end: J₂ J₁ takes d₂ · d₁ · first, then J₃ times that d₃ · d₂ · first, and so on.",
           "From the output end every product has last = widths[-1] rows: last · d · d for each table on its right."),
    traps={
        "The two ends are exchanged: return the count from the input end first.": slips.ends_exchanged,
        "You count the table that the walk begins with as a product, too. k tables take k − 1 products.":
            slips.first_table_too,
        "That is for a single column from the input end and a single row from the output end. Here as "
        "many columns go along as there are inputs, or as many rows as there are outputs.": slips.one_column,
        "That is the count from the input end, twice. From the output end each product has widths[-1] rows.":
            slips.same_both_ways,
        "Those are the entries of all Jacobians. A product with a table takes each of its entries widths[0] times, or "
        "widths[-1] times.": slips.entries,
        "Twice as many: are additions counted, too? Asked are the multiplications.": slips.with_additions,
        "You multiplied neighbouring triples of widths. The width at the end where you begin goes with every product.":
            slips.triples,
        "You multiplied all widths. Products come one after the other, and their counts add up.": slips.everything,
        "From the input end it is widths[0] columns that go along, from the output end widths[-1] rows. You have them "
        "the other way round.": slips.end_widths_exchanged,
    },
    because="With all layers wider than one number: one output and many inputs, begin at the output end; one input and "
            "many outputs, at the input end.")

cheapest = Exercise(
    id="11.cheapest", title="The cheapest order", stretch=True, minutes=8, reference=solutions.cheapest,
    tolerance=1e-9,
    cases=(([4, 3, 2],), ([30, 10, 2, 10, 5],), ([5, 7],), ([100, 2, 50, 3, 80],), ([2, 30, 4, 50, 6, 70],),
           ([60, 5, 40, 6, 50, 7, 3],), ([40, 3, 50, 60, 2, 30],)),
    hints=("The last product joins two tables: one made of the first k Jacobians, one of the others. What does it "
           "cost?",
           "The first part has widths[:k + 1], the second widths[k:]. The last product costs widths[0] · widths[k] "
           "· widths[-1].",
           "For a part, ask the same function. It ends where there is one Jacobian, two widths, and costs 0."),
    traps={
        "That is the better of the two ends. Other orders can be cheaper: try every last product.": slips.better_end,
        "That takes the cheapest product first, again and again. It can lead to dear ones later.": slips.greedy,
        "That removes the widest place first, again and again. It is good, and not always the best.":
            slips.widest_first,
        "The product that joins two parts costs something too: widths[0] · widths[k] · widths[-1].":
            slips.last_product_free,
        "One cut, and each part from its input end. A part may be cut again: let the function ask itself.":
            slips.one_cut,
    },
    because="For a chain this is quick to find. For a graph of any shape the question is NP-complete (Naumann 2008): "
            "no method is known that stays quick as graphs grow, and tools offer the two ends.")
