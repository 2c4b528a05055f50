// The newest official Node SDK against a running router; argv: base URL. Exit code 0 = all passed.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'unused', maxRetries: 0 });
const user = (content) => [{ role: 'user', content }];
const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  },
];

const checks = {
  async plain() {
    const answer = await client.chat.completions.create({ model: 'auto', messages: user('hello') });
    assert.ok(answer.choices[0].message.content);
    assert.ok(answer.usage.total_tokens > 0);
  },
  async streaming() {
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user('hello'),
      stream: true,
    });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    assert.ok(text.length > 0);
  },
  async tools() {
    const answer = await client.chat.completions.create({
      model: 'auto',
      messages: user('weather in Paris'),
      tools,
      tool_choice: 'required',
    });
    assert.equal(answer.choices[0].message.tool_calls[0].function.name, 'get_weather');
  },
  async 'streamed tools'() {
    const run = client.chat.completions.stream({
      model: 'auto',
      messages: user('weather in Paris'),
      tools,
      tool_choice: 'required',
    });
    const message = await run.finalMessage();
    JSON.parse(message.tool_calls[0].function.arguments);
  },
  async errors() {
    await assert.rejects(
      client.chat.completions.create({ model: 'nope', messages: user('hello') }),
      (error) => error instanceof OpenAI.NotFoundError && error.code === 'model_not_found',
    );
    await assert.rejects(
      client.chat.completions.create({ model: 'auto', messages: user('[mock:status=429]') }),
      OpenAI.RateLimitError,
    );
  },
  async abort() {
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user('[mock:chunks=1000][mock:delay=20]'),
      stream: true,
    });
    for await (const _ of stream) break;
    stream.controller.abort();
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}: ${error.stack}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
