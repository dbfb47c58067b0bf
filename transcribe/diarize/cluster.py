"""Which embeddings are one voice: average linkage in blocks, then between the blocks' clusters.

Average linkage needs only means: the mean distance of two clusters of unit vectors is one minus the product of their
mean vectors, so clusters of blocks are joined exactly as one big tree would join them, without its quadratic memory.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from models.span import Seconds
from transcribe.diarize.embed import VoicePrints
from transcribe.diarize.slot import VoiceBounds

THRESHOLD = 0.6  # cosine distance: clusters whose members are on average nearer than this are one voice
_BLOCK = 1200  # embeddings clustered at once: 6 MB of distances
_SURE_SECONDS: Seconds = 1.0  # an embedding of less speech alone is not asked
_LEAST_VOICE_SECONDS: Seconds = 1.0  # clusters with less speech in all are noise
_SAME_WINDOW = 1.5  # distance of two local voices of one window: they are different people


def voice_means(prints: VoicePrints, *, bounds: VoiceBounds, threshold: float = THRESHOLD) -> NDArray[np.float32]:
    """Mean embedding of each voice found, (voices, 192), of length 1; no rows where nothing was embedded."""
    sure = np.flatnonzero(prints.seconds >= _SURE_SECONDS)
    if len(sure) < max(2, bounds.least):
        sure = np.arange(len(prints))
    if not len(sure):
        return np.zeros((0, prints.vectors.shape[1]), np.float32)
    vectors, windows = prints.vectors[sure], prints.window[sure]
    weights = np.maximum(prints.seconds[sure], 0.1)
    while True:
        labels = _labels(vectors, windows, most=bounds.most, threshold=threshold)
        labels = _without_noise(labels, weights, least=bounds.least)
        found = np.unique(labels[labels >= 0])
        if len(found) >= min(bounds.least, len(sure)) or threshold < 0.02:
            break
        threshold *= 0.9  # the form says there are more voices: look closer
    means = np.stack([(vectors[labels == k] * weights[labels == k, None]).sum(axis=0) for k in found])
    return (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)  # type: ignore[no-any-return]  # numpy's stubs lose the type


def _labels(
    vectors: NDArray[np.float32], windows: NDArray[np.int64], *, most: int | None, threshold: float
) -> NDArray[np.int64]:
    """A cluster's number for each vector."""
    labels = np.zeros(len(vectors), np.int64)
    clusters = 0
    for first in range(0, len(vectors), _BLOCK):
        part = slice(first, first + _BLOCK)
        labels[part] = _block_labels(vectors[part], windows[part], threshold) + clusters
        clusters = int(labels[part].max()) + 1
    counts = np.bincount(labels, minlength=clusters).astype(np.float64)
    means = np.stack([vectors[labels == number].mean(axis=0, dtype=np.float64) for number in range(clusters)])
    if clusters > 1 and (len(vectors) > _BLOCK or (most is not None and clusters > most)):
        labels = _join(means, counts, threshold=threshold, most=most)[labels]
    return labels


def _block_labels(vectors: NDArray[np.float32], windows: NDArray[np.int64], threshold: float) -> NDArray[np.int64]:
    if len(vectors) == 1:
        return np.zeros(1, np.int64)
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    same = windows[:, None] == windows[None]
    distances[same] = np.maximum(distances[same], _SAME_WINDOW)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    found: NDArray[np.int64] = fcluster(tree, threshold, "distance").astype(np.int64)
    return found - 1


def _join(
    means: NDArray[np.float64], counts: NDArray[np.float64], *, threshold: float, most: int | None
) -> NDArray[np.int64]:
    """Go on joining clusters given by mean and count; the new number of each, 0.."""
    labels = np.arange(len(means))
    alive = list(range(len(means)))
    means, counts = means.copy(), counts.copy()
    while len(alive) > 1:
        distances = 1 - means[alive] @ means[alive].T
        np.fill_diagonal(distances, np.inf)
        first, second = sorted(divmod(int(distances.argmin()), len(alive)))
        if distances[first, second] >= threshold and (most is None or len(alive) <= most):
            break
        keep, gone = alive[first], alive[second]
        total = counts[keep] + counts[gone]
        means[keep] = (means[keep] * counts[keep] + means[gone] * counts[gone]) / total
        counts[keep] = total
        labels[labels == gone] = keep
        alive.remove(gone)
    return np.searchsorted(alive, labels)


def _without_noise(labels: NDArray[np.int64], weights: NDArray[np.float64], *, least: int) -> NDArray[np.int64]:
    """Labels with -1 for clusters of too little speech, unless that leaves fewer voices than there must be."""
    numbers = np.unique(labels)
    speech = np.array([weights[labels == number].sum() for number in numbers])
    enough = speech >= _LEAST_VOICE_SECONDS
    for kept in np.argsort(-speech, kind="stable")[:least]:
        enough[kept] = True
    return np.where(np.isin(labels, numbers[enough]), labels, -1)
