# Two commands are all a newcomer needs: `make run` and `make test`.
# They ask for a Rust toolchain (1.90 or later), make and a C compiler.

CASE ?= cases/syria-2016-09
CARGO ?= cargo

.PHONY: run test check lint tests doctests docs bench bench-monitor fuzz help

help:
	@echo "make run     build, then judge the shipped case and show its board"
	@echo "make test    everything the project checks of itself"
	@echo "make bench   the figures in bench/README.md, measured again"
	@echo "make bench-monitor  those of bench/monitor/README.md (a few minutes)"
	@echo "make fuzz    60 seconds of each fuzz target (needs cargo-fuzz; see fuzz/README.md)"

run:
	$(CARGO) build --release --locked --package armistice
	target/release/armistice observe $(CASE)

# The tests come last, so that what they say closes the record.
test: lint docs doctests tests

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

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

bench-monitor:
	$(CARGO) build --release --locked --package armistice --package armistice-bench-monitor
	target/release/armistice-bench-monitor $(if $(QUICK),--quick)

fuzz:
	cd fuzz && sh run.sh 60
