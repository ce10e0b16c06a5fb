"""Addresses beside the pages: how long the map may be kept, and where what moved leads."""

import pytest


def test_the_map_can_be_kept_like_a_page(client):
    kept, page = client.get("/sitemap.xml"), client.get("/de/")
    assert kept["Cache-Control"] == page["Cache-Control"]
    assert "public" in kept["Cache-Control"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": kept["ETag"]}).status_code == 304
    assert client.post("/sitemap.xml").status_code == 405


@pytest.mark.parametrize("rest", ["", "k/", "sz/", "k/?as_of=2026-10-01"])
def test_an_address_that_moved_leads_on(client, rest):
    moved = client.get(f"/hu/szotar/{rest}")
    assert moved.status_code == 301
    assert moved["Location"] == f"/hu/fogalomtar/{rest}"
    assert client.post("/hu/szotar/").status_code == 405
    assert client.get("/hu/fogalomtar/").status_code == client.get("/hu/fogalomtar/k/").status_code == 200
