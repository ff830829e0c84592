"""Second factors as their owners hold them: an app that shows codes, a key that signs."""

import base64
import hashlib
import html
import json
import os
import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts import factor_services
from accounts.models import AuditEvent, User
from notifications.models import Notice
from tests.cast import PASSWORD

ORIGIN = "http://localhost"
VERIFIED = AuthenticatorData.FLAG.USER_PRESENT | AuthenticatorData.FLAG.USER_VERIFIED


class App:
    """An authenticator app on somebody's phone."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, steps: int = 0) -> str:
        """What it shows now, or so many half minutes from now."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))


def give_app(user: User) -> App:
    """Set up long enough ago that the next code is a new one."""
    app = App(generate_totp_secret())
    factor_services.add_app(user=user, secret=app.secret, code=app.code(-1))
    return app


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Key:
    """A security key in software: one passkey, made and used as a browser would."""

    def __init__(self, *, origin: str = ORIGIN, flags: Any = VERIFIED) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id, self.origin, self.flags = os.urandom(32), origin, flags
        self.handle = b""

    def make(self, question: dict[str, Any]) -> str:
        self.handle = base64.urlsafe_b64decode(question["user"]["id"] + "==")
        public = ES256.from_cryptography_key(self.private.public_key())
        kept = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        flags = self.flags | AuthenticatorData.FLAG.ATTESTED
        about = AuthenticatorData.create(self._site(question["rp"]["id"]), flags, 0, kept)
        made = AttestationObject.create("none", about, {})
        asked = self._asked("webauthn.create", question)
        return self._answer({"clientDataJSON": asked, "attestationObject": bytes(made)})

    def use(self, question: dict[str, Any]) -> str:
        about = AuthenticatorData.create(self._site(question["rpId"]), self.flags, 0)
        asked = self._asked("webauthn.get", question)
        signed = self.private.sign(
            bytes(about) + hashlib.sha256(asked).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._answer(
            {
                "clientDataJSON": asked,
                "authenticatorData": bytes(about),
                "signature": signed,
                "userHandle": self.handle,
            }
        )

    def _site(self, name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def _asked(self, act: str, question: dict[str, Any]) -> bytes:
        said = {"type": act, "challenge": question["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        return json.dumps(
            {
                "id": text(self.id),
                "rawId": text(self.id),
                "type": "public-key",
                "response": {name: text(value) for name, value in response.items()},
                "clientExtensionResults": {},
            }
        )


SIGN_IN, CODE, HERE = "/account/sign-in/", "/account/sign-in/code/", "/account/second-factor/"


def sign_in(client: Client, user: User, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD, **more})


def question_of(page: Any) -> dict[str, Any]:
    """What a page asks the browser's script to have signed."""
    found = re.search(r"data-passkey-question='([^']*)'", page.text)
    assert found, page.text
    return dict(json.loads(html.unescape(found.group(1))))


def token_of(page: Any) -> str:
    """The token by which a form is served once."""
    found = re.search(r'name="submission_token" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def told(user: User) -> list[str]:
    notices = Notice.objects.filter(recipient=user).order_by("pk")
    return list(notices.values_list("template", flat=True))
