import { z } from 'zod';
import { numericPredicate } from '../lib/numeric-predicate.ts';
import { choice, schemaMarks, section, text } from '../lib/schema-marks.ts';
import { leafTypes } from './collections.ts';

/** Levels of AND, OR and NOT in one rule tree. */
const maxRuleDepth = 64;
const maxConditions = 1000;

const ruleLeaf = section(
  {
    type: z
      .string()
      .transform((type) => type.trim().toLowerCase())
      .pipe(choice(leafTypes))
      .describe('Kind of signal'),
    name: text(z.string().min(1)).describe(
      'A rule of that kind; with `:easy`, `:medium` or `:hard` where it has levels',
    ),
    label: text(z.string().min(1)).optional().describe('A label of a classifier'),
    predicate: numericPredicate.optional().describe('Tests the number that the signal reports'),
    on_error: z
      .enum(['no_match', 'match', 'fail'])
      .default('no_match')
      .describe('What a signal without a result counts as; `fail` refuses the request'),
  },
  {
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

const asOperator = 'write `operator: AND`, `OR` or `NOT`, and the list under `conditions`';
const operatorKeys = ['and', 'or', 'not', 'AND', 'OR', 'NOT', 'all', 'any'];

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
      ...Object.fromEntries(operatorKeys.map((key) => [key, asOperator])),
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

/** A tree that may match or not. */
export const ruleTree = ruleNode.superRefine((root, context) => {
  checkNode(root, { context, path: [], depth: 1 });
});

/** The tree of a decision; `{}` and `AND` without conditions always match. */
export const decisionRules = ruleNode.superRefine((root, context) => {
  const isCatchAll = 'operator' in root && root.operator === 'AND' && root.conditions.length === 0;
  if (!isCatchAll) checkNode(root, { context, path: [], depth: 1 });
});
schemaMarks.add(decisionRules, { isEmptyUnset: true });

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
  const groupKeys = ['operator', 'conditions', ...operatorKeys];
  return 'type' in node || !groupKeys.some((key) => key in node);
}

/** `type:name` of a leaf, and `type:name:label` where it names a label. */
export function leafKey({ type, name, label }: Pick<RuleLeaf, 'type' | 'name' | 'label'>): string {
  return label === undefined ? `${type}:${name}` : `${type}:${name}:${label}`;
}

/** Keys of the leaves of a tree, in its order. */
export function leafKeys(node: RuleNode): readonly string[] {
  return 'type' in node ? [leafKey(node)] : node.conditions.flatMap(leafKeys);
}
