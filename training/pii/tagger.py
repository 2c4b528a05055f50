"""The linear tagger: training by mini-batches, greedy decoding of many texts at once."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from corpus import TAGS, Text
from features import BITS, LAST, LAST_BASE, LAST_TWO, REACH, STATE, WORD, PREFIX2, SUFFIX4, padded, state_rows, tag_prefixes, tag_rows

START = 255
WITH_TAGS = len(LAST) + len(LAST_TWO)
WIDTH = len(STATE) + WITH_TAGS
KNOWS_WORD = np.array([any(a == WORD and o == 0 for a, o in parts) for parts in STATE + LAST + LAST_TWO])
KNOWS_LETTERS = np.array([
    any(o == 0 and PREFIX2 <= a <= SUFFIX4 for a, o in parts) for parts in STATE + LAST + LAST_TWO
])


class Corpus:
    """All texts behind each other, with the rows of their features."""

    def __init__(self, texts: list[Text]):
        self.texts = texts
        self.sizes = np.array([len(text.tokens.starts) for text in texts])
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)])
        self.tags = np.concatenate([text.tags for text in texts]).astype(np.int64)
        pads = np.concatenate([padded(text.tokens.attributes) for text in texts])
        at = np.concatenate([
            start + (2 * index + 1) * REACH + np.arange(size)
            for index, (start, size) in enumerate(zip(self.starts[:-1], self.sizes))
        ])
        self.state = state_rows(pads, at).astype(np.int32)
        self.prefixes = tag_prefixes(pads, at)
        self.is_start = np.zeros(len(at), bool)
        self.is_start[self.starts[:-1][self.sizes > 0]] = True
        self.is_second = np.zeros(len(at), bool)
        self.is_second[self.starts[:-1][self.sizes > 1] + 1] = True
        self.masks = np.ones((len(texts), TAGS), bool)
        for index, text in enumerate(texts):
            if text.labelled:
                self.masks[index] = False
                self.masks[index, 0] = True
                for kind in text.labelled:
                    self.masks[index, [2 * kind + 1, 2 * kind + 2]] = True
        self.owner = np.repeat(np.arange(len(texts)), self.sizes)

    def history(self, tags: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        last, second = np.roll(tags, 1), np.roll(tags, 2)
        last[self.is_start] = START
        second[self.is_start | self.is_second] = START
        return last, second


def allowed_after() -> np.ndarray:
    """Which tags may follow a tag: a type goes on only behind itself."""
    allowed = np.ones((256, TAGS), bool)
    for tag in range(2, TAGS, 2):
        allowed[:, tag] = False
        allowed[[tag - 1, tag], tag] = True
    return allowed


ALLOWED = allowed_after()


def decode(corpus: Corpus, compact: np.ndarray, weights: np.ndarray, scale: float = 1) -> tuple[np.ndarray, np.ndarray]:
    """Tags of every token, and how sure each is; `scale` is what one step of the weights is worth."""
    state = np.zeros((len(corpus.state), TAGS), np.float32)
    for begin in range(0, len(state), 20_000):
        part = compact[corpus.state[begin : begin + 20_000]]
        starts = np.arange(len(part) + 1) * part.shape[1]
        x = csr_matrix((np.ones(part.size, np.float32), part.ravel(), starts), shape=(len(part), len(weights)))
        state[begin : begin + 20_000] = x @ weights
    tags = np.zeros(len(state), np.int64)
    sure = np.zeros(len(state), np.float32)
    order = np.argsort(-corpus.sizes, kind="stable")
    sizes, starts = corpus.sizes[order], corpus.starts[:-1][order]
    for place in range(int(sizes[0])):
        alive = int(np.searchsorted(-sizes, -place, side="left"))
        at = starts[:alive] + place
        last = tags[at - 1] if place > 0 else np.full(alive, START)
        second = tags[at - 2] if place > 1 else np.full(alive, START)
        rows = compact[tag_rows(corpus.prefixes[at], last, second)]
        score = state[at] + weights[rows].sum(axis=1)
        score[~ALLOWED[last]] = -1e9
        tags[at] = score.argmax(axis=1)
        best = score.max(axis=1)
        sure[at] = 1 / np.exp((score - best[:, None]) * scale).sum(axis=1)
    return tags, sure


def spans_of(text: Text, tags: np.ndarray, sure: np.ndarray) -> list[tuple[int, int, int, float]]:
    """Start, end, type and the certainty of the least certain token."""
    found: list[tuple[int, int, int, float]] = []
    for at, tag in enumerate(tags):
        if tag == 0:
            continue
        if tag % 2 == 1:
            found.append((text.tokens.starts[at], text.tokens.ends[at], (tag - 1) // 2, float(sure[at])))
        else:
            start, _, kind, least = found[-1]
            found[-1] = (start, text.tokens.ends[at], kind, min(least, float(sure[at])))
    return found


def kept_rows(corpus: Corpus, least: int) -> np.ndarray:
    """Numbers of the hash rows that occur often enough; row 0 of the weights is for all others."""
    count = np.bincount(corpus.state.ravel(), minlength=1 << BITS)
    count += np.bincount(tag_rows(corpus.prefixes, *corpus.history(corpus.tags)).ravel(), minlength=1 << BITS)
    compact = np.zeros(1 << BITS, np.int32)
    kept = np.flatnonzero(count >= least)
    compact[kept] = 1 + np.arange(len(kept))
    return compact


def fit(corpus: Corpus, compact: np.ndarray, *, epochs: int, rate: float, seed: int, slip: float, hide: float, shrink: float, batch: int, say) -> np.ndarray:
    """Multinomial log loss, Adagrad; the tags before are the true ones with a few slips."""
    random = np.random.default_rng(seed)
    count = int(compact.max()) + 1
    weights = np.zeros((count, TAGS), np.float32)
    squares = np.full((count, TAGS), 1e-2, np.float32)
    state = compact[corpus.state]
    total = np.zeros_like(weights)
    averaged = 0
    for epoch in range(epochs):
        tags = corpus.tags.copy()
        slips = random.random(len(tags)) < slip
        tags[slips] = np.where(random.random(slips.sum()) < 0.7, 0, random.choice(corpus.tags, slips.sum()))
        rows = compact[tag_rows(corpus.prefixes, *corpus.history(tags))]
        order = random.permutation(len(corpus.texts))
        loss = 0.0
        for begin in range(0, len(order), batch):
            chosen = order[begin : begin + batch]
            at = np.concatenate([np.arange(corpus.starts[i], corpus.starts[i + 1]) for i in chosen])
            found = np.hstack([state[at], rows[at]])
            hidden = random.random(len(at)) < np.where(corpus.tags[at] > 0, hide, hide / 3)
            letters = hidden & (random.random(len(at)) < 0.3)
            found[np.ix_(hidden, KNOWS_WORD)] = 0
            found[np.ix_(letters, KNOWS_LETTERS)] = 0
            used, inverse = np.unique(found.ravel(), return_inverse=True)
            x = csr_matrix(
                (np.ones(found.size, np.float32), inverse.ravel().astype(np.int32), np.arange(len(at) + 1) * WIDTH),
                shape=(len(at), len(used)),
            )
            own = weights[used]
            if used[0] == 0:
                own[0] = 0
            score = x @ own
            score[~corpus.masks[corpus.owner[at]]] = -1e9
            score -= score.max(axis=1, keepdims=True)
            p = np.exp(score)
            p /= p.sum(axis=1, keepdims=True)
            truth = corpus.tags[at]
            loss -= np.log(np.maximum(p[np.arange(len(at)), truth], 1e-9)).sum()
            p[np.arange(len(at)), truth] -= 1
            gradient = x.T.tocsr() @ p
            if used[0] == 0:
                gradient[0] = 0
            square = squares[used] + gradient * gradient
            squares[used] = square
            pace = rate / np.sqrt(square)
            moved = own - pace * gradient
            # Soft threshold: weights that little speaks for stay at zero, which keeps the file small.
            weights[used] = np.sign(moved) * np.maximum(np.abs(moved) - pace * shrink, 0)
        if epoch >= epochs // 2:
            total += weights
            averaged += 1
        say(f"epoch {epoch + 1}: loss {loss / len(corpus.tags):.4f}, {np.count_nonzero(weights)} weights")
    return total / averaged


def lean(weights: np.ndarray, compact: np.ndarray, by: float) -> np.ndarray:
    """Takes log-odds from the outside tag: a missed name is worse than a word too many."""
    last = np.array([*range(TAGS), START])
    empty = np.full((len(last), WITH_TAGS), LAST_BASE, np.uint32)
    rows = compact[tag_rows(empty, last, last)[:, 0]]
    leaning = weights.copy()
    leaning[rows[rows > 0], 0] -= by
    return leaning
