"""What IPython loads with every kernel of the course's environment."""
c = get_config()                                                 # noqa: F821
c.InteractiveShellApp.extensions.append("mathlib.session")
