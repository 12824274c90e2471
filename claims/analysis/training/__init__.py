"""How the weights are made: needs PyTorch (see MODEL_CARD.md); nothing here is imported at run time."""
