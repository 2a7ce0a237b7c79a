"""Builds the package with its message catalogues made; all else stands in pyproject.toml."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))

from herringbone.core.catalogues import compile_catalogues  # from this very source


class BuildWithCatalogues(build_py):
    """Copies the package, having made what Django reads out of what translators write."""

    def run(self) -> None:
        compile_catalogues()
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
