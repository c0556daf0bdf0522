"""Synthetic: the lists that offices beside the case system keep, each handed on as one partner's feed."""
