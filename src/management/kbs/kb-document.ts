import { z } from 'zod';
import { type ConfiguredBase, configuredBases } from '../../config/knowledge-bases.ts';
import { checkLabels } from '../../knowledge/load-knowledge.ts';
import { checkManifest, type Manifest } from '../../knowledge/manifest.ts';
import {
  commonMetrics,
  defaultKnowledgeBases,
  type KnowledgeBaseSettings,
} from '../../knowledge/settings.ts';
import { ConfigApiError } from '../config/config-api-error.ts';
import { fraction, parseBody } from '../request-body.ts';
import type { KnowledgeControl } from './knowledge-control.ts';

const TYPE = 'exemplars';
const namePattern = /^[A-Za-z0-9_-]{1,64}$/;

const label = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  exemplars: z.array(z.string()),
});

/** A knowledge base as clients write it; what only readers get is taken and left aside. */
const knowledgeBaseBody = z.strictObject({
  name: z.string().regex(namePattern, 'must have 1 to 64 letters, digits, `_` and `-`').optional(),
  description: z.string().max(4096).optional(),
  threshold: fraction.optional(),
  label_thresholds: z.record(z.string(), fraction).optional(),
  /** Omitted by a change: they stay. */
  labels: z.array(label).optional(),
  groups: z.record(z.string().min(1), z.array(z.string()).min(1)).optional(),
  metrics: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        type: z.literal('group_margin').default('group_margin'),
        positive_group: z.string(),
        negative_group: z.string(),
      }),
    )
    .optional(),
  prototype_scoring: z.record(z.string(), z.unknown()).optional(),
  ...Object.fromEntries(
    [
      'type',
      'builtin',
      'managed',
      'editable',
      'source',
      'signal_references',
      'bind_options',
      'load_error',
    ].map((key) => [key, z.unknown().optional()]),
  ),
});

type Body = z.output<typeof knowledgeBaseBody>;

export function readKnowledgeBase(body: unknown): Body {
  return parseBody(knowledgeBaseBody, body);
}

/** The labels of a body as a manifest, checked with what the body says of them. */
export function manifestOf(name: string, { labels, description, ...body }: Body): Manifest {
  const names = (labels ?? []).map((one) => one.name);
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) throw refused(`\`labels\`: two are called \`${twice}\``);
  const checked = checkManifest({
    ...(description === undefined ? {} : { description }),
    labels: Object.fromEntries((labels ?? []).map(({ name: own, ...rest }) => [own, rest])),
  });
  if ('problems' in checked) {
    const [first] = checked.problems;
    throw refused(`\`${first?.path}\` ${first?.message}`);
  }
  requireLabels(name, body, checked.manifest);
  return checked.manifest;
}

/** Groups and thresholds name labels that exist. */
export function requireLabels(
  name: string,
  { groups, label_thresholds }: Pick<Body, 'groups' | 'label_thresholds'>,
  manifest: Manifest,
): void {
  const settings = { name, source: { path: '' }, threshold: 0, groups, label_thresholds };
  const [problem] = checkLabels(settings, manifest);
  if (problem === undefined) return;
  const { path, message, suggestion } = problem;
  throw refused(`\`${path.join('.')}\`: ${message}; ${suggestion}`);
}

function refused(message: string): ConfigApiError {
  return new ConfigApiError('INVALID_INPUT', message);
}

/** Those that the configuration has, and the default ones that it could use. */
export function knownBases(control: KnowledgeControl): readonly ConfiguredBase[] {
  const config = control.config();
  const bases = configuredBases(config);
  if (config.global.model_catalog.kbs !== undefined) return bases;
  const used = new Set(bases.map(({ settings }) => settings.name));
  const unused = defaultKnowledgeBases.filter(({ name }) => !used.has(name));
  return [...bases, ...unused.map((settings) => ({ settings, path: undefined, uses: [] }))];
}

export function findBase(control: KnowledgeControl, name: string): ConfiguredBase {
  const base = knownBases(control).find(({ settings }) => settings.name === name);
  if (base !== undefined) return base;
  throw new ConfigApiError('KB_NOT_FOUND', `there is no knowledge base \`${name.slice(0, 64)}\``);
}

/** Their names stand for files that other configurations and recipes rely on. */
export function isBuiltIn(name: string): boolean {
  return defaultKnowledgeBases.some((base) => base.name === name);
}

/** A knowledge base as readers see it, with its files as they are now. */
export async function describeBase(
  { settings, uses }: ConfiguredBase,
  control: KnowledgeControl,
): Promise<object> {
  const { loaded, problems } = await control.load(settings);
  const labels = loaded?.manifest.labels ?? {};
  const { name, threshold, source, prototype_scoring } = settings;
  const { label_thresholds = {}, groups = {}, metrics = [] } = settings;
  const builtin = isBuiltIn(name);
  return {
    name,
    type: TYPE,
    builtin,
    managed: loaded !== undefined && control.isManaged(loaded.manifestPath),
    editable: !builtin,
    threshold,
    label_thresholds,
    description: loaded?.manifest.description ?? '',
    source,
    labels: Object.entries(labels).map(([own, { description = '', exemplars }]) => ({
      name: own,
      description,
      exemplars,
    })),
    groups,
    metrics,
    ...(prototype_scoring === undefined ? {} : { prototype_scoring }),
    signal_references: uses.flatMap(({ rule }) => rule ?? []),
    bind_options: {
      labels: Object.keys(labels),
      groups: Object.keys(groups),
      metrics: [...commonMetrics, ...metrics.map((metric) => metric.name)],
    },
    load_error: problems[0]?.message ?? null,
  };
}

/** What the configuration says of a base that a client wrote. */
export function entryOf(
  name: string,
  body: Body,
  source: KnowledgeBaseSettings['source'],
): Readonly<Record<string, unknown>> {
  const { threshold, label_thresholds, groups, metrics, prototype_scoring } = body;
  const settings = { threshold, label_thresholds, groups, metrics, prototype_scoring };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { name, source, ...Object.fromEntries(given) };
}
