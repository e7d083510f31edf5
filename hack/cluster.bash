# Sourced by scripts that work on a cluster: which one, and its tools.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root and hack are set by common.bash

# use_cluster lab|current: afterwards kubectl and helm speak to that cluster, and the lab is up.
use_cluster() {
  cluster=$1
  case $cluster in
    lab)
      "$hack/lab/up" >&2
      # shellcheck source=/dev/null
      source "${SEALIFT_LAB_STATE:-$root/.lab}/env"
      ;;
    current)
      need kubectl kubernetes-client
      echo "using the cluster of the kubectl context $(command kubectl config current-context)" >&2
      ;;
    *)
      echo "no cluster $cluster: lab or current" >&2
      return 1
      ;;
  esac
}

kubectl() {
  if [ "$cluster" = lab ]; then
    "$hack/lab/kubectl" "$@"
  else
    command kubectl "$@"
  fi
}
