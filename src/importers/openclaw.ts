import type { Path } from '../config/problem.ts';
import { keyAdvice } from './credentials.ts';
import type { Migration } from './migration.ts';
import { freeName } from './names.ts';
import { providerAt, publicApis } from './public-apis.ts';
import type { Place } from './source.ts';

const cards: Path = ['routing', 'modelCards'];
const models: Path = ['providers', 'models'];

const prices = {
  input: 'prompt_per_1m',
  output: 'completion_per_1m',
  cacheRead: 'cached_input_per_1m',
  cacheWrite: 'cache_write_per_1m',
} as const;

/** The models of an OpenClaw agent; what else its file says is about the agent. */
export function importOpenClaw(root: Place, migration: Migration): void {
  migration.add(['version'], 'v0.3');
  for (const [key, place] of root.entries()) {
    if (key !== 'models') migration.drop(place, 'is about the agent itself');
  }
  const section = root.get('models');
  for (const [key, place] of section?.entries() ?? []) {
    if (key !== 'providers') migration.drop(place, 'is about the agent itself');
  }
  for (const [key, provider] of section?.get('providers')?.entries() ?? []) {
    const api = provider.get('api');
    if (api?.text?.startsWith('openai') !== true) {
      migration.drop(provider, `is skipped: \`${api?.value}\` is no API of the kind of OpenAI`);
      continue;
    }
    importProvider(provider, key, migration);
  }
  const list = migration.read(models);
  const first = Array.isArray(list)
    ? (list[0] as { readonly name: string } | undefined)
    : undefined;
  if (first === undefined) return;
  const to: Path = ['providers', 'defaults', 'default_model'];
  migration.add(to, first.name, 'takes requests for `auto`, since it is the first one');
  const why = 'point `baseUrl` of the agent at the router, so that it goes through it';
  migration.add(['listeners', 0], { name: 'http-8899', address: '127.0.0.1', port: 8899 }, why);
}

function importProvider(provider: Place, key: string, migration: Migration): void {
  const url = provider.get('baseUrl');
  if (url === undefined) {
    migration.attention(provider, 'has no `baseUrl`: write its models by hand');
    return;
  }
  const api = publicApis.openai;
  const word = api === undefined ? 'openai' : providerAt(api, url.text);
  for (const model of provider.get('models')?.items() ?? []) {
    const id = model.get('id')?.text;
    if (id === undefined) continue;
    const card = migration.element(cards, freeName(cards, id, migration));
    const to = migration.element(models, String(migration.read([...card, 'name'])));
    migration.remark(model, to);
    migration.move(model.get('id'), [...to, 'provider_model_id']);
    importModel(model, { card, to, migration });
    const ref = migration.element([...to, 'backend_refs'], key);
    migration.rewrite(provider.get('api'), [...ref, 'provider'], word, 'is the provider');
    migration.move(url, [...ref, 'base_url']);
    const secret = provider.get('apiKey');
    migration.move(secret, [...ref, 'api_key'], { why: keyAdvice(secret?.value) });
    migration.move(provider.get('headers'), [...ref, 'extra_headers']);
  }
}

interface ModelMove {
  readonly card: Path;
  readonly to: Path;
  readonly migration: Migration;
}

function importModel(model: Place, { card, to, migration }: ModelMove): void {
  migration.move(model.get('contextWindow'), [...card, 'context_window_size']);
  migration.move(model.get('name'), [...card, 'description']);
  migration.drop(model.get('maxTokens'), 'bounds the answers that the agent asks for');
  const input = model.get('input');
  if (input?.items().some(({ text }) => text === 'image')) {
    migration.rewrite(input, [...card, 'modality'], 'multimodal', 'is the modality of the card');
  } else migration.drop(input, 'text is what every model reads');
  const reasoning = model.get('reasoning');
  if (reasoning?.isTrue) {
    const why = 'is a capability of the card';
    migration.rewrite(reasoning, [...card, 'capabilities'], ['reasoning'], why);
  } else migration.drop(reasoning, 'is off');
  for (const [key, price] of Object.entries(prices)) {
    migration.move(model.get('cost')?.get(key), [...to, 'pricing', price]);
  }
}
