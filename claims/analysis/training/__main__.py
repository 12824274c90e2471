"""Train the attribution tagger: ``python -m claims.analysis.training DATA --out FOLDER --seed N``.

DATA has ``train/`` and, to measure on, ``dev/``, each with ``text/*.txt`` and ``attributions/*.ann`` (brat standoff, as
PolNeAR). The steps: read, train with weights averaged over the last steps, export, quantise, evaluate; F1 on ``dev`` is
printed as JSON. Two idle cores need about an hour. The same seed on the same machine gives the same weights.
"""

from __future__ import annotations

import importlib.util

if __name__ == "__main__":
    missing = [name for name in ("torch", "safetensors", "onnx") if importlib.util.find_spec(name) is None]
    if missing:
        raise SystemExit(f"training needs {', '.join(missing)}: use `make train DATA=folder`")
    from claims.analysis.training.command import main

    main()
