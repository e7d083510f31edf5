"""Moto over TLS that knows two users and two roles, and refuses every signature that isn't theirs, as AWS does."""

import json
import os
import re
import ssl

from werkzeug.serving import run_simple
from werkzeug.wrappers import Response

from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.iam.access_control import IAMRequestBase
from moto.iam.models import iam_backends
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from web_identity import ACCOUNT, HURRIED, Sessions, check_tokens

NAME = "sealift"
EVERYTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
# AWS lets everybody ask who he is.
NOTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}]}
)
ANYBODY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:*"}]}
)
# AWS takes these without a signature: the token is the proof. Moto's list of them lacks STS.
UNSIGNED = ("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML")


def add_user(iam, name, policy, variables):
    iam.create_user("us-east-1", name)
    iam.put_user_policy(name, "rights", policy)
    key = iam.create_access_key(name)
    del iam.access_keys[key.access_key_id]
    key.access_key_id = os.environ[variables + "_ACCESS_KEY_ID"]
    key.secret_access_key = os.environ[variables + "_SECRET_ACCESS_KEY"]
    iam.access_keys[key.access_key_id] = key


def add_role(iam, name):
    iam.create_role(
        role_name=name,
        assume_role_policy_document=ANYBODY,
        path="/",
        permissions_boundary=None,
        description="",
        tags=[],
        max_session_duration="3600",
    )
    iam.put_role_policy(name, "everything", EVERYTHING)


def check_signatures():
    check = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def check_unless_unsigned(self, *arguments):
        if self._get_action() not in UNSIGNED:
            check(self, *arguments)

    ActionAuthenticatorMixin._authenticate_and_authorize_action = check_unless_unsigned
    IAMRequestBase._create_aws_request = without_query_as_body(IAMRequestBase._create_aws_request)
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0


def without_query_as_body(create):
    """Moto takes the query of a request without a body for its body, and finds all such signatures wrong."""

    def create_without(self):
        if self._method in ("GET", "HEAD", "DELETE"):
            self._data = {}
        return create(self)

    return create_without


class ElsewhereS3:
    """S3 in the regions where the lab has no bucket: it sends everybody to the one where all are, as AWS does."""

    HOST = re.compile(r"(.+\.)?s3\.(?!us-east-1\.)[a-z0-9-]+\.amazonaws\.com")
    ANSWER = (
        "<Error><Code>PermanentRedirect</Code><Message>The bucket you are attempting to access must be addressed using"
        " the specified endpoint. Please send all future requests to this endpoint.</Message></Error>"
    )

    def __init__(self, otherwise):
        self.otherwise = otherwise

    def __call__(self, environ, start_response):
        host = environ.get("HTTP_HOST", "").split(":")[0]
        serve = self.redirect if self.HOST.fullmatch(host) else self.otherwise
        return serve(environ, start_response)

    def redirect(self, environ, start_response):
        headers = {"x-amz-bucket-region": "us-east-1"}
        return Response(self.ANSWER, 301, headers, mimetype="application/xml")(environ, start_response)


class PatientTls(ssl.SSLContext):
    """Shakes hands in the connection's own thread: one that connects and stays silent must not block the others."""

    def wrap_socket(self, *arguments, **options):
        options["do_handshake_on_connect"] = False
        return super().wrap_socket(*arguments, **options)


def tls():
    context = PatientTls(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/tls/tls.crt", "/tls/tls.key")
    return context


if __name__ == "__main__":
    iam = iam_backends[ACCOUNT]["aws"]
    add_user(iam, NAME, EVERYTHING, "AWS")
    add_user(iam, "nobody", NOTHING, "DENIED")
    add_role(iam, NAME)
    add_role(iam, HURRIED)
    check_signatures()
    check_tokens()
    run_simple(
        "0.0.0.0",
        8443,
        Sessions(ElsewhereS3(DomainDispatcherApplication(create_backend_app))),
        threaded=True,
        ssl_context=tls(),
        request_handler=MotoRequestHandler,
    )
