"""Build hook: give an editable install the shape of the installed package.

The folders `app/`, `train/`, `predict/`, `labels/`, `models/` become one package `dateline` when a wheel is built.
An editable install imports from the checkout, so there the same package is laid out with links.
"""

import os
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SUBPACKAGES = ("train", "predict", "labels", "models", "seeds")


class EditableLayout(BuildHookInterface):  # type: ignore[type-arg]
    """Make `.editable/dateline/`: the children of `app/` and the other folders, as relative links."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Lay the package out, for an editable install only."""
        if version != "editable":
            return
        root = Path(self.root)
        package = root / ".editable" / "dateline"
        shutil.rmtree(package, ignore_errors=True)
        package.mkdir(parents=True)
        children = [child for child in (root / "app").iterdir() if child.name != "__pycache__"]
        for target in [*children, *(root / name for name in SUBPACKAGES)]:
            (package / target.name).symlink_to(os.path.relpath(target, package))
