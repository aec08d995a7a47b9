"""`linezero evaluate`: how well line zero would understand, measured on questions whose entry is known."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_database
from bot.cli.configured import settings as configured
from bot.settings import Settings
from intents import evaluation
from intents.encoders import EncoderError
from intents.labelled import UnreadableFileError, read, read_texts
from kb import promises
from kb.questions import askings


def evaluate(  # noqa: PLR0917 - typer reads the options from the signature
    train: Annotated[
        Path | None, typer.Option("--train", help="Phrasings and the entry of each (CSV).")
    ] = None,
    test: Annotated[
        Path | None,
        typer.Option("--test", help="Questions and the entry of each (CSV)."),
    ] = None,
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
    log: Annotated[
        Path | None,
        typer.Option("--log", help="Questions without labels (CSV, or one a line) to adapt to first."),
    ] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the curve into this PNG file.")] = None,
    days: Annotated[
        int, typer.Option("--days", min=1, help="Without files: the answers of so many days.")
    ] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Train on one file and ask the questions of another; the thresholds come from the first alone, or from
    it and a log. Without files: promised and real error of the answers that customers got."""
    settings = configured()
    if train is None and test is None and log is None:
        _tell_kept(settings, days, as_json=as_json)
        return
    if train is None or test is None:
        raise typer.BadParameter(
            "give --train and --test, or neither to look at the answers of the last days"
        )
    try:
        found = evaluation.evaluate(
            read(train, text_column, label_column),
            read(test, text_column, label_column),
            out_of_scope=out_of_scope,
            target_error=target_error,
            encoder=encoder or settings.encoder,
            cache_dir=settings.data_dir,
            useless_offers=settings.useless_offers,
            log=read_texts(log, text_column) if log else (),
            progress=None if as_json or not sys.stderr.isatty() else _Bar(),
        )
    except (UnreadableFileError, EncoderError) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    if plot:
        evaluation.plot(found, plot, f"{test.stem}: answers and mistakes", target_error)
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else _as_text(found, target_error))


def _tell_kept(settings: Settings, days: int, *, as_json: bool) -> None:
    """Promised against real error of what line zero answered."""
    with open_database(settings).read() as session:
        promise = promises.kept(askings(session, datetime.now(UTC) - timedelta(days=days)))
    if as_json:
        told = {"days": days, "answers": promise.answers, "promised": round(promise.promised, 4)}
        typer.echo(json.dumps({**told, "real": round(promise.real, 4), "enough": promise.is_enough}))
        return
    typer.echo(f"answers of known outcome  {promise.answers} in {days} days")
    if not promise.is_enough:
        typer.echo(f"Too few to compare: from {promises.ENOUGH} on, promised and real error are shown.")
        return
    typer.echo(
        f"wrong, promised           {promise.promised:.1%}\nwrong, real               {promise.real:.1%}"
    )


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
        f"wrong among answers   {found.error_at_target:.3f}, promised {found.promised_error:.3f}",
        f"served                {found.served:.3f} answered rightly or among those offered",
        f"offers                {found.offered:.3f} of the questions, {found.buttons:.1f} buttons each",
        f"useful offers         {found.useful:.3f}, promised {found.promised_useful:.3f}",
        f"taken to be unanswerable {found.without_answer:.3f} of the questions",
        f"calibration error     {found.ece:.3f}",
        f"training              {found.train_seconds:.1f} s",
        f"a question            {found.ms_p50:.1f} ms (p50), {found.ms_p95:.1f} ms (p95)",
        f"memory                {found.peak_mb:.0f} MB at most",
        f"encoder               {found.encoder}",
    ]
    return "\n".join(lines)
