"""Rows in random order, cut into batches."""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor


class Pool:
    """Batches of about equal length; a row of weight n comes n times a round."""

    def __init__(self, ids: list[list[int]], weights: list[int], batch: int, chance: random.Random) -> None:
        self.ids, self.batch, self.chance = ids, batch, chance
        self.rows = [index for index, weight in enumerate(weights) for _ in range(weight)]
        self.queue: list[list[int]] = []

    def next(self) -> list[int]:
        if not self.queue:
            rows = self.rows[:]
            self.chance.shuffle(rows)
            # Sorted by length inside large groups, so that batches stay mixed otherwise.
            group = self.batch * 40
            for start in range(0, len(rows), group):
                part = sorted(rows[start : start + group], key=lambda row: len(self.ids[row]))
                self.queue += [part[at : at + self.batch] for at in range(0, len(part), self.batch)]
            self.chance.shuffle(self.queue)
        return self.queue.pop()


class GroupPool:
    """Batches of `groups` classes of one family with up to `each` members, for contrast inside the batch.

    `families`: family -> class -> rows. Half of the batches take classes of one family, which are
    close to each other, the others mix all families.
    """

    def __init__(
        self, families: dict[str, dict[str, list[int]]], groups: int, each: int, chance: random.Random
    ) -> None:
        self.groups, self.each, self.chance = groups, each, chance
        self.families = [[rows for rows in classes.values() if len(rows) > 1] for classes in families.values()]
        self.families = [classes for classes in self.families if len(classes) > 1]
        self.sizes = [sum(map(len, classes)) for classes in self.families]
        self.every = [rows for classes in self.families for rows in classes]

    def next(self) -> tuple[list[int], list[int]]:
        """-> rows, class number of each."""
        inside = self.chance.random() < 0.5
        classes = self.chance.choices(self.families, self.sizes)[0] if inside else self.every
        chosen = self.chance.sample(classes, min(self.groups, len(classes)))
        rows, numbers = [], []
        for number, members in enumerate(chosen):
            picked = self.chance.sample(members, min(self.each, len(members)))
            rows += picked
            numbers += [number] * len(picked)
        return rows, numbers


def padded(ids: list[list[int]]) -> tuple[Tensor, Tensor]:
    """-> ids [batch, tokens] padded with 0, which of them are tokens."""
    width = max(len(row) for row in ids)
    out = np.zeros((len(ids), width), np.int64)
    for index, row in enumerate(ids):
        out[index, : len(row)] = row
    lengths = torch.tensor([len(row) for row in ids])
    return torch.tensor(out), torch.arange(width)[None, :] < lengths[:, None]
