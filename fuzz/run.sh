#!/bin/sh
# Runs every target for SECONDS (60 unless told) and prints what came of it:
#     sh run.sh SECONDS [TARGET...]
# SANITIZER=address and TOOLCHAIN=+nightly may be set; see README.md. Ends with 1 if any input was
# found that breaks a law.
set -eu
cd "$(dirname "$0")"

seconds=${1:-60}
[ $# -gt 0 ] && shift
sanitizer=${SANITIZER:-none}
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "cargo-fuzz is missing: cargo install cargo-fuzz" >&2
    exit 2
fi
sh seeds.sh
# shellcheck disable=SC2086 # an empty TOOLCHAIN is no argument
cargo ${TOOLCHAIN:-} fuzz build --sanitizer "$sanitizer"

# In memory where there is such a place: one target writes files for every input.
logs=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$logs"' EXIT
export TMPDIR="$logs"
table="$logs/table"
printf '| target | executions | exec/s | coverage edges | crashes |\n|---|---:|---:|---:|---:|\n' >"$table"
broken=0
for target in ${*:-$(cargo fuzz list)}; do
    log="$logs/$target"
    echo "$target: $seconds s" >&2
    options="-max_total_time=$seconds -timeout=10 -rss_limit_mb=2048 -print_final_stats=1"
    [ -f "$target.dict" ] && options="$options -dict=$target.dict"
    # shellcheck disable=SC2086
    cargo ${TOOLCHAIN:-} fuzz run --sanitizer "$sanitizer" "$target" -- $options >"$log" 2>&1 || {
        grep -E -A2 'panicked at|ERROR: libFuzzer|Test unit written' "$log" >&2 || tail -20 "$log" >&2
    }
    crashes=$(grep -c 'Test unit written to' "$log" || true)
    [ "$crashes" = 0 ] || broken=1
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
    printf '| `%s` | %s | %s | %s | %s |\n' \
        "$target" "${executions:-?}" "${rate:-?}" "${edges:-?}" "$crashes" >>"$table"
    [ -n "$executions" ] || broken=1
done
cat "$table"
exit $broken
