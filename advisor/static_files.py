"""Static files by hashed names; where they were not collected, by their own, so that pages still come."""

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)


class Forgiving(CompressedManifestStaticFilesStorage):
    """Without a manifest, or for a file that it does not know, links lead to the file's own name."""

    said = False
    """What is missing is logged once."""

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
