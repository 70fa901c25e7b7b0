"""`dateline models`: look at a model bundle and check it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look at a model bundle and check it.", no_args_is_help=True)

Folder = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Model bundle; the shipped model if not given.")]


@app.command()
def show(folder: Folder = None) -> None:
    """Print the manifest: format, versions, training data, scores, digests."""
    from dateline.models.bundle import DEFAULT_BUNDLE
    from dateline.models.manifest import read_manifest

    typer.echo(json.dumps(asdict(read_manifest(folder or DEFAULT_BUNDLE)), indent=2, ensure_ascii=False))


@app.command()
def verify(folder: Folder = None) -> None:
    """Check that a bundle is whole, undamaged and of this program's format."""
    from dateline.models.bundle import DEFAULT_BUNDLE, load_bundle

    folder = folder or DEFAULT_BUNDLE
    manifest = load_bundle(folder).manifest
    typer.echo(f"{folder}: {manifest.name} {manifest.version} is whole, {len(manifest.files)} files checked")
