"""What browsers are told a page may do: nothing inline, nothing from other hosts."""

from csp.constants import NONCE, NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A passkey is asked for by our own pages; nothing else of a device is ever needed.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    **{
        name: []
        for name in (
            "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media",
            "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
            "payment", "usb", "xr-spatial-tracking",
        )
    },
    **{name: ["self"] for name in ("publickey-credentials-create", "publickey-credentials-get")},
}  # fmt: skip
