import {
  compileOutputContract,
  type OutputContract,
} from '../decisions/output-contract/output-contract.ts';
import type { Decision } from '../decisions/schema.ts';
import { type FixedAnswer, fixedAnswerOf } from './fixed-answer.ts';
import { responseHeaders } from './headers.ts';

/** What a decision says about its requests besides the model that they go to. */
export interface DecisionPolicy {
  readonly fixedAnswer: FixedAnswer | undefined;
  /** Undefined: any answer will do. */
  readonly contract: OutputContract | undefined;
  /** Added to the system message. */
  readonly instruction: string | undefined;
  readonly keepsModel: boolean;
  /** Flat list of names and values. */
  readonly retentionHeaders: readonly string[];
}

/** Their contracts are for the prompts and the result of several models. */
const severalModels: ReadonlySet<string> = new Set([
  'confidence',
  'ratings',
  'remom',
  'fusion',
  'workflows',
]);

const policies = new WeakMap<Decision, DecisionPolicy>();

/**
 * Compiled once a decision; whoever loads a configuration asks for every decision of it, so that
 * a schema that is none is found there. Throws for such a schema.
 */
export function policyOf(decision: Decision): DecisionPolicy {
  let policy = policies.get(decision);
  if (policy === undefined) {
    policy = compilePolicy(decision);
    policies.set(decision, policy);
  }
  return policy;
}

function compilePolicy(decision: Decision): DecisionPolicy {
  const { output_contract_spec: spec, output_contract: text = '', algorithm } = decision;
  const isOfOne = !severalModels.has(algorithm.type);
  return {
    fixedAnswer: fixedAnswerOf(decision),
    contract: spec === undefined || !isOfOne ? undefined : compileOutputContract(spec),
    instruction:
      text.trim() === '' || !isOfOne ? undefined : `Required output contract:\n${text.trim()}`,
    keepsModel: retentionOf(decision)?.keep_current_model === true,
    retentionHeaders: retentionHeaders(retentionOf(decision)),
  };
}

type Retention = NonNullable<Decision['emits']>[number]['retention'];

function retentionOf({ emits = [] }: Decision): Retention | undefined {
  return emits.find(({ kind }) => kind === 'retention')?.retention;
}

/** Only what is set; zeros and falses too. */
function retentionHeaders(retention: Retention | undefined): readonly string[] {
  if (retention === undefined) return [];
  const fields = [
    [responseHeaders.retentionDrop, retention.drop],
    [responseHeaders.retentionTurns, retention.ttl_turns],
    [responseHeaders.retentionKeepModel, retention.keep_current_model],
    [responseHeaders.retentionPrefix, retention.prefer_prefix_retention],
  ] as const;
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)]));
}

/** What the evaluation API shows of a decision besides its models. */
export interface DecisionDescription {
  readonly action: Decision['action'];
  /** Types of the plugins that are on. */
  readonly plugins: readonly string[];
  /** What would be answered without asking a model. */
  readonly fixed_answer: Pick<FixedAnswer, 'path' | 'status' | 'message'> | null;
}

/** What the evaluation API tells of a decision besides its models. */
export function describeDecision(decision: Decision): DecisionDescription {
  const answer = fixedAnswerOf(decision);
  return {
    action: decision.action,
    plugins: decision.plugins
      .filter(
        ({ configuration }) => !('enabled' in configuration) || configuration.enabled !== false,
      )
      .map(({ type }) => type),
    fixed_answer:
      answer === undefined
        ? null
        : { path: answer.path, status: answer.status, message: answer.message },
  };
}
