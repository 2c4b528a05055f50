import { z } from 'zod';
import { reasoningEffort } from '../backends/schema.ts';
import { numericPredicate } from '../lib/numeric-predicate.ts';
import { choice, schemaMarks, section, text } from '../lib/schema-marks.ts';
import { laterCollections, type SignalType, signalSchemas } from '../signals/schemas.ts';

/** Levels of AND, OR and NOT in one rule tree. */
const maxRuleDepth = 64;
const maxConditions = 1000;
const maxModelRefs = 1000;
const maxAnnotations = 32;
const maxAnnotationBytes = 4096;

const leafTypes = Object.keys(signalSchemas) as SignalType[];

const ruleLeaf = section(
  {
    type: z
      .string()
      .transform((type) => type.trim().toLowerCase())
      .pipe(choice(leafTypes, { later: [...Object.keys(laterCollections), 'projection'] }))
      .describe('Kind of signal'),
    name: z.string().min(1).describe('A rule of that kind'),
    predicate: numericPredicate.optional().describe('Tests the number that the signal reports'),
    on_error: z
      .enum(['no_match', 'match', 'fail'])
      .default('no_match')
      .describe('What a signal without a result counts as; `fail` refuses the request'),
  },
  {
    later: ['label'],
    misplaced: {
      operator: 'a rule with `type` is a leaf, put it among the `conditions` of another rule',
      conditions: 'a rule with `type` is a leaf, put it among the `conditions` of another rule',
    },
  },
);

type RuleLeaf = z.output<typeof ruleLeaf>;
export type RuleNode = RuleLeaf | RuleGroup;

// Written out, since types that contain themselves cannot be inferred.
interface RuleGroup {
  operator: z.output<typeof operator>;
  conditions: RuleNode[];
}

const operator = z
  .string()
  .transform((name) => name.trim().toUpperCase())
  .pipe(z.enum(['AND', 'OR', 'NOT']));

const leafOnly = 'a rule with `operator` has only `conditions`, put this into one of them';
const emptyMessage = 'has no `conditions`, add one or remove the rule';

const ruleGroup = section(
  {
    operator,
    get conditions(): z.ZodDefault<z.ZodArray<typeof ruleNode>> {
      return z.array(ruleNode).max(maxConditions).default([]);
    },
  },
  {
    misplaced: {
      type: leafOnly,
      name: leafOnly,
      label: leafOnly,
      predicate: leafOnly,
      on_error: leafOnly,
    },
  },
).superRefine(({ operator, conditions }, context) => {
  const count = conditions.length;
  if (operator === 'NOT' && count !== 1) {
    const message = `takes exactly one condition and has ${count}, join several with \`AND\` or \`OR\``;
    context.addIssue({ code: 'custom', path: ['operator'], message });
  }
  if (operator === 'OR' && count === 0) context.addIssue({ code: 'custom', message: emptyMessage });
});

/** A leaf names a signal; any other node combines its conditions. */
const ruleNode: z.ZodType<RuleNode> = z.union([ruleLeaf, ruleGroup]);
schemaMarks.add(ruleNode, { choose: (node) => (isLeafLike(node) ? 0 : 1) });

/** The tree of a decision; `{}` and `AND` without conditions always match. */
const rules = ruleNode.superRefine((root, context) => {
  const isCatchAll = 'operator' in root && root.operator === 'AND' && root.conditions.length === 0;
  if (!isCatchAll) checkNode(root, { context, path: [], depth: 1 });
});
schemaMarks.add(rules, { isEmptyUnset: true });

interface NodePlace {
  readonly context: z.core.$RefinementCtx;
  readonly path: readonly (string | number)[];
  readonly depth: number;
}

function checkNode(node: RuleNode, { context, path, depth }: NodePlace): void {
  if (depth > maxRuleDepth) {
    const message = `is nested deeper than ${maxRuleDepth} levels, flatten the rule`;
    context.addIssue({ code: 'custom', path: [...path], message });
    return;
  }
  if (!('operator' in node)) return;
  if (node.operator === 'AND' && node.conditions.length === 0) {
    context.addIssue({ code: 'custom', path: [...path], message: emptyMessage });
  }
  for (const [index, child] of node.conditions.entries()) {
    checkNode(child, { context, path: [...path, 'conditions', index], depth: depth + 1 });
  }
}

/** A node that could be either is told to be a leaf, the form that most of them have. */
function isLeafLike(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return 'type' in node || !('operator' in node || 'conditions' in node);
}

const modelRef = section({
  model: z.string().min(1).describe('A model card or one of its adapters'),
  lora_name: z.string().min(1).optional().describe('An adapter of that card'),
  weight: z.number().min(0).optional(),
  use_reasoning: z.boolean().default(false),
  reasoning_effort: reasoningEffort.optional(),
  reasoning_description: text(z.string()).optional(),
});

const removedAlgorithms = {
  session_aware: 'global.router.learning.protection',
  elo: 'global.router.learning.adaptation',
  rl_driven: 'global.router.learning.adaptation',
  gmtrouter: 'global.router.learning.adaptation',
  bandit: 'global.router.learning.adaptation',
  personalization: 'global.router.learning.adaptation',
} as const;

/** Algorithms with a block of settings that is called like them. */
const laterAlgorithms = [
  'multi_factor',
  'latency_aware',
  'router_dc',
  'hybrid',
  'automix',
  'prompt',
  'confidence',
  'ratings',
  'remom',
  'fusion',
  'workflows',
] as const;

const algorithm = section(
  {
    type: choice(['static'], {
      later: [...laterAlgorithms, 'knn', 'kmeans', 'svm', 'mlp'],
      replaced: removedAlgorithms,
    }).describe('`static`: the first model'),
  },
  { later: [...laterAlgorithms, 'on_error'], replaced: removedAlgorithms },
);

const annotations = text(z.record(z.string(), z.unknown())).superRefine((notes, context) => {
  const count = Object.keys(notes).length;
  const bytes = new TextEncoder().encode(JSON.stringify(notes)).length;
  if (count > maxAnnotations) {
    context.addIssue({
      code: 'custom',
      message: `has ${count} keys, at most ${maxAnnotations} are kept`,
    });
  }
  if (bytes > maxAnnotationBytes) {
    context.addIssue({
      code: 'custom',
      message: `takes ${bytes} bytes as JSON, at most ${maxAnnotationBytes} are kept`,
    });
  }
});

/** When its rules match, requests go to its models. */
export const decision = section(
  {
    name: z.string().min(1),
    description: text(z.string()).optional(),
    priority: z.int().min(0).default(0).describe('Higher wins'),
    tier: z.int().min(0).default(0).describe('Lower wins, before priority; 0 comes last'),
    rules: rules.optional().describe('Omitted: always matches'),
    modelRefs: z.array(modelRef).max(maxModelRefs).default([]).describe('Candidates, best first'),
    algorithm: algorithm.default({ type: 'static' }).describe('Chooses among the candidates'),
    annotations: annotations.optional().describe('Copied to records, never interpreted'),
  },
  {
    later: [
      'plugins',
      'adaptations',
      'emits',
      'candidateIterations',
      'output_contract',
      'output_contract_spec',
    ],
    replaced: {
      modelSelectionAlgorithm: 'algorithm',
      tool_scope: 'a plugin of type `tools`',
      allow_tools: 'a plugin of type `tools`',
      block_tools: 'a plugin of type `tools`',
    },
  },
);

export type Decision = z.output<typeof decision>;
