"""The exercises of lesson 14, adaptive optimizers."""
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import one_of
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.adaptive_optimizers import judging, slips, solutions

AGREES = "x and memory agree with mathlib's {} to 1e-12 over 100 steps."

# ---- 14.1 momentum -----------------------------------------------------------------------------------------

nesterov = Exercise(
    id="14.nesterov", title="Nesterov's step", minutes=4, reference=solutions.nesterov_step, use=judging.with_beta,
    cases=((1, 0.05, 0.9), (2, 0.05, 0.9), (3, 0.1, 0.5), (100, 0.02, 0.9)), tolerance=1e-12,
    hints=("The first line is that of momentum, and gives the new v.",
           "The move is −η (g + β v) with the new v; what is returned as memory is v itself."),
    traps={
        "That is momentum: the move is along the new v, which is g + β times the old one. Nesterov's is along g + β "
        "times the new one.": slips.plain_momentum,
        "The move lacks g: it is along g + β v.": slips.without_g,
        "v counts in full: the move is along g + β v, with the factor β.": slips.g_twice,
        "You keep what you step along. The memory is v; g + β v is for the move alone.": slips.keeps_the_step,
        "You step uphill: the move is taken off x.": slips.uphill,
        "That v is an average, with the factor 1 − β. Here v ← β v + g.": slips.averaged,
        "η is inside your v, as in some programs. Here v holds slopes, and η stands before the move.":
            slips.eta_inside,
        "η is inside your v, and the part β v is added. Both parts are taken off, and v holds slopes.":
            slips.eta_inside_wrong_sign,
        "η is inside your v, and x moves by v: that is momentum's move. Here v ← β v + g, and x moves by −η (g + β v).":
            slips.eta_in_v_alone,
        "β v is added without η. Both parts are slopes: x moves by −η (g + β v).": slips.beta_without_eta,
        "You hand on the v that you were given: it stays 0.": slips.old_v_returned,
        "v never changes. It starts at 0, so this is plain descent: compute the new v first.": slips.v_never_changed,
        "v is kept, and the move does not use it: that is plain descent.": slips.plain_step,
    },
    because=AGREES.format("Nesterov"))

# ---- 14.2 the plane ----------------------------------------------------------------------------------------

best = Exercise(
    id="14.best", title="The best pair for κ = 100", minutes=12, reference=solutions.best, reader=judging.pair,
    tolerance=3e-3, witness=judging.pair_told,
    hints=("Both directions must swing. What does that ask of β for the flat one, 1 − √(0.2 η) being positive? And for "
           "the steep one, where √(20 η) − 1 is?",
           "The least β for both is least where the two demands meet: 1 − √(0.2 η) = √(20 η) − 1. Solve for √η."),
    traps={
        "0.818 is √β, the factor of a step. β is its square.": slips.not_squared_beta,
        "0.407 is √η. η is its square.": slips.root_of_rate,
        "Those are √η and √β. Square both.": slips.roots_of_both,
        "Those are lesson 7's formulas, with κ where its root belongs, and 0.099 for η.": slips.plain_in_both,
        "The η fits. 0.9 is a good habit, and here more memory than is needed: √0.9 = 0.949 a step.":
            slips.default_beta,
        "That is the best η without momentum, 2/(flat + steep). With momentum longer steps are safe.": slips.plain_rate,
        "That is the best η without momentum and the usual β. Both can be better.": slips.plain_rate_default,
        "That is plain descent. With a memory it is faster.": slips.no_momentum,
        "You took κ where its root belongs: the roots of both curvatures meet, not the curvatures.":
            slips.kappa_without_root,
        "That η is for curvatures 1 and 100. Here they are 0.2 and 20: κ is the same, and η is not.":
            slips.other_valley,
    },
    because="√β = 9/11 a step: the factor that plain descent has at κ = 10.")

# ---- 14.3 a rate for each weight ---------------------------------------------------------------------------

