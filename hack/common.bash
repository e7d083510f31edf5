# Sourced by the scripts of hack/: where things are, and how a missing tool is had.
# shellcheck shell=bash

set -euo pipefail

hack=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034  # for those who source this
root=$(dirname "$hack")
# shellcheck disable=SC2034
cache=${SEALIFT_CACHE:-$HOME/.cache/sealift}

# need COMMAND PACKAGE…: installs the Debian packages when the command is missing and we may, or says what to install.
need() {
  local command=$1
  shift
  type -P "$command" >/dev/null && return
  if [ "$(id -u)" -ne 0 ] || ! type -P apt-get >/dev/null; then
    echo "$command is missing. Install it first (on Debian or Ubuntu: sudo apt-get install $*)." >&2
    return 1
  fi
  echo "installing $* ($command is missing)" >&2
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >&2 </dev/null
}

# hash_of FILE-OR-TEXT…: 12 hex digits of the contents of all files (directories: all files below) and texts named.
hash_of() {
  local input
  for input in "$@"; do
    if [ -d "$input" ]; then
      (cd "$input" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
    elif [ -f "$input" ]; then
      sha256sum <"$input"
    else
      echo "$input"
    fi
  done | sha256sum | cut -c1-12
}
