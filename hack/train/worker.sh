#!/bin/sh
# The worker's training run: a copy by Stream between two clouds that Clouds.class plays, after which the JVM keeps what it has
# loaded, linked and learned of the methods that ran most.
# worker.sh CLASSES OPTIONS-OF-JAVA…: CLASSES is where Clouds.class stands; the options say where the cache goes and what runs.
set -eu
classes=$1
shift
work=$(mktemp -d)
cd "$work"
keytool -genkeypair -alias clouds -keyalg EC -storetype PKCS12 -keystore keys -storepass training -dname CN=127.0.0.1 \
  -ext san=ip:127.0.0.1
keytool -exportcert -rfc -alias clouds -keystore keys -storepass training -file ca.pem
java -cp "$classes" Clouds keys &
clouds=$!
trap 'kill $clouds; cd /; rm -rf "$work"' EXIT
export SEALIFT_ORDER='{"key":"train","reportLimit":10,"engine":"Stream","pass":"Whole","skipUnsupported":true,
  "bandwidth":{"megabitsPerSecond":0,"schedule":[]},"trustedSuffix":"core.windows.net",
  "source":{"bucket":"bucket","region":"us-east-1","prefix":"","endpoint":"https://127.0.0.1:9443","pathStyle":true},
  "target":{"endpoint":"https://127.0.0.1:9443/account","container":"train","prefix":"","hierarchicalNamespace":false},
  "records":{"endpoint":"https://127.0.0.1:9443/account","container":"sealift","prefix":"t/","hierarchicalNamespace":false}}'
export SEALIFT_LINGER=PT0S SEALIFT_TERMINATION_LOG="$work/last-words" SEALIFT_STATE_DIR="$work" SEALIFT_CA_BUNDLE="$work/ca.pem"
export SEALIFT_STATUS_PORT=18644 TMPDIR="$work"
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nothing
export AZURE_TENANT_ID=tenant AZURE_CLIENT_ID=33333333-3333-3333-3333-333333333333
export AZURE_AUTHORITY_HOST=https://127.0.0.1:9443 AZURE_CLIENT_SECRET=nothing
timeout --signal TERM 120 java "$@" copy
