import { z } from 'zod';
import { choice, mark, section } from '../lib/schema-marks.ts';
import { contextCompressionPlugin } from './context-compression/schema.ts';
import { fastResponsePlugin } from './fast-response/schema.ts';
import { hallucinationPlugin } from './hallucination/schema.ts';
import { headerMutationPlugin } from './header-mutation/schema.ts';
import { imageGenPlugin } from './image-gen/schema.ts';
import { memoryPlugin } from './memory/schema.ts';
import { ragPlugin } from './rag/schema.ts';
import { requestParamsPlugin } from './request-params/schema.ts';
import { responseCachePlugin } from './response-cache/schema.ts';
import { responseJailbreakPlugin } from './response-jailbreak/schema.ts';
import { routerReplayPlugin } from './router-replay/schema.ts';
import { systemPromptPlugin } from './system-prompt/schema.ts';
import { toolSelectionPlugin } from './tool-selection/schema.ts';
import { toolsPlugin } from './tools/schema.ts';

const maxPlugins = 100;

/** Plugin type -> schema of its configuration. */
export const pluginSchemas = {
  system_prompt: systemPromptPlugin,
  fast_response: fastResponsePlugin,
  header_mutation: headerMutationPlugin,
  request_params: requestParamsPlugin,
  response_cache: responseCachePlugin,
  router_replay: routerReplayPlugin,
  response_jailbreak: responseJailbreakPlugin,
  hallucination: hallucinationPlugin,
  memory: memoryPlugin,
  rag: ragPlugin,
  tools: toolsPlugin,
  tool_selection: toolSelectionPlugin,
  image_gen: imageGenPlugin,
  context_compression: contextCompressionPlugin,
} as const;

export type PluginType = keyof typeof pluginSchemas;

const activePlugins: ReadonlySet<PluginType> = new Set(['fast_response']);

const olderNames: { readonly [Type in PluginType]?: readonly string[] } = {
  response_cache: ['semantic_cache', 'semantic-cache'],
};

/** Plugins of older layouts -> what does their work now. */
const removedPlugins = {
  jailbreak:
    'a rule under `routing.signals.jailbreak`, and a decision that answers with `fast_response`',
  pii: 'a rule under `routing.signals.pii`, and a decision that answers with `fast_response`',
};

/** All that may be written for a type; the first is its name. */
function spellingsOf(type: PluginType): readonly string[] {
  const spellings = [type, type.replaceAll('_', '-'), ...(olderNames[type] ?? [])];
  return [...new Set(spellings)];
}

/** The type that a word means, in any of its spellings. */
export function pluginTypeOf(word: string): PluginType | undefined {
  return (Object.keys(pluginSchemas) as PluginType[]).find((type) =>
    spellingsOf(type).includes(word),
  );
}

function plugin<const Type extends PluginType, Configuration extends z.ZodType>(
  type: Type,
  configuration: Configuration,
) {
  const spellings = spellingsOf(type);
  const inactiveWords = activePlugins.has(type) ? [] : spellings;
  return section({
    type: choice(spellings, { inactiveWords }).transform((): Type => type),
    configuration,
  });
}

const anyPlugin = mark(
  z.discriminatedUnion('type', [
    plugin('system_prompt', systemPromptPlugin),
    plugin('fast_response', fastResponsePlugin),
    plugin('header_mutation', headerMutationPlugin),
    plugin('request_params', requestParamsPlugin),
    plugin('response_cache', responseCachePlugin),
    plugin('router_replay', routerReplayPlugin),
    plugin('response_jailbreak', responseJailbreakPlugin),
    plugin('hallucination', hallucinationPlugin),
    plugin('memory', memoryPlugin),
    plugin('rag', ragPlugin),
    plugin('tools', toolsPlugin),
    plugin('tool_selection', toolSelectionPlugin),
    plugin('image_gen', imageGenPlugin),
    plugin('context_compression', contextCompressionPlugin),
  ]),
  { replaced: removedPlugins },
);

/** What a decision does besides choosing a model; the order says nothing. */
export const pluginList = z
  .array(anyPlugin)
  .max(maxPlugins)
  .superRefine((plugins, context) => {
    const types = plugins.map(({ type }) => type);
    for (const [index, type] of types.entries()) {
      const first = types.indexOf(type);
      if (first === index) continue;
      const others = spellingsOf(type).filter((spelling) => spelling !== type);
      const message = `plugin ${first} is a \`${type}\` already (also written \`${others.join('`, `')}\`), a decision has one of each type`;
      context.addIssue({ code: 'custom', path: [index, 'type'], message });
    }
  });

export type Plugin = z.output<typeof anyPlugin>;
