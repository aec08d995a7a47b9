"""Is all here that a project needs with its extras? `pip check` looks at what is needed without extras only.

Run by the environment's own Python: `python check_extras.py "linezero[dev]"`. Ends with 1 and a line for each
requirement that is not met.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution

from pip._vendor.packaging.requirements import Requirement  # pip is in every environment that is made here
from pip._vendor.packaging.utils import canonicalize_name


def unmet(wanted: Requirement) -> list[str]:
    """What `wanted`, and all that it needs, is missing in this environment."""
    faults: list[str] = []
    seen: set[tuple[str, str]] = set()
    waiting = [("", wanted)]
    while waiting:
        by, requirement = waiting.pop()
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError:
            faults.append(f"{by} requires {requirement}, which is not installed.")
            continue
        if not requirement.specifier.contains(found.version, prereleases=True):
            faults.append(f"{by} has requirement {requirement}, but you have {found.version}.")
        for extra in ("", *requirement.extras):
            key = (canonicalize_name(requirement.name), extra)
            if key in seen:
                continue
            seen.add(key)
            needs = (Requirement(line) for line in found.requires or ())
            waiting += [
                (requirement.name, need)
                for need in needs
                if need.marker is None or need.marker.evaluate({"extra": extra})
            ]
    return sorted(set(faults))


if __name__ == "__main__":
    found = unmet(Requirement(sys.argv[1]))
    sys.exit("\n".join(found) or None)
