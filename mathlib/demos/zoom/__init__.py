"""The microscope: a curve under a lens, its secants, and the error of a measured slope."""
