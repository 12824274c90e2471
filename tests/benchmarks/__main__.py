"""`make bench`: what extraction, the pipeline and the pages cost. Prints, and writes to `var/bench.json`.

Quality beside the published systems is measured where the annotated texts are: `make bench ARGS="--polnear DIR"`, DIR
with `text/` and `attributions/` in PolNeAR's form.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

# Words a second on one core, and exact F1 of source / cue / content, as published or measured with the same scorer.
PUBLISHED = {
    "BiLSTM-CRF, published protocol": "69.6 / 66.7 / 59.0",
    "BERT, published protocol": "81.1 / 74.0 / 68.9",
    "BERT+CofeNet, published protocol (COLING 2022)": "83.2 / 75.3 / 72.9",
    "BBC Citron, whole documents": "66.0 / 56.0 / 48.7, whole attribution 60.5; 3,600 words/s on one core",
    "two trained annotators, whole documents": "78.5 / 71.6 / 70.7, whole attribution 78.9",
}


def main() -> None:
    import django

    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--polnear", type=Path, help="folder of annotated texts to measure quality on")
    parser.add_argument("--articles", type=int, default=150, help="articles for the extraction benchmark")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credtrack.settings")
    django.setup()
    from django.conf import settings

    from tests.benchmarks import extraction, site

    results: dict[str, Any] = {"cores": os.cpu_count()}
    for name, measure in (
        ("extraction", lambda: extraction.measure(arguments.articles)),
        ("quality", lambda: extraction.quality(arguments.polnear) if arguments.polnear else None),
        ("site", site.measure),
    ):
        results[name] = measure()
        print(json.dumps({name: results[name]}, indent=1), flush=True)
    results["published"] = PUBLISHED
    print(json.dumps({"published": PUBLISHED}, indent=1))
    path = settings.VAR_DIR / "bench.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1))
    print(f"written to {path}")


if __name__ == "__main__":
    main()
