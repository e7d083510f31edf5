"""STS as AWS runs it for workloads: a role for a token of the cluster's, and a session that the lab's S3 honours."""

import hmac
import json
import os
import re
import ssl
import time
import urllib.request
from datetime import datetime, timedelta, timezone

from joserfc import errors, jwk, jwt
from werkzeug.wrappers import Response

from moto.core.exceptions import ServiceException
from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends
from moto.sts.responses import TokenResponse

ACCOUNT = "123456789012"
AUDIENCE = "sts.amazonaws.com"
# What the lab's role trusts: the workers' service account in every namespace.
SUBJECT = re.compile(r"system:serviceaccount:[^:]+:sealift-worker")
CLUSTER = "https://kubernetes.default.svc"
# The role whose sessions end soon; AWS gives a quarter of an hour at least, for which no test should have to wait.
HURRIED = "hurried"
A_SHORT_WHILE = timedelta(seconds=60)
MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/"


class Refused(ServiceException):
    """Refused in AWS's words, which Sealift reads."""


def check_tokens():
    assume = TokenResponse.assume_role_with_web_identity

    def assume_if_trusted(self):
        role = trusted_role(self._get_param("RoleArn"))
        require_trust(verified(self._get_param("WebIdentityToken") or ""))
        if self._get_int_param("DurationSeconds", 3600) > int(role.max_session_duration):
            raise Refused(
                "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            )
        answer = assume(self)
        if role.name == HURRIED:
            answer.result["Credentials"].expiration = utcnow() + A_SHORT_WHILE
        return answer

    TokenResponse.assume_role_with_web_identity = assume_if_trusted


def trusted_role(arn):
    for role in iam_backends[ACCOUNT]["aws"].roles.values():
        if role.arn == arn:
            return role
    raise Refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")


def require_trust(claims):
    audience = claims.get("aud")
    if AUDIENCE not in (audience if isinstance(audience, list) else [audience]):
        raise Refused("InvalidIdentityToken", "Incorrect token audience")
    if claims.get("exp", 0) < time.time():
        raise Refused("ExpiredTokenException", "Token expired: current date/time is past the token's exp")
    if not SUBJECT.fullmatch(claims.get("sub", "")):
        raise Refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")


def verified(token):
    try:
        return jwt.decode(token, cluster_keys(), algorithms=["RS256", "ES256"]).claims
    except (errors.JoseError, ValueError) as e:
        raise Refused("InvalidIdentityToken", "Couldn't verify the token with the provider's keys") from e


def cluster_keys():
    with open(MOUNT + "token", encoding="ascii") as file:
        request = urllib.request.Request(CLUSTER + "/openid/v1/jwks", headers={"Authorization": "Bearer " + file.read()})
    with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=MOUNT + "ca.crt")) as answer:
        return jwk.KeySet.import_key_set(json.load(answer))


class Sessions:
    """Tells the S3 gateways, and nobody else, the secret of a session, by which they check its signatures."""

    PATH = "/_lab/sessions/"

    def __init__(self, otherwise):
        self.otherwise = otherwise

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith(self.PATH):
            return self.otherwise(environ, start_response)
        return self.answer(environ, path.removeprefix(self.PATH))(environ, start_response)

    def answer(self, environ, access_key_id):
        secret = "Bearer " + os.environ["AWS_SECRET_ACCESS_KEY"]
        if not hmac.compare_digest(environ.get("HTTP_AUTHORIZATION", ""), secret):
            return Response(status=403)
        session = sts_backends[ACCOUNT]["aws"].get_assumed_role_from_access_key(access_key_id)
        if session is None or session.expiration.replace(tzinfo=timezone.utc) < datetime.now(timezone.utc):
            return Response(status=404)
        return Response(
            json.dumps({"secret": session.secret_access_key, "token": session.session_token}),
            mimetype="application/json",
        )
