"""A stand-in for a council's sign-in: OpenID Connect over real HTTP, on loopback.

It does what a provider does, with an RS256 key of its own; `plan` says in what it lies or fails.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "homeward", "a secret of the client"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
TENANT = "6c1f7a52-0000-4000-8000-exampleshire"


@dataclass
class Plan:
    """What it will say of whoever signs in. `claims` are added to the token, or taken: None."""

    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    key: rsa.RSAPrivateKey = KEY
    algorithm: str = "RS256"
    key_id: str = "the-key"
    issuer: str = ""  # what discovery says of itself; its own address where empty
    broken: str = ""  # the path that answers 500
    slow: str = ""  # the path that takes longer than anybody waits
    error: str = ""  # what the browser is sent back with in place of a code
    html: str = ""  # the path that answers a page where JSON was asked for
    hold: threading.Event = field(default_factory=threading.Event)


class Server(ThreadingHTTPServer):
    """Its address, its plan, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}/{TENANT}/v2.0"
        self.plan = Plan()
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever was made to wait has hung up; that is the point."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path, query = self._where()
        if self._fails(path):
            return
        if path == ".well-known/openid-configuration":
            self._json(self._discovery())
        elif path == "keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            self._json({"keys": [public | {"kid": "the-key", "use": "sig", "alg": "RS256"}]})
        elif path == "authorize":
            self._authorize(query)
        elif path == "userinfo" and self.headers["Authorization"] == "Bearer an-access-token":
            self._json(self.server.plan.userinfo or {"sub": "wren-in-the-directory"})
        else:
            self._json({}, status=404)

    def do_POST(self) -> None:
        path, _ = self._where()
        sent = self._one(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self._fails(path):
            return
        known = self.server.codes.pop(sent.get("code", ""), None)
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if (
            known is None
            or sent.get("client_secret") != SECRET
            or known["redirect_uri"] != sent["redirect_uri"]
            or known["code_challenge"] != base64.urlsafe_b64encode(proof).decode().rstrip("=")
        ):
            self._json({"error": "invalid_grant"}, status=400)
            return
        token = {"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 600}
        self._json(token | {"id_token": self._token(known["nonce"])})

    def _token(self, nonce: str) -> str:
        plan, now = self.server.plan, int(time.time())
        said = {
            "iss": self.server.address, "aud": CLIENT, "sub": "wren-in-the-directory",
            "iat": now, "exp": now + 600, "nonce": nonce, "auth_time": now,
            "email": "wren.ashdown@example.test", "email_verified": True,
        } | plan.claims  # fmt: skip
        said = {name: value for name, value in said.items() if value is not None}
        keys: dict[str, Any] = {"RS256": plan.key, "HS256": "x" * 40, "none": None}
        key = keys[plan.algorithm]
        return jwt.encode(said, key, algorithm=plan.algorithm, headers={"kid": plan.key_id})

    def _discovery(self) -> dict[str, Any]:
        here = self.server.address
        return {
            "issuer": self.server.plan.issuer or here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, query: dict[str, str]) -> None:
        """Somebody signs in here, and is sent back."""
        self.server.asked.append(query)
        code = secrets.token_urlsafe(8)
        self.server.codes[code] = query
        error = self.server.plan.error
        back = {"state": query["state"], **({"error": error} if error else {"code": code})}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def _fails(self, path: str) -> bool:
        plan = self.server.plan
        if plan.slow and path.endswith(plan.slow):
            plan.hold.wait(20)
        elif plan.broken and path.endswith(plan.broken):
            self._json({"error": "server_error"}, status=500)
        elif plan.html and path.endswith(plan.html):
            self._send(b"<html>Maintenance</html>", "text/html", 200)
        else:
            return False
        return True

    def _where(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        return parts.path.removeprefix(f"/{TENANT}/v2.0/"), self._one(parts.query)

    @staticmethod
    def _one(text: str) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(text).items()}

    def _json(self, content: dict[str, Any], *, status: int = 200) -> None:
        self._send(json.dumps(content).encode(), "application/json", status)

    def _send(self, body: bytes, kind: str, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.plan.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()
