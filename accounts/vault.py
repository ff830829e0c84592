"""Secrets that must be read again, such as an authenticator app's, are kept encrypted.

Under a key made from SECRET_KEY, so a copy of the database alone opens no second factor. What was
written under an older key is still read while that key is in SECRET_KEY_FALLBACKS. Whoever loses
the keys loses the secrets: those second factors are then set up again.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"homeward: secrets of second factors"


def encrypt(text: str) -> str:
    return _locks().encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """What was encrypted. `cryptography.fernet.InvalidToken` where no key of ours fits."""
    return _locks().decrypt(kept.encode()).decode()


def _locks() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)
