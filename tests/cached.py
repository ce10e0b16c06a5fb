"""What the cache holds, whichever it is."""

from django.core.cache import cache


def everything_cached() -> str:
    """All names and values as one text."""
    kept = cache._cache
    if hasattr(kept, "get_client"):
        client = kept.get_client()
        return repr({name: client.get(name) for name in client.keys("*")})
    return repr(kept)