rmsprop = Exercise(
    id="14.rmsprop", title="RMSprop's step", minutes=5, reference=solutions.rmsprop_step, use=judging.with_eps,
    cases=((1, 0.1, 0.9, 0.01), (2, 0.1, 0.9, 0.01), (3, 0.05, 0.5, 0.1), (100, 0.003, 0.9, 1e-8)), tolerance=1e-12,
    hints=("Copy AdaGrad's two lines. Only the first one changes.",
           "The new s is β of the old one and 1 − β of g². A sum of the old s and g² never forgets."),
    traps={
        "That is AdaGrad: its sum never forgets. Take β of the old s and 1 − β of g².": slips.adagrad,
        "You divide by s. Its unit is that of g²: divide by its root.": slips.no_root,
        "β and 1 − β are exchanged: β says how much of the past is kept.": slips.betas_swapped,
        "You divide by the s of the step before. Compute the new s first.": slips.stale_s,
        "s averages squares: g², not |g|.": slips.not_squared,
        "That is no number: s averages g, which may be negative, and a root is taken of it. Square g.":
            slips.g_for_square,
        "The factor 1 − β is missing: without it s is a sum, 1/(1 − β) times the average.": slips.leaky_sum,
        "You keep one s for all entries. Each entry has its own.": slips.one_size,
        "You average over the entries. Each entry has its own s.": slips.one_mean,
        "You keep √s. The root is for the move; the memory is s.": slips.keeps_root,
        "You hand on the s that you were given: it stays 0.": slips.old_s_returned,
        "ε is missing.": slips.rms_no_eps,
        "ε is added to the quotient. Write brackets round √s + ε.": slips.rms_eps_outside,
        "ε is added to x. Write brackets round √s + ε.": slips.rms_eps_added_last,
        "You step uphill: the move is taken off x.": slips.rms_uphill,
    },
    slips={"ε stands under the root. Here it is added to the root, as in most programs.": slips.eps_inside},
    because=AGREES.format("RMSprop"))

# ---- 14.4 Adam ---------------------------------------------------------------------------------------------

adam = Exercise(
    id="14.adam", title="Adam's step", minutes=8, reference=solutions.adam_step, use=judging.with_two_betas,
    cases=((1, 0.1, 0.9, 0.999, 0.01), (2, 0.1, 0.9, 0.999, 0.01), (5, 0.05, 0.5, 0.9, 0.1),
           (100, 0.01, 0.9, 0.999, 1e-8)), tolerance=1e-12,
    hints=("Four lines: m, v, their corrected values, the move. The first two are averages as in RMSprop.",
           "t is 1 at the first step. Divide m by 1 − beta1**t for the move, and return m as it was before that."),
    traps={
        "Nothing is divided by 1 − βᵗ: both averages start at 0, and are too small at first.": slips.uncorrected,
        "v is not corrected. It starts at 0 too, and 0.999 takes long to forget that.": slips.only_m,
        "m is not corrected: at the first step it is a tenth of g.": slips.only_v,
        "You divide by 1 − β at every step. The weights add up to 1 − βᵗ, with the power t.": slips.no_power,
        "t counts from 1: at the first step the weights add up to 1 − β¹.": slips.from_zero,
        "You keep the corrected averages. The memory is m and v as they are; the correction is for the move.":
            slips.keeps_hats,
        "On top stands m̂, the average; you put g there, as RMSprop does.": slips.g_on_top,
        "You divide by v̂. Its unit is that of g²: divide by its root.": slips.adam_no_root,
        "β₁ and β₂ are exchanged: β₁ belongs to m, β₂ to v.": slips.betas_exchanged,
        "v averages the squares of g, not of m.": slips.square_of_average,
        "The root belongs over v̂: divide v by 1 − β₂ᵗ first, then take the root.": slips.root_before,
        "You multiply by 1 − βᵗ. Divide: the averages are too small.": slips.times,
        "1 − βᵗ has t as a power: β ** t, where you took β times t.": slips.product,
        "That is no number. Is the power t − 1? Then 1 − β⁰ = 0 is divided by at the first step; t is 1 there.":
            slips.before_one,
        "That is no number: v averages g, which may be negative, and a root is taken of it. Square g.":
            slips.no_square,
        "(1 − β)ᵗ is not 1 − βᵗ: the power belongs to β alone.": slips.one_minus_beta_to_the_t,
        "Both are sums. An average has the factor 1 − β at the new g, or g².": slips.two_sums,
        "ε is added to the quotient. Write brackets round √v̂ + ε.": slips.eps_outside,
        "ε is added to x. Write brackets round √v̂ + ε.": slips.eps_added_last,
        "The corrections are exchanged: 1 − β₁ᵗ belongs to m, 1 − β₂ᵗ to v.": slips.corrections_exchanged,
        "That m is momentum's sum. An average has the factor 1 − β₁ at g.": slips.sum_on_top,
        "ε is missing.": slips.adam_no_eps,
        "You step uphill: the move is taken off x.": slips.adam_uphill,
    },
    slips={"ε stands under the root. Here it is added to the root, as in the paper.": slips.adam_eps_inside,
           "That is the paper's shorter form, with an ε of its own: it adds ε to √v. Here ε is added to √v̂.":
               slips.short_form},
    because=AGREES.format("Adam"))

