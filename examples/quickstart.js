// Start the router first: npx switchyard serve --mock
// Any OpenAI client works: only the base URL changes, and the model is called "auto".
import OpenAI from 'openai';

const url = process.env.SWITCHYARD_URL ?? 'http://127.0.0.1:8899';
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'unused' });

// A plain answer, with the headers that say where it came from.
const { data, response } = await client.chat.completions
  .create({
    model: 'auto',
    messages: [{ role: 'user', content: 'Write a haiku about the first snow.' }],
  })
  .withResponse();
console.log(data.choices[0].message.content);
console.log(
  `-- ${response.headers.get('x-vsr-selected-decision')} -> ${response.headers.get('x-vsr-selected-model')}`,
);

// A stream.
const stream = await client.chat.completions.create({
  model: 'auto',
  stream: true,
  messages: [{ role: 'user', content: 'What force keeps the moon in its orbit?' }],
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
console.log();

// Tools.
const { choices } = await client.chat.completions.create({
  model: 'auto',
  messages: [{ role: 'user', content: 'Get weather for Oslo, please.' }],
  tools: [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        description: 'Current weather of a city',
        parameters: {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
        },
      },
    },
  ],
});
for (const call of choices[0].message.tool_calls ?? []) {
  console.log(`-- calls ${call.function.name}(${call.function.arguments})`);
}
