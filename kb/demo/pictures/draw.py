"""Draws the pictures of the demo knowledge base: `python kb/demo/pictures/draw.py`.

Each is a scheme of invented equipment, labelled in both languages, well below 40 KB.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch
from PIL import Image

FOLDER = Path(__file__).parent
INK, PAPER, BODY, GREEN, AMBER, RED = "#2b2a33", "#f7f2ea", "#3b3a47", "#46b06e", "#f0b23e", "#dc4b3e"


def main() -> None:
    for name, draw in (("router_lights", lights), ("router_sticker", sticker), ("tv_box", tv_box)):
        figure, axes = plt.subplots(figsize=(8, 4.5), dpi=100)
        figure.patch.set_facecolor(PAPER)
        axes.set(xlim=(0, 16), ylim=(0, 9), position=(0, 0, 1, 1))
        axes.axis("off")
        draw(axes)
        path = FOLDER / f"{name}.png"
        figure.savefig(path, facecolor=PAPER)
        plt.close(figure)
        Image.open(path).convert("RGB").quantize(64).save(path, optimize=True)


def lights(axes: Axes) -> None:
    title(axes, "Огоньки на роутере", "Router lights")
    box(axes, (1, 4.1), 14, 2.3, BODY)
    meanings = (
        ("Power", GREEN, "зелёный:\nвключён", "green: on"),
        ("LOS", RED, "красный:\nнет сигнала", "red: no signal"),
        ("WAN", AMBER, "зелёный: есть интернет\nоранжевый: ищет", "green: online\norange: looking"),
        ("Wi-Fi", GREEN, "мигает:\nидут данные", "blinking: data"),
    )
    for place, (label, colour, russian, english) in zip((2.6, 6.0, 9.8, 13.4), meanings, strict=True):
        axes.add_patch(Circle((place, 5.6), 0.55, color=colour, alpha=0.25))
        axes.add_patch(Circle((place, 5.6), 0.3, color=colour))
        axes.text(place, 4.55, label, color="white", ha="center", fontsize=13, weight="bold")
        axes.text(place, 3.6, russian, color=INK, ha="center", va="top", fontsize=12.5)
        axes.text(place, 2.0, english, color=INK, ha="center", va="top", fontsize=11, alpha=0.7)


def sticker(axes: Axes) -> None:
    title(axes, "Наклейка под роутером", "The sticker under the router")
    box(axes, (1, 0.9), 14, 5.9, BODY)
    box(axes, (3, 1.6), 10, 4.5, "white")
    for height, line, bold in (
        (5.2, "SV-Router 2", False),
        (4.3, "Wi-Fi name:  SVIRISTEL-4F2A", False),
        (3.4, "Wi-Fi key:  klyukva-2608", True),
        (2.3, "S/N 0042-1187-33", False),
    ):
        weight = "bold" if bold else "normal"
        axes.text(3.7, height, line, color=INK, fontsize=15, weight=weight, family="monospace")
    axes.add_patch(
        FancyBboxPatch((3.45, 3.15), 8.6, 0.8, boxstyle="round,pad=0.05", fill=False, ec=RED, lw=3)
    )


def tv_box(axes: Axes) -> None:
    title(axes, "Как подключить приставку", "Connecting the TV box")
    devices = (
        (0.8, "Роутер", "Router", 3.2, 1.7),
        (6.3, "Приставка", "TV box", 3.4, 1.5),
        (11.7, "Телевизор", "TV", 3.6, 3.2),
    )
    for left, russian, english, width, height in devices:
        box(axes, (left, 4.4 - height / 2), width, height, BODY)
        axes.text(left + width / 2, 4.6, russian, color="white", ha="center", va="center", fontsize=15)
        axes.text(left + width / 2, 4.05, english, color="white", ha="center", va="center", fontsize=11)
    for start, end, cable, colour in (
        (4.1, 6.2, "кабель / Wi-Fi\ncable / Wi-Fi", AMBER),
        (9.8, 11.6, "HDMI", GREEN),
    ):
        arrow = {"arrowstyle": "-|>", "lw": 4, "color": colour}
        axes.annotate("", xy=(end, 4.4), xytext=(start, 4.4), arrowprops=arrow)
        axes.text((start + end) / 2, 5.0, cable, color=INK, ha="center", va="bottom", fontsize=11.5)
    axes.text(
        8, 1.4, "1. HDMI    2. роутер (router)    3. розетка (power)", color=INK, ha="center", fontsize=14
    )


def title(axes: Axes, russian: str, english: str) -> None:
    axes.text(8, 7.9, russian, color=INK, ha="center", fontsize=20, weight="bold")
    axes.text(8, 7.2, english, color=INK, ha="center", fontsize=13, alpha=0.7)


def box(axes: Axes, corner: tuple[float, float], width: float, height: float, colour: str) -> None:
    shape = FancyBboxPatch(corner, width, height, boxstyle="round,pad=0.1", color=colour)
    axes.add_patch(shape)


if __name__ == "__main__":
    main()
