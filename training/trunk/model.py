"""The trunk: a BERT of few layers whose weights start as some of those of all-MiniLM-L6-v2, with heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, INNER, EPSILON = 384, 12, 1536, 1e-12
HEAD_HIDDEN = 192


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, EPSILON)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.output = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, tokens, _ = hidden.shape
        parts = self.qkv(hidden).view(batch, tokens, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        context = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        context = context.transpose(1, 2).reshape(batch, tokens, HIDDEN)
        hidden = self.norm1(hidden + self.attended(context))
        return self.norm2(hidden + self.output(functional.gelu(self.inner(hidden))))


class Trunk(nn.Module):
    """ids [batch, tokens], padded with 0 where `kept` is false -> hidden states [batch, tokens, 384]."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Parameter(torch.zeros(512, HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, kept: Tensor) -> Tensor:
        hidden = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
        mask = kept[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden

    @classmethod
    def of_checkpoint(cls, folder: Path, layers: list[int]) -> "Trunk":
        w = load_file(folder / "model.safetensors")
        trunk = cls(len(layers))
        state = {
            "words.weight": w["embeddings.word_embeddings.weight"],
            # The token type is always 0, so its row joins the positions.
            "positions": w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": w["embeddings.LayerNorm.weight"],
            "norm.bias": w["embeddings.LayerNorm.bias"],
        }
        names = {
            "attended": "attention.output.dense", "norm1": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "output": "output.dense", "norm2": "output.LayerNorm",
        }
        for index, source in enumerate(layers):
            for kind in ("weight", "bias"):
                prefix = f"encoder.layer.{source}"
                parts = [w[f"{prefix}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                state[f"layers.{index}.qkv.{kind}"] = torch.cat(parts)
                for own, theirs in names.items():
                    state[f"layers.{index}.{own}.{kind}"] = w[f"{prefix}.{theirs}.{kind}"]
        trunk.load_state_dict({name: value.float() for name, value in state.items()})
        return trunk


def mean_of(hidden: Tensor, kept: Tensor) -> Tensor:
    weights = kept[:, :, None].to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)


class Family(nn.Module):
    """A trunk with its sequence heads and the token head for unsupported answers."""

    def __init__(self, trunk: Trunk, tasks: dict[str, list[str]]) -> None:
        super().__init__()
        self.trunk = trunk
        self.heads = nn.ModuleDict({
            task: nn.Sequential(
                nn.Linear(2 * HIDDEN, HEAD_HIDDEN), nn.GELU(), nn.Dropout(0.2), nn.Linear(HEAD_HIDDEN, len(labels))
            )
            for task, labels in tasks.items()
        })
        self.unsupported = nn.Linear(HIDDEN, 1)

    def forward(self, ids: Tensor, kept: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """-> hidden states, pooled embedding (not normalised), what sequence heads read: the pooled
        states and those of [CLS], which the embedding hardly depends on."""
        hidden = self.trunk(ids, kept).float()
        pooled = mean_of(hidden, kept)
        return hidden, pooled, torch.cat([pooled, hidden[:, 0]], dim=1)
