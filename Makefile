# Two commands are all a newcomer needs: `make run` and `make test`.
# They ask for a Rust toolchain (1.90 or later), make and a C compiler; with Node (20.19 or later)
# the web application is built in.

CASE ?= cases/syria-2016-09
CARGO ?= cargo
NPM ?= npm

# What Node must be able to say for the application to be built.
NODE_FITS = command -v $(NPM) >/dev/null 2>&1 && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null

.PHONY: run test check lint web web-tests browser-tests tests doctests docs bench bench-fusion bench-monitor bench-reading bench-serve fuzz help

help:
	@echo "make run     build, show the board of the shipped case, then serve it"
	@echo "make test    everything the project checks of itself"
	@echo "make web     the web application alone"
	@echo "make bench   the figures in bench/README.md, measured again"
	@echo "make bench-fusion   those of bench/fusion/README.md (several minutes)"
	@echo "make bench-monitor  those of bench/monitor/README.md (a few minutes)"
	@echo "make bench-reading  those of bench/reading/README.md (some minutes)"
	@echo "make bench-serve    those of bench/serve/README.md (see there what peers it wants)"
	@echo "make fuzz    60 seconds of each fuzz target (needs cargo-fuzz; see fuzz/README.md)"

run: web
	$(CARGO) build --release --locked --package armistice
	target/release/armistice observe $(CASE)
	@echo
	target/release/armistice serve $(CASE)

# The application, where Node is there; the program is whole without it.
web: 
	@if $(NODE_FITS); then $(MAKE) --no-print-directory web/dist/index.html; \
	else echo "Node 20.19 or later is missing: the program is built without its web application"; fi

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && $(NPM) ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/public web/scripts web/index.html web/vite.config.ts web/tsconfig.json -type f 2>/dev/null)
	cd web && $(NPM) run build
	@touch $@

# The tests of the program come last, so that what they say closes the record.
test: lint docs web web-tests browser-tests doctests tests

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

web-tests:
	@if $(NODE_FITS); then cd web && $(NPM) test; \
	else echo "skipped: the tests of the web application need Node 20.19 or later"; fi

# The real program in a real browser. `web/e2e/run.mjs` says so where no Chromium is found.
browser-tests: web
	@if $(NODE_FITS); then \
		$(CARGO) build --locked --package armistice && \
		cd web && node e2e/run.mjs ../target/debug/armistice ../$(CASE); \
	else echo "skipped: the browser tests need Node 20.19 or later"; fi

# nextest where it is there, else what every toolchain has.
tests:
	@if $(CARGO) nextest --version >/dev/null 2>&1; then \
		echo "$(CARGO) nextest run --workspace --locked"; \
		$(CARGO) nextest run --workspace --locked $(if $(CI),--profile ci); \
	else \
		echo "$(CARGO) test --workspace --all-targets --locked"; \
		$(CARGO) test --workspace --lib --bins --tests --locked; \
	fi

doctests:
	$(CARGO) test --workspace --doc --locked

docs:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked

bench:
	$(CARGO) build --release --locked --package armistice --package armistice-bench
	target/release/armistice-bench

bench-fusion:
	$(CARGO) build --release --locked --package armistice --package armistice-bench-fusion
	target/release/armistice-bench-fusion $(if $(QUICK),--quick)

bench-monitor:
	$(CARGO) build --release --locked --package armistice --package armistice-bench-monitor
	target/release/armistice-bench-monitor $(if $(QUICK),--quick)

DATA ?= ../shared/data
bench-reading:
	$(CARGO) build --release --locked --package armistice-bench-reading
	target/release/armistice-bench-reading --data $(DATA)

bench-serve:
	$(CARGO) build --release --locked --package armistice --package armistice-bench-serve
	bench/serve/run.sh $(if $(QUICK),--quick)

fuzz:
	cd fuzz && sh run.sh 60
