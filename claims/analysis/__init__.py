"""The analysis of text: pure Python, spans in and out. No database, no network, no clock.

Callers use the verbs of this module; what is behind them may change.
"""
