"""Property tests draw the same examples in every run; --hypothesis-profile=explore looks for new ones."""
import hypothesis

hypothesis.settings.register_profile("course", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=1000, deadline=None)
hypothesis.settings.load_profile("course")
