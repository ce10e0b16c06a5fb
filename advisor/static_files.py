"""Static files by hashed names; where they were not collected, by their own, so that pages still come."""

import logging

from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)
said: set[str] = set()
"""What has been logged: once for each file, or once for all where nothing was collected."""


class Forgiving(CompressedManifestStaticFilesStorage):
    """Without a manifest, or for a file that it does not know, links lead to the file's own name."""

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
            what = name if self.hashed_files else "no static file"
            if what not in said:
                said.add(what)
                log.error("%s is in the manifest: run collectstatic", f"no {name}" if self.hashed_files else what)
            return name