# ---- 14.5 units and turns ----------------------------------------------------------------------------------

_WHY = {
    "gradient descent": "its step turns with the gradient, and grows with the loss.",
    "momentum": "v is a sum of gradients: it turns as they do, and grows with the loss.",
    "AdaGrad": "g and √s grow alike, so a scale cancels; √s is taken entry by entry, so a turn does not.",
    "Adam": "m̂ and √v̂ grow alike, so a scale cancels; √v̂ is taken entry by entry, so a turn does not.",
    "no root": "v̂ grows like the square of g, so a scale does not cancel; and it is taken entry by entry.",
    "normalised": "the step is −η along the gradient, whatever its length; a length has no axes.",
    "Newton": "H⁻¹g: H grows with the loss as g does, and turns as g does.",
}

unmoved = Exercise(
    id="14.unmoved", title="What leaves the path alone", minutes=6, reference=solutions.unmoved,
    reader=one_of(("turn", "scale", "both", "neither")), witness=first_wrong(solutions.unmoved, _WHY),
    hints=("Scale: multiply g by 1,000 and the curvatures too. Does the move change?",
           "Turn: is anything done entry by entry, along the axes of the map? A length and a product with a matrix "
           "that turns along are not."),
    traps={
        "AdaGrad and Adam divide entry by entry, and the entries are those of the map. Turned by 45°, they walk "
        "another path.":
            {**solutions.unmoved, "AdaGrad": "both", "Adam": "both"},
        "Without the root the loss × 1,000 makes v̂ a million times as large and m̂ a thousand times: nothing cancels.":
            {**solutions.unmoved, "no root": "scale"},
        "Newton's H⁻¹ is a whole matrix: it turns with the valley. Adam's scales are one number for each axis.":
            {**solutions.unmoved, "Newton": "scale"},
    },
    because="Adam shares one of Newton's two virtues, and not the one that sees a tilted valley.")

behind = Exercise(
    id="14.behind", title="A counterexample", stretch=True, minutes=6, reference=solutions.behind,
    reader=judging.readable, measure=judging.is_behind, witness=judging.behind_told,
    hints=("When does a memory hurt? Where the slope has turned, and the memory has not.",
           "Start on the y axis, and choose the η with which plain descent lands in one step."),
    because="There the past points the wrong way: momentum rolls past the floor, or swings about it.")

turned_lr = Exercise(
    id="14.turned_lr", title="A fair chance for Adam", stretch=True, minutes=4, reference=solutions.turned_lr,
    reader=judging.rate_in, measure=judging.arrives, witness=judging.adam_told,
    hints=("Look at Adam's curve in the figure, on the right: where is it low?",
           "Between two of the 13 rates it falls through 1e−6. Try the rates between these two."),
    traps={"0.1 is the η of the table. In the turned valley it ends at 0.80.": 0.1},
    because="A good rate saves Adam here. In the straight valley it does as well as 0.1; one look at one η hid "
            "that.")
