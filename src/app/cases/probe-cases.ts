import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/json-value.ts';
import { messagesOfVariant, type Probes } from '../../recipes/probes.ts';
import { CaseError, type Expectation, type RouteCase, titleOf } from './case.ts';

type Group = Probes['decisions'][number];
type Variant = Group['variants'][number];
type Images = NonNullable<Probes['fixtures']>['images'];

/** The cases of a recipe's `probes.yaml`; a group without a decision expects that none matches. */
export function casesOfProbes(probes: Probes, file: string): readonly RouteCase[] {
  const images = probes.fixtures?.images ?? {};
  return probes.decisions.flatMap((group) =>
    group.variants.map((variant): RouteCase => {
      const id = `${group.id}/${variant.id}`;
      const place = `${file}: ${id}`;
      const { generated_text: generated, tools, query, messages: written } = variant;
      const messages = messagesOfVariant(variant).map((message) =>
        withImages(message, images, place),
      );
      const asked = generated === undefined ? messages : withGenerated(messages, generated, place);
      const last = asked.at(-1);
      return {
        id,
        place,
        title: titleOf(query ?? (written === undefined ? '' : isJsonObject(last) && last.content)),
        body: {
          ...(group.model === undefined ? {} : { model: group.model }),
          messages: asked,
          ...(tools === undefined ? {} : { tools: tools as readonly JsonValue[] }),
        },
        expected: expectationOf(group, variant),
        tags: variant.tags ?? [],
      };
    }),
  );
}

function expectationOf(group: Group, variant: Variant): Expectation {
  const {
    expected_decision: decision = null,
    expected_recipe: recipe,
    expected_alias: model,
    expected_algorithm: algorithm,
  } = group;
  const signals = keysOf(variant.expected_signals ?? group.expected_signals);
  const forbiddenSignals = keysOf(group.forbidden_signals);
  return {
    decision,
    ...(recipe === undefined ? {} : { recipe }),
    ...(model === undefined ? {} : { model }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(signals.length === 0 ? {} : { signals, isSignalsExact: group.signal_match === 'exact' }),
    ...(forbiddenSignals.length === 0 ? {} : { forbiddenSignals }),
    ...(group.expected_plugins === undefined
      ? {}
      : { plugins: group.expected_plugins, isPluginsExact: group.plugin_match === 'exact' }),
    ...(group.forbidden_plugins === undefined ? {} : { forbiddenPlugins: group.forbidden_plugins }),
  };
}

function keysOf(names: Group['expected_signals']): readonly string[] {
  return Object.entries(names ?? {}).flatMap(([type, list]) => list.map((one) => `${type}:${one}`));
}

/** Pictures are named in messages and kept once in the file. */
function withImages(message: unknown, images: Images, place: string): JsonObject {
  const { content, ...rest } = message as JsonObject;
  if (!Array.isArray(content)) return message as JsonObject;
  const parts = content.map((part: JsonValue): JsonValue => {
    if (!isJsonObject(part) || part.type !== 'image_fixture') return part;
    const image = images[String(part.fixture)];
    if (image === undefined) {
      throw new CaseError(
        place,
        `\`${String(part.fixture)}\` is no picture of \`fixtures.images\``,
      );
    }
    const url = `data:${image.media_type};base64,${image.data_base64}`;
    return { type: 'image_url', image_url: { url } };
  });
  return { ...rest, content: parts };
}

/** Fills a text up to a size in bytes. */
function withGenerated(
  messages: readonly JsonObject[],
  generated: NonNullable<Variant['generated_text']>,
  place: string,
): readonly JsonObject[] {
  const { message_index: at, content_index: part, target_text_bytes: bytes } = generated;
  const message = messages[at];
  const content = message?.content;
  const fill = (text: string) =>
    text + generated.character.repeat(Math.max(0, bytes - Buffer.byteLength(text)));
  if (message !== undefined && part === undefined && typeof content === 'string') {
    return messages.with(at, { ...message, content: fill(content) });
  }
  const found = Array.isArray(content) && part !== undefined ? content[part] : undefined;
  if (message === undefined || !isJsonObject(found) || typeof found.text !== 'string') {
    throw new CaseError(place, '`generated_text` names no text of the messages');
  }
  const filled = (content as readonly JsonValue[]).with(part as number, {
    ...found,
    text: fill(found.text),
  });
  return messages.with(at, { ...message, content: filled });
}
