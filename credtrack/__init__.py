"""credtrack: claims, who they come from, and how many independent origins stand behind them."""

from credtrack.celery import app as celery_app

__all__ = ["celery_app"]
