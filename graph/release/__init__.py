"""The release: dumps, description, manifest and store of one state of the data, whole or not at all."""

from graph.release.contents import Contents, NotConforming, ReleaseError, identify
from graph.release.dataset import (
    Contact,
    Dataset,
    DatasetError,
    Licence,
    Previous,
    Publisher,
    Wording,
    read_dataset,
)
from graph.release.description import describe
from graph.release.publishing import PublishedRelease, current_release, last_inputs, list_releases, publish, tidy

__all__ = [
    "Contact",
    "Contents",
    "Dataset",
    "DatasetError",
    "Licence",
    "NotConforming",
    "Previous",
    "PublishedRelease",
    "Publisher",
    "ReleaseError",
    "Wording",
    "current_release",
    "describe",
    "identify",
    "last_inputs",
    "list_releases",
    "publish",
    "read_dataset",
    "tidy",
]
