"""Copies taxonomy.yaml, mappings/ and collections/ into the package that is built; everything else is in setup.cfg."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent


class BuildWithData(build_py):
    """Puts the files that curators edit at the top of the checkout where an installed package finds them."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        data = Path(self.build_lib) / "search" / "data"
        data.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HERE / "taxonomy.yaml", data)
        for folder in ("mappings", "collections"):
            shutil.copytree(HERE / folder, data / folder, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithData})
