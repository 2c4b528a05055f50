import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { FoundModel, FoundProvider } from './probe-providers.ts';

/** A model that can play a part of a preset. */
export interface AvailableModel extends FoundModel {
  /** What the configuration calls it: the id, or id and host where two servers have it. */
  readonly name: string;
  readonly provider: FoundProvider;
}

/** Part of a preset -> the model that plays it. */
export type Cast = Readonly<Record<string, AvailableModel>>;

/** Services with more models than this get only the ones that are used. */
const MAX_OTHERS = 20;

/** All models of some providers, with names that tell them apart. */
export function availableModels(providers: readonly FoundProvider[]): readonly AvailableModel[] {
  const names = new Set<string>();
  const uniqueName = (id: string, { baseUrl }: FoundProvider): string => {
    if (!names.has(id)) return id;
    const name = `${id}@${new URL(baseUrl).host}`;
    return names.has(name) ? `${id}@${baseUrl}` : name;
  };
  return providers.flatMap((provider) =>
    provider.models.map((model) => {
      const name = uniqueName(model.id, provider);
      names.add(name);
      return { ...model, name, provider };
    }),
  );
}

/** The parts of a preset: what its configuration calls its models -> what they are for. */
export function partsOf(presetText: string): ReadonlyMap<string, string> {
  const cards = sequence(parseDocument(presetText), ['routing', 'modelCards']);
  return new Map(
    maps(cards).map((card) => [String(card.get('name')), String(card.get('description') ?? '')]),
  );
}

/** The likeliest cast; undefined where a part can only be played by a model that is missing. */
export function proposeCast(
  parts: Iterable<string>,
  models: readonly AvailableModel[],
): ReadonlyMap<string, AvailableModel | undefined> {
  const bySize = [...models].sort((a, b) => sizeOf(a) - sizeOf(b) || (a.name < b.name ? -1 : 1));
  const local = bySize.filter(({ provider }) => provider.isLocal);
  const remote = bySize.filter(({ provider }) => !provider.isLocal);
  const choose = (part: string): AvailableModel | undefined => {
    switch (part) {
      case 'small':
        return bySize[0];
      case 'local':
        return local.at(-1);
      case 'remote':
        // Without one nothing leaves, which keeps the promise of the preset.
        return remote.at(-1) ?? local.at(-1);
      default:
        return bySize.at(-1);
    }
  };
  return new Map([...parts].map((part) => [part, choose(part)]));
}

const SMALL = 5;
const LARGE = 1000;

/** Billions of parameters, by what a server says or by the name. */
function sizeOf({ id, parameterSize = '' }: FoundModel): number {
  const text = `${parameterSize} ${id}`.toLowerCase();
  const found = /(?:(\d{1,3})x)?(\d{1,4}(?:\.\d{1,3})?)([bm])(?![a-z0-9])/.exec(text);
  if (found !== null) {
    const [, experts = '1', size, unit] = found;
    return (Number(experts) * Number(size)) / (unit === 'm' ? 1000 : 1);
  }
  return /nano|tiny|mini|small|lite|flash|haiku|instant|light/.test(text) ? SMALL : LARGE;
}

interface StarterOptions {
  readonly preset: string;
  readonly presetText: string;
  /** Undefined: the models of the preset stay as placeholders. */
  readonly cast: Cast | undefined;
  readonly models: readonly AvailableModel[];
}

/** A preset with its parts played by real models; comments stay where they are. */
export function writeStarterConfig({ preset, presetText, cast, models }: StarterOptions): string {
  const document = parseDocument(presetText);
  if (cast !== undefined) {
    const played = [...new Set(Object.values(cast))];
    const others = models.filter(
      (model) => !played.includes(model) && model.provider.models.length <= MAX_OTHERS,
    );
    replaceProviders(document, [...played, ...others]);
    replaceCards(document, { cast, others });
    renameReferences(document, cast);
  }
  document.commentBefore = [
    ' yaml-language-server: $schema=./config.schema.json',
    ' (written by `switchyard config schema > config.schema.json`; editors then complete and check)',
    '',
    ` Started from the recipe \`${preset}\` by \`switchyard init\`.`,
    ...(document.commentBefore ? ['', document.commentBefore] : []),
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}

function replaceProviders(document: Document, models: readonly AvailableModel[]): void {
  const list = sequence(document, ['providers', 'models']);
  list.items = models.map(({ id, name, provider: { baseUrl, kind, apiKeyEnv } }) =>
    document.createNode({
      name: escapeReferences(name),
      ...(name === id ? {} : { provider_model_id: escapeReferences(id) }),
      backend_refs: [
        {
          base_url: escapeReferences(baseUrl),
          provider: kind,
          ...(apiKeyEnv === undefined ? {} : { api_key_env: apiKeyEnv }),
        },
      ],
    }),
  );
}

/** `$` starts a reference to the environment. */
function escapeReferences(text: string): string {
  return text.replaceAll('$', '$$$$');
}

interface Cards {
  readonly cast: Cast;
  readonly others: readonly AvailableModel[];
}

/** Cards of parts keep what they say; two parts played by one model are one card. */
function replaceCards(document: Document, { cast, others }: Cards): void {
  const list = sequence(document, ['routing', 'modelCards']);
  const seen = new Set<string>();
  const played = maps(list).filter((card) => {
    const model = cast[String(card.get('name'))];
    if (model === undefined || seen.has(model.name)) return false;
    seen.add(model.name);
    for (const [key, value] of Object.entries(cardOf(model))) card.set(key, value);
    return true;
  });
  list.items = [...played, ...others.map((model) => document.createNode(cardOf(model)))];
}

function cardOf({ name, parameterSize, contextWindow }: AvailableModel) {
  return {
    name: escapeReferences(name),
    ...(parameterSize === undefined ? {} : { param_size: parameterSize }),
    ...(contextWindow === undefined ? {} : { context_window_size: contextWindow }),
  };
}

function renameReferences(document: Document, cast: Cast): void {
  const rename = (node: unknown) => {
    if (!isScalar(node)) return;
    const model = cast[String(node.value)];
    if (model !== undefined) node.value = escapeReferences(model.name);
  };
  rename(document.getIn(['providers', 'defaults', 'default_model'], true));
  for (const decision of maps(document.getIn(['routing', 'decisions']))) {
    for (const reference of maps(decision.get('modelRefs'))) rename(reference.get('model', true));
  }
}

function sequence(document: Document, path: readonly string[]): YAMLSeq {
  const node = document.getIn(path);
  if (isSeq(node)) return node;
  throw new Error(`a preset needs the list \`${path.join('.')}\``);
}

function maps(list: unknown): readonly YAMLMap[] {
  return isSeq(list) ? list.items.filter((item): item is YAMLMap => isMap(item)) : [];
}
