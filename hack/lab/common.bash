# Sourced by the lab's scripts: where things are, and how a step is run and reported.
# shellcheck shell=bash

lab=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=hack/common.bash
source "$lab/../common.bash"

# A second lab beside the first needs a name, a state directory and ports of its own.
# shellcheck disable=SC2034 # for those who source this
name=${SEALIFT_LAB_NAME:-sealift-lab}
state=${SEALIFT_LAB_STATE:-$root/.lab}
mkdir -p "$state" "$cache/log"
# Several scripts call each other: they share the log of the one that was called first.
export SEALIFT_LAB_LOG=${SEALIFT_LAB_LOG:-$cache/log/$(basename "$0")-$$.log}
log=$SEALIFT_LAB_LOG
exec 3>&2

running=
trap 'report_failure $?' EXIT

report_failure() {
  [ "$1" -eq 0 ] || [ -z "$running" ] && return
  printf 'FAILED   %s; the end of %s:\n' "$running" "$log" >&3
  tail -n 15 "$log" >&3
}

# step TITLE COMMAND…: runs it with its output in the log, and prints one line with the time it took.
step() {
  local title=$1 began=$EPOCHREALTIME
  shift
  running=$title
  echo "== $title" >>"$log"
  "$@" >>"$log" 2>&1
  running=
  printf '%7.1fs %s\n' "$(seconds_since "$began")" "$title" >&3
}

seconds_since() {
  awk -v began="$1" -v now="$EPOCHREALTIME" 'BEGIN { print now - began }'
}

# await SECONDS COMMAND…: tries the command until it succeeds.
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}

# make_once DIRECTORY COMMAND…: runs "COMMAND… NEW-DIRECTORY" and moves what it made to DIRECTORY,
# unless that exists. Whoever comes at the same time waits, and finds it made.
make_once() {
  local made=$1
  shift
  [ -e "$made" ] && return
  mkdir -p "$(dirname "$made")"
  (
    flock 9
    [ -e "$made" ] && exit
    rm -rf "$made.part"
    mkdir "$made.part"
    "$@" "$made.part"
    mv "$made.part" "$made"
  ) 9>"$made.lock"
}
