#!/bin/sh
# Rebuilds models/ and the fixtures of src/models: training/run.sh [--data DIR]. About 130 minutes on two
# cores; `--minutes N` for the trunk alone goes to trunk/train.py.
set -eu
cd "$(dirname "$0")"
export OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE HF_HUB_OFFLINE=1
if [ ! -x .venv/bin/python ]; then
  python3.11 -m venv .venv
  .venv/bin/pip install --quiet --requirement requirements.txt
fi
run() {
  echo "== $*"
  nice -n 5 .venv/bin/python "$@"
}
rm -rf .work
run flash/train.py "$@"
run flash/make_fixture.py
run pii/train.py "$@"
run trunk/train.py "$@"
run trunk/export_weights.py
run measure_channels.py "$@"
run measure_similarity.py "$@"
run export_encoder.py
run static/train.py "$@"
run make_fixtures.py
(cd .. && npm run --silent build)
node calibrate.js "$@" > .work/report.json
node calibrate_reask.js "$@" > .work/reask.json
node calibrate_support.js "$@" > .work/support.json
node evaluate_embedding.js "$@" > .work/embedding.json
node evaluate_embedding.js --engine flash "$@" > .work/static.json
node write_card.js --report .work/report.json --support .work/support.json \
  --embedding .work/embedding.json --static .work/static.json --reask .work/reask.json
