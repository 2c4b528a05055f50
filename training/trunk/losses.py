"""Losses on sentence vectors; all take vectors of length 1."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

RANK_SCALE, CONTRAST_SCALE = 20.0, 20.0


def distilled(vectors: Tensor, goal: Tensor) -> tuple[Tensor, Tensor]:
    """-> mean 1 - cosine to the teacher, mean square difference of the cosines inside the batch."""
    distance = (1 - (vectors * goal).sum(1)).mean()
    return distance, (vectors @ vectors.T - goal @ goal.T).square().mean()


def ranked(first: Tensor, second: Tensor, score: Tensor, scale_of: Tensor) -> Tensor:
    """Pairs of a higher score shall have the higher cosine (CoSENT); compared inside one scale only."""
    cosine = RANK_SCALE * (first * second).sum(1)
    higher = (score[:, None] > score[None, :] + 1e-4) & (scale_of[:, None] == scale_of[None, :])
    excess = (cosine[None, :] - cosine[:, None])[higher]
    return torch.logsumexp(torch.cat([torch.zeros(1), excess]), 0)


def grouped(vectors: Tensor, number: Tensor) -> Tensor:
    """Members of a class against all others (Khosla et al. 2020, supervised contrastive)."""
    cosine = CONTRAST_SCALE * vectors @ vectors.T
    itself = torch.eye(len(number), dtype=torch.bool)
    log_share = functional.log_softmax(cosine.masked_fill(itself, -1e4), dim=1)
    same = (number[:, None] == number[None, :]) & ~itself
    return -((log_share * same).sum(1) / same.sum(1).clamp(min=1))[same.any(1)].mean()
