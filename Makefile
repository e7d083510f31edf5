# Every target is a script in hack/ that does the same by itself.
.DEFAULT_GOAL := help
.PHONY: help verify it e2e test bench demo crds chart-golden fmt package images lab lab-down

CLUSTER ?= lab

help: ## What there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

verify: ## Format, compilation with checks, unit tests, CRDs, chart, scripts; no cluster
	@hack/verify

it: ## Tests on a real API server (the corpus of resources, the definitions, the chart) and on real Redis servers
	@hack/it

e2e: ## KIND=bucket [SIZE=full]: end-to-end tests of a kind, on the lab
	@hack/e2e $(KIND) $(SIZE)

test: ## verify, it, a short e2e of each kind, and the commands of README.md: what CI runs
	@hack/test

bench: ## Against plain AzCopy and rclone, and the operator with many migrations [WHAT=small|large|operator SIZE=full]
	@hack/bench/run $(or $(WHAT),all) $(SIZE)

demo: ## A bucket of real objects moves, before your eyes, on the lab [CLUSTER=current DEMO=file]
	@hack/demo $(CLUSTER) $(DEMO)

crds: ## Write crds/ from the API classes
	@hack/crds

chart-golden: ## Write down what the chart renders now
	@hack/chart-test --update

fmt: ## Format the code
	@hack/mvn --quiet spotless:apply

package: ## Build the operator and the worker, without tests
	@hack/package

images: ## Build both images [SEALIFT_REGISTRY=… to push them]
	@hack/images

lab: ## Start the lab: a cluster, S3, Azure
	@hack/lab/up

lab-down: ## Stop it
	@hack/lab/down
