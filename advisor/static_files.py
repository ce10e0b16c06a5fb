"""Static files by hashed names; where they were not collected, by their own, so that pages still come."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)
STYLESHEET = "site.css"
STYLESHEETS = (STYLESHEET, "print.css")
"""The second for paper: browsers wait for it with no page that is read on a screen."""
COMMENTS_AND_INDENTS = re.compile(r"/\*.*?\*/|^\s+|\s+$", re.DOTALL | re.MULTILINE)
SPACES = re.compile(r"\s*([{};,>~!]|\+(?=[^{};]*\{))\s*|(:)\s+|\s+")
QUOTED = re.compile(r'("[^"\n]*")')


def squeezed(css: str) -> str:
    """A stylesheet without comments and without spaces that mean nothing; what is quoted stays as it is."""
    pieces = QUOTED.split(COMMENTS_AND_INDENTS.sub("\n", css).strip())
    pieces[::2] = [SPACES.sub(lambda found: found[1] or found[2] or " ", piece) for piece in pieces[::2]]
    return "".join(pieces).replace(";}", "}")


class Forgiving(CompressedManifestStaticFilesStorage):
    """Without a manifest, or for a file that it does not know, links lead to the file's own name."""

    said = False
    """What is missing is logged once."""

    def _save(self, name: str, content: Any) -> str:
        """The site's own stylesheets are kept as small as they are sent."""
        if name in STYLESHEETS:
            content = ContentFile(squeezed(content.read().decode()).encode())
        return super()._save(name, content)  # type: ignore[no-any-return]

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        """The file with the hashed name, too, is made of the squeezed one; Django would take what lies in the source."""
        squeezed_ones = {name: (self, name) for name in STYLESHEETS if name in paths}
        yield from super().post_process(paths | squeezed_ones, *args, **options)

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """What was collected; nothing where that cannot be read."""
        try:
            return super().load_manifest()  # type: ignore[no-any-return]
        except (OSError, ValueError):
            return {}, ""

    def stored_name(self, name: str) -> str:
        """The hashed name, else the own one."""
        try:
            return super().stored_name(name)  # type: ignore[no-any-return]
        except (OSError, ValueError):
            if not self.hashed_files and not Forgiving.said:
                Forgiving.said = True
                log.error("no static file is in the manifest: run collectstatic")
            return name
