"""Every closed form of landscapes against SymPy's derivative of its own text; minima, kinks, windows."""
import numpy as np
import pytest

from mathlib import formula, landscapes, numdiff

every_curve = pytest.mark.parametrize("curve", landscapes.CURVES.values(), ids=landscapes.CURVES)
SURFACES = {**landscapes.SURFACES, "steep valley": landscapes.valley(1000.0), "inverse valley": landscapes.valley(0.25)}
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def places(curve, count=200):
    """Places across the window and somewhat beyond it, none on a kink."""
    low, high = curve.window
    w = np.random.default_rng(1).uniform(low - 1, high + 1, count)
    return w[[not np.isclose(w_i, curve.rough, atol=1e-6).any() for w_i in w]]


@every_curve
def test_height_slope_and_bend_are_those_of_the_text(curve):
    w, f = places(curve), formula.parse(curve.text, ("w",))
    np.testing.assert_allclose(curve.f(w), f(w), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(curve.slope(w), f.derivative()(w), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(curve.bend(w), f.derivative().derivative()(w), rtol=1e-9, atol=1e-11)


@every_curve
def test_a_number_and_an_array_give_the_same(curve):
    w = places(curve, 7)
    for form in (curve.f, curve.slope, curve.bend):
        assert [float(form(w_i)) for w_i in w] == pytest.approx(list(np.broadcast_to(form(w), w.shape)), rel=1e-14)


@every_curve
def test_at_gives_height_gradient_and_curvature(curve):
    height, gradient, bends = curve.at(np.array([curve.start]))
    assert (gradient.shape, bends.shape) == ((1,), (1,))
    expected = float(curve.f(curve.start)), float(curve.slope(curve.start)), float(curve.bend(curve.start))
    assert (height, gradient[0], bends[0]) == expected


@every_curve
def test_the_slope_changes_sign_upward_at_each_minimum_and_nowhere_else(curve):
    w = np.linspace(*curve.window, 20001)
    slope = curve.slope(w)
    before = np.flatnonzero((slope[:-1] < 0) & (slope[1:] >= 0))
    assert len(before) == len(curve.minima)
    for k, minimum in zip(before, curve.minima, strict=True):
        assert w[k] <= minimum + 1e-9 and minimum <= w[k + 1] + 1e-9


@every_curve
def test_a_smooth_minimum_is_level_to_nine_digits(curve):
    for minimum in set(curve.minima) - set(curve.rough):
        assert abs(curve.slope(minimum)) < 1e-8 * max(1.0, curve.bend(minimum))


@every_curve
def test_minima_are_listed_from_left_to_right_inside_the_window(curve):
    low, high = curve.window
    assert list(curve.minima) == sorted(curve.minima)
    assert all(low < place < high for place in (*curve.minima, *curve.rough, curve.start))


@every_curve
def test_slopes_from_both_sides_differ_exactly_where_the_curve_is_rough(curve):
    w = np.union1d(np.linspace(*curve.window, 4001), curve.rough)[1:-1]
    h = 1e-6
    jump = (curve.f(w + h) - 2 * curve.f(w) + curve.f(w - h)) / h     # right slope less left slope
    kinks = w[np.abs(jump) > 1e-3]
    assert kinks == pytest.approx(curve.rough)


@every_curve
def test_a_subgradient_stands_where_there_is_no_slope(curve):
    for place in curve.rough:
        left, right = curve.slope(place - 1e-9), curve.slope(place + 1e-9)
        assert left <= curve.slope(place) <= right and left < right


def test_only_the_kink_is_rough():
    assert [name for name, curve in landscapes.CURVES.items() if curve.rough] == ["kink"]


def test_notes_keep_their_word():
    well, cliff, slide = landscapes.DOUBLE_WELL, landscapes.CLIFF, landscapes.SLIDE
    assert well.f(well.minima[0]) < well.f(well.minima[1])                   # the left valley is deeper
    steepest = cliff.slope(np.linspace(*cliff.window, 801)).max()
    assert steepest / cliff.slope(cliff.start) == pytest.approx(10, rel=0.01)  # a wall ten times as steep
    assert slide.minima[0] == pytest.approx(np.log(19), rel=1e-15)           # e^w = 19: solved by hand
    wiggle = landscapes.WIGGLE
    assert np.argmin(wiggle.f(np.array(wiggle.minima))) != len(wiggle.minima) - 1   # the nearest to the start


def test_every_curve_and_surface_is_on_the_menu_by_a_name_of_its_own():
    for kind, menu in ((landscapes.Curve, landscapes.CURVES), (landscapes.Surface, landscapes.SURFACES)):
        grounds = [ground for ground in vars(landscapes).values() if isinstance(ground, kind)]
        missing = [ground.name for ground in grounds if menu.get(ground.name) is not ground]
        assert not missing, f"not on the menu, or two of one name: {missing}"
        assert all(name == ground.name for name, ground in menu.items())


# ---------------------------------------------------------------- surfaces

def square(surface, count=200):
    return np.random.default_rng(2).uniform(-surface.radius, surface.radius, (count, 2))


@every_surface
def test_height_gradient_and_hessian_are_those_of_the_text(surface):
    f = formula.parse(surface.text, ("x", "y"))
    slopes = [f.derivative(v) for v in "xy"]
    for x, y in square(surface, 50):
        assert surface.f(x, y) == pytest.approx(f(x, y), rel=1e-11, abs=1e-12)
        np.testing.assert_allclose(surface.gradient(x, y), [d(x, y) for d in slopes], rtol=1e-9, atol=1e-10)
        second = [[d.derivative(v)(x, y) for v in "xy"] for d in slopes]
        np.testing.assert_allclose(surface.hessian(x, y), second, rtol=1e-9, atol=1e-10)


@every_surface
def test_the_height_takes_grids(surface):
    x = np.linspace(-surface.radius, surface.radius, 5)
    grid = surface.f(x[None, :], x[:, None])
    assert grid.shape == (5, 5)
    assert grid[3, 1] == pytest.approx(surface.f(x[1], x[3]), rel=1e-14)


@every_surface
def test_each_minimum_is_level_and_bends_up(surface):
    for place in surface.minima:
        height, gradient, bends = surface.at(np.array(place))
        assert np.linalg.norm(gradient) < 1e-12 and bends.min() > 0
        assert height == pytest.approx(surface.f(*place))


@every_surface
def test_no_place_lies_below_the_lowest_minimum(surface):
    lowest = min(surface.f(*place) for place in surface.minima)
    assert surface.f(*square(surface, 5000).T).min() > lowest - 1e-12


@every_surface
def test_curvatures_are_the_eigenvalues_of_the_hessian(surface):
    _, gradient, bends = surface.at(np.array(surface.start))
    hessian = np.asarray(surface.hessian(*surface.start), float)
    assert (gradient.shape, bends.shape) == ((2,), (2,))
    assert (bends.sum(), bends.prod()) == pytest.approx((np.trace(hessian), np.linalg.det(hessian)))


def test_a_valley_has_the_condition_number_in_its_name():
    for kappa in (1.0, 10.0, 250.0):
        _, _, bends = landscapes.valley(kappa).at(np.array([1.0, 1.0]))
        assert bends.max() / bends.min() == pytest.approx(max(kappa, 1 / kappa))


def test_the_saddle_is_level_at_the_origin_and_bends_both_ways():
    _, gradient, bends = landscapes.SADDLE.at(np.zeros(2))
    assert gradient == pytest.approx([0, 0]) and bends[0] < 0 < bends[1]


def test_far_away_curvatures_are_no_number_rather_than_an_error():
    with np.errstate(all="ignore"):
        _, _, bends = landscapes.BANANA.at(np.array([1e200, 1e200]))
    assert np.isnan(bends).all()


@pytest.mark.parametrize("n", [1, 2, 10])
def test_a_random_ground_has_the_slopes_and_bends_of_its_heights(n):
    f, gradient, hessian = landscapes.random_ground(n, np.random.default_rng(3))
    places = np.random.default_rng(4).normal(0, 2, (5, n))
    assert (f(places).shape, gradient(places).shape, hessian(places).shape) == ((5,), (5, n), (5, n, n))
    for x, g, H in zip(places, gradient(places), hessian(places), strict=True):
        assert g == pytest.approx(numdiff.gradient(f, x), abs=1e-6)
        assert H == pytest.approx(numdiff.jacobian(gradient, x), abs=1e-5)
