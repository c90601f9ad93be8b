"""The releases, and what a release brings along: vocabulary, shapes, report, description."""

from __future__ import annotations

from typing import Final

from graph.formats import ALL_FORMATS, GRAPH_FORMATS
from server.discovery import LINKSET
from server.limits import JSON
from server.negotiation import HTML, SVG
from server.openapi.operations import Area, Operation, Parameter, file_format
from server.profiles import PROFILES
from server.resource import FORMATS

_RELEASE: Final = Parameter("identifier", "Of the release.", sample="release")
_PROFILE: Final = Parameter(
    "_profile",
    "Profile of the description, by token or IRI: "
    + ", ".join(f"{each.token} ({each.iri})" for each in PROFILES)
    + ".",
)
_MEDIA_TYPE: Final = Parameter("_mediatype", "Media type of the description in that profile; goes before Accept.")
_FILE: Final = Parameter("name", "Of the file, as the manifest lists it.", sample="file")
_FILES: Final = (
    *ALL_FORMATS,
    JSON,
    file_format("gz", "application/gzip", "Compressed file"),
    file_format("txt", "text/plain", "Text"),
)
RELEASES: Final = Area(
    "Releases",
    "A release never changes: its files can be cited, and fetched with their digests.",
    (
        Operation("dumps.index", "The releases", (HTML,)),
        Operation(
            "dumps.one",
            "A release: its page, or its description as RDF",
            (*GRAPH_FORMATS, HTML),
            negotiated=True,
            parameters=(_RELEASE, _PROFILE, _MEDIA_TYPE),
            problems=(404, 410),
            text="Accept-Profile names the profile as well, by its IRI; Content-Profile says which it is. "
            "Links with rel=alternate and profile lead to each (W3C Content Negotiation by Profile).",
        ),
        Operation(
            "dumps.file",
            "A file of a release",
            _FILES,
            parameters=(_RELEASE, _FILE),
            problems=(404, 410),
            text="Range fetches a part (206, 416); Repr-Digest is that of the whole file (RFC 9530).",
        ),
        Operation(
            "dumps.sums",
            "The digests of the files, for sha256sum --check",
            (file_format("txt", "text/plain", "Text"),),
            parameters=(_RELEASE,),
            problems=(404, 410),
        ),
        Operation(
            "dumps.current",
            "Go to the same address of the release that is served",
            parameters=(_FILE,),
            redirects=(302,),
            problems=(404,),
        ),
        Operation(
            "crawling.links",
            "What belongs to a release, as typed links",
            (file_format("json", LINKSET, "Link set"),),
            parameters=(_RELEASE,),
            problems=(404, 410),
            schema="Linkset",
        ),
    ),
)


def _published(name: str, what: str) -> tuple[Operation, Operation]:
    """The operations of a Turtle file of the release that is read in any format."""
    extension = Parameter("extension", "Of the format.")
    return (
        Operation(f"vocabulary.{name}", f"The {what}", FORMATS, negotiated=True),
        Operation(
            f"vocabulary.{name}_fixed",
            f"The {what}, in the format that the address names",
            FORMATS,
            parameters=(extension,),
            problems=(404,),
        ),
    )


DESCRIPTIONS: Final = Area(
    "Vocabulary and descriptions",
    "What the terms mean, what was checked, and what the data hold.",
    (
        *_published("vocabulary", "vocabulary"),
        Operation("vocabulary.version", "The vocabulary under the IRI of its version", FORMATS, negotiated=True),
        *_published("shapes", "SHACL shapes"),
        *_published("report", "validation report"),
        *_published("description", "description of the data (VoID and DCAT)"),
        Operation("vocabulary.model", "The model as a picture", (SVG,)),
        Operation("vocabulary.model_narrow", "The model as a picture for narrow screens", (SVG,)),
    ),
)
