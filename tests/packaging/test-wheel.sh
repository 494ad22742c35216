#!/bin/sh
# Tests the wheel in $DIST as a user gets it: in new environments, from a folder that is not the
# checkout. First with the base dependencies alone, then the whole test suite. `make test-wheel` calls it.
#   BASE          the interpreter that makes the environments
#   DIST          the folder with the wheel, absolute
#   PYTEST_FLAGS  further flags for pytest
set -eu

checkout=$(pwd)
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
trap 'exit 130' INT TERM
unset PYTHONPATH VIRTUAL_ENV PYTEST_ADDOPTS
export ADVISOR_CACHE_DIR="$away/cache"

environment=$away/environment
pip() { "$environment/bin/python" -m pip --disable-pip-version-check --no-input -qq "$@"; }

"$BASE" -m venv "$environment"
pip install --require-hashes -r constraints/run.txt
pip install --no-deps --no-index "$DIST"/*.whl
pip check
PATH=$environment/bin:$PATH
export PATH

# The tests and what they read; neither the package nor its rules and scenarios, which the wheel must bring.
mkdir "$away/tree" "$away/elsewhere"
for name in tests docs benchmarks pyproject.toml README.md CHANGELOG.md CONTRIBUTING.md LICENSE; do
  if [ -e "$name" ]; then cp -R "$name" "$away/tree/"; fi
done

cd "$away/elsewhere"
python - "$checkout" "$environment" <<'PYTHON'
import sys
from pathlib import Path

import advisor
from advisor.rulebook.library import default_rules, scenarios_directory

checkout, environment = (Path(path).resolve() for path in sys.argv[1:])
for found in (advisor.__file__, default_rules(), scenarios_directory()):
    assert Path(found).resolve().is_relative_to(environment), f"{found} is not in the installed wheel"
assert not [path for path in sys.path if path and Path(path).resolve() == checkout], "the checkout is on the path"
PYTHON
advisor --version
scenarios=$(python -c 'from advisor.rulebook.library import scenarios_directory; print(scenarios_directory())')
advisor evaluate "$scenarios/first-hire-does-everything-on-aws.yaml" >advice.txt
head -n 3 advice.txt

cd "$checkout"
pip install --require-hashes -r constraints/build.txt
pip install --no-build-isolation --require-hashes -r constraints/dev.txt
make -s durable VENV="$environment"
cd "$away/tree"
python -m pytest $PYTEST_FLAGS -m "not packaging" -p no:cacheprovider
