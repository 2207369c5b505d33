#!/bin/sh
# Starts PostgreSQL with PostGIS for the length of a measurement, where Debian's packages are
# installed, and measures. Arguments go to armistice-bench-serve.
set -eu
cd "$(dirname "$0")/../.."
bench=${ARMISTICE_BENCH_SERVE:-target/release/armistice-bench-serve}
version=${POSTGRES_VERSION:-15}
postgis=/usr/share/postgresql/$version/extension/postgis.control
if [ "${1-}" != soak ] && command -v pg_virtualenv >/dev/null && [ -e "$postgis" ]; then
  # Not the defaults, which are for a machine of twenty years ago.
  exec env ARMISTICE_BENCH_POSTGIS=1 pg_virtualenv -v "$version" \
    -o shared_buffers=1GB -o random_page_cost=1.1 -o effective_cache_size=4GB \
    -o maintenance_work_mem=512MB -o max_wal_size=8GB -o synchronous_commit=off \
    -o max_connections=120 -o jit=off "$bench" "$@"
fi
exec "$bench" "$@"
