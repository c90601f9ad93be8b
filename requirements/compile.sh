#!/bin/sh
# Writes the locks anew from pyproject.toml, and that of the benchmark's peers. Needs `uv` on the PATH.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --universal"
uv pip compile $options pyproject.toml --extra dev -o requirements/dev.txt
# What `make serve` installs: the runtime and the two packages that an editable install is built with.
printf 'hatchling==1.33.0\neditables\n' | uv pip compile $options pyproject.toml - -c requirements/dev.txt -o requirements/run.txt
# The peers of the benchmark, in an environment of their own.
printf 'oxigraph\nrdflib-endpoint[cli]\n' | uv pip compile $options - -o requirements/benchmark.txt
# What the recipes of docs/clients run on, in an environment of their own and without Khen.
sed -n '/^clients = \[/,/^\]/s/^ *"\(.*\)",$/\1/p' pyproject.toml | uv pip compile $options - -o requirements/clients.txt
