#!/bin/sh
# Start the router first: npx switchyard serve --mock
# The model "auto" is routed; the headers say where the request went.
URL="${SWITCHYARD_URL:-http://127.0.0.1:8899}"

curl --silent --show-error --fail --include "$URL/v1/chat/completions" \
  --header 'content-type: application/json' \
  --header 'x-vsr-debug: true' \
  --data '{
    "model": "auto",
    "messages": [{"role": "user", "content": "Write a SQL query that finds duplicate e-mail addresses."}]
  }'
echo

# The same as a stream of events.
curl --silent --show-error --fail --no-buffer "$URL/v1/chat/completions" \
  --header 'content-type: application/json' \
  --data '{
    "model": "auto",
    "stream": true,
    "messages": [{"role": "user", "content": "Prove that there is no largest prime number."}]
  }'
