"""`linezero evaluate`: how well line zero would understand, measured on questions whose entry is known."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.configured import settings as configured
from intents import evaluation
from intents.encoders import EncoderError
from intents.labelled import UnreadableFileError, read


def evaluate(  # noqa: PLR0917 - typer reads the options from the signature
    train: Annotated[Path, typer.Option("--train", help="Phrasings and the entry of each (CSV).")],
    test: Annotated[Path, typer.Option("--test", help="Questions and the entry of each (CSV).")],
    out_of_scope: Annotated[
        str | None, typer.Option("--out-of-scope", help="The label of questions that no entry answers.")
    ] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="The column of the questions.")] = "text",
    label_column: Annotated[str, typer.Option("--label-column", help="The column of the entries.")] = "label",
    target_error: Annotated[
        float, typer.Option("--target-error", min=0.001, max=0.5, help="Acceptable wrong share of answers.")
    ] = 0.05,
    encoder: Annotated[
        str | None, typer.Option("--encoder", help="auto, lexical, use, e5 or path:FOLDER; else the setting.")
    ] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the curve into this PNG file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Train on one file and ask the questions of another; the thresholds come from the first alone."""
    settings = configured()
    try:
        found = evaluation.evaluate(
            read(train, text_column, label_column),
            read(test, text_column, label_column),
            out_of_scope=out_of_scope,
            target_error=target_error,
            encoder=encoder or settings.encoder,
            cache_dir=settings.data_dir,
            progress=None if as_json or not sys.stderr.isatty() else _Bar(),
        )
    except (UnreadableFileError, EncoderError) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    if plot:
        evaluation.plot(found, plot, f"{test.stem}: answers and mistakes", target_error)
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else _as_text(found, target_error))


class _Bar:
    """One line on the terminal that grows with the training."""

    def __call__(self, stage: str, share: float, /) -> None:
        done = int(share * 30)
        end = "\n" if share >= 1 else ""
        typer.echo(f"\r{stage:<12} {'█' * done}{'·' * (30 - done)} {share:4.0%}{end}", err=True, nl=False)


def _as_text(found: evaluation.Evaluation, target_error: float) -> str:
    lines = [
        f"questions             {found.questions}, of them without an answer {found.out_of_scope}",
        f"accuracy              {found.accuracy:.3f}",
        f"AUROC                 {'–' if found.auroc is None else f'{found.auroc:.3f}'}",
        f"answered rightly      {found.answered_at_target:.3f} ({target_error:.0%} wrong allowed)",
        f"wrong among answers   {found.error_at_target:.3f}",
        f"calibration error     {found.ece:.3f}",
        f"training              {found.train_seconds:.1f} s",
        f"a question            {found.ms_p50:.1f} ms (p50), {found.ms_p95:.1f} ms (p95)",
        f"memory                {found.peak_mb:.0f} MB at most",
        f"encoder               {found.encoder}",
    ]
    return "\n".join(lines)
