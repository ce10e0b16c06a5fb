"""Clients that somebody has signed in with, without the forms; those have tests of their own."""

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "correct horse battery"


def signed_in(user, client=None):
    """A client, or the given one, in which this user is signed in with a verified second factor."""
    client = client or Client()
    device, _made = TOTPDevice.objects.get_or_create(user=user, name="test", confirmed=True)
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client
