"""`python -m bench.understanding.make_ranges`: how large the inputs of e5's products are.

Read in float32 are the texts about no company's field that the prior holds, alone and six in a row.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from intents import prior
from intents.transformer import e5

_IN_A_ROW = 6


def main() -> None:
    """Write `intents/prior/e5_ranges.npz`."""
    texts = prior.foreign()
    rows = [" ".join(texts[start : start + _IN_A_ROW]) for start in range(0, len(texts), _IN_A_ROW - 1)]
    asked = [f"{'query' if number % 2 else 'passage'}: {text}" for number, text in enumerate(texts)]
    ranges = e5.measure_ranges([*asked, *(f"passage: {row}" for row in rows)])
    kept: dict[str, Any] = {name: found.astype(np.float16) for name, found in ranges.items()}
    np.savez_compressed(e5.RANGES, **kept)


if __name__ == "__main__":
    main()
