"""The embedded servers' fixtures serve here too."""

from tests.embedded.conftest import made_var, var

__all__ = ["made_var", "var"]
