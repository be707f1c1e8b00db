"""Measurements on the real suite: run from outside, through the gateway, beside nothing else."""
