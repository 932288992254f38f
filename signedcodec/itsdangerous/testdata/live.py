"""Signs and verifies with the real libraries: a request in JSON on stdin, the answers in JSON on stdout."""
import hashlib
import json
import sys

import django
import flask
import itsdangerous
from django.conf import settings
from django.core import signing

request = json.load(sys.stdin)
secret = request["secret"]
value = request["value"]
sha256 = {"digest_method": hashlib.sha256}
settings.configure(SECRET_KEY=secret)
django.setup()


class Sha256Sessions(flask.sessions.SecureCookieSessionInterface):
    digest_method = staticmethod(hashlib.sha256)


app = flask.Flask("live")
app.secret_key = secret
flask_sha1 = flask.sessions.SecureCookieSessionInterface().get_signing_serializer(app)
flask_sha256 = Sha256Sessions().get_signing_serializer(app)

both = {
    "signer": (lambda: itsdangerous.Signer(secret, **sha256).sign(value["text"]).decode(),
               lambda t: {"text": itsdangerous.Signer(secret, **sha256).unsign(t).decode()}),
    "timestamp": (lambda: itsdangerous.TimestampSigner(secret, **sha256).sign(value["text"]).decode(),
                  lambda t: {"text": itsdangerous.TimestampSigner(secret, **sha256).unsign(t, max_age=60).decode()}),
    "sha1": (lambda: itsdangerous.URLSafeTimedSerializer(secret, salt="s").dumps(value),
             lambda t: itsdangerous.URLSafeTimedSerializer(secret, salt="s").loads(t, max_age=60)),
    "sha512": (lambda: itsdangerous.URLSafeTimedSerializer(secret, salt="s", signer_kwargs={"digest_method": hashlib.sha512, "key_derivation": "hmac"}).dumps(value),
               lambda t: itsdangerous.URLSafeTimedSerializer(secret, salt="s", signer_kwargs={"digest_method": hashlib.sha512, "key_derivation": "hmac"}).loads(t, max_age=60)),
    "flask": (lambda: flask_sha1.dumps(value), lambda t: flask_sha1.loads(t, max_age=60)),
    "flask sha256": (lambda: flask_sha256.dumps(value), lambda t: flask_sha256.loads(t, max_age=60)),
    "django": (lambda: signing.dumps(value, salt="s"), lambda t: signing.loads(t, salt="s", max_age=60)),
    "django compressed": (lambda: signing.dumps(value, salt="s", compress=True), lambda t: signing.loads(t, salt="s", max_age=60)),
}

signed = {name: sign() for name, (sign, _) in both.items()}
read = {}
for name, token in request["tokens"].items():
    try:
        read[name] = both[name][1](token)
    except Exception as e:  # the test compares what was read
        read[name] = "%s: %s" % (type(e).__name__, e)
refused = {}
for name, token in request["forged"].items():
    try:
        both[name][1](token)
        refused[name] = False
    except Exception:
        refused[name] = True
json.dump({"signed": signed, "read": read, "refused": refused}, sys.stdout)
