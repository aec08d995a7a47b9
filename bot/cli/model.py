"""`linezero model build`: a sentence encoder of the operator's own, made ready for the fast engine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.cli.configured import settings as configured
from intents.transformer import built
from intents.transformer.checkpoint import CheckpointError
from intents.transformer.engine import EngineError

app = typer.Typer(no_args_is_help=True, help="Sentence encoders of your own.")
_STAGES = {"pieces": "vectors of pieces", "ranges": "reading texts", "check": "comparing"}
_STEP = 0.1


@app.command("build")
def build(
    folder: Annotated[Path, typer.Argument(help="A model of the BERT or XLM-RoBERTa family (safetensors).")],
) -> None:
    """Make a model ready for LINEZERO_ENCODER=path:FOLDER: in 8 bit, kept in the data folder."""
    settings = configured()
    if not folder.is_dir():
        _fail(f"There is no folder {folder}.", "Name the one with config.json and model.safetensors.")
    try:
        made = built.build(folder, settings.data_dir, _Steps())
    except CheckpointError as error:
        _fail(*str(error).splitlines())
    except ImportError as error:
        _fail(f"A package is missing: {error}.", "pip install 'linezero[e5,models]'")
    except EngineError as error:
        _fail(f"{folder} cannot be run: {error}.", "Nothing was kept; other models may do.")
    except OSError as error:
        _fail(
            f"The model could not be written or read: {error}.", "Nothing was kept; see to it and try again."
        )
    typer.echo(
        f"Built in {made.folder}: {made.size / 1e6:.0f} MB (the original: {made.original / 1e6:.0f} MB)."
    )
    typer.echo(
        f"Beside its float32 version, {made.texts} texts: {made.alike_mean:.3f} alike on average, "
        f"{made.alike_worst:.3f} at worst; {made.ms:.1f} ms of processor a text, not {made.float_ms:.1f}."
        if made.bits == 8
        else f"In 8 bit its vectors would be only {made.alike_mean:.3f} alike ({made.alike_worst:.3f} at "
        f"worst), so it stays in float32: {made.ms:.1f} ms of processor a text."
    )
    typer.echo(f"To use it: LINEZERO_ENCODER=path:{folder}")


class _Steps:
    """One line for each tenth of a stage."""

    def __init__(self) -> None:
        self._told: tuple[str, float] = ("", 0.0)

    def __call__(self, stage: str, share: float, /) -> None:
        before, told = self._told
        if stage == before and share < 1 and share - told < _STEP:
            return
        self._told = stage, share
        typer.echo(f"  {_STAGES[stage]}: {share:.0%}", err=True)


def _fail(what: str, todo: str) -> NoReturn:
    typer.echo(f"{what}\n{todo}", err=True)
    sys.exit(1)
