# One command each: `make demo` to see it, `make test` to trust it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# cargo is parallel by itself; the steps here are in order.
.NOTPARALLEL:
.PHONY: help demo build frontend setup setup-test test check bench clean

target := $(or $(CARGO_TARGET_DIR),target)
yimen  := $(target)/release/yimen
DATA   ?= demo-data
LISTEN ?= 127.0.0.1:8080

# One profile for everything, so that nothing is built twice.
runner := $(shell cargo nextest --version >/dev/null 2>&1 && echo nextest run || echo test)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

demo: build ## build all, fill a demonstration centre and open it on http://127.0.0.1:8080
	$(yimen) demo --data $(DATA) --listen $(LISTEN)

build: setup frontend ## the one binary: target/release/yimen
	cargo build --release --locked -p yimen

frontend: ## fetch the front-end packages by lock file and copy the listed files
	scripts/frontend

setup: ## what a build needs, installed where possible
	scripts/setup build

setup-test: ## what the tests need besides: PostgreSQL, Chromium, a Chinese font, poppler, schemathesis
	scripts/setup test

# The order is from cheap to dear. The binary that the browser tests drive was built for the Rust tests.
test: setup-test check ## everything: format, lints, Rust tests on both engines, browser tests
	scripts/test-postgres cargo $(runner) --release --locked --workspace
	scripts/test-api $(yimen)
	scripts/test-export $(yimen)
	scripts/test-postgres node tests/browser/run.mjs

check: frontend ## format, lints, and scripts that can be read
	cargo fmt --all --check
	cargo clippy --release --locked --workspace --all-targets -- -D warnings
	for script in tests/browser/*.mjs crates/pages/assets/*.js; do node --check $$script; done

bench: build setup-test ## figures as ratios to a raw loop on the same database
	scripts/test-postgres sh -c '$(yimen) bench --postgres "$$YIMEN_TEST_POSTGRES_SOCKET"'

clean: ## remove what was built or fetched; demonstration data stay
	cargo clean
	rm -rf node_modules crates/pages/assets/vendor
