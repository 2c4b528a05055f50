import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

function pathIn(path: string): string {
  return fileURLToPath(new URL(path, root));
}

/** The reference's recipe where that lies beside the checkout, else the one written after it. */
export function findBalanceRecipe(): { readonly path: string; readonly title: string } {
  const reference = pathIn('../shared/reference/config/recipes/balance/config.yaml');
  return existsSync(reference)
    ? { path: reference, title: 'reference `balance`' }
    : { path: pathIn('recipes/balance/config.yaml'), title: 'own `balance`' };
}

/** Of the checkout, with prompts as people write them. */
export const balanceCases: string = pathIn('test/cases/reference/balance.jsonl');

const head = `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "localhost:1" }] }]
`;

/** Words of the prompt decide before anything asks a model. */
export const keywordsFirst = `${head}routing:
  modelCards: [{ name: small }]
  signals:
    keywords:
      - { name: urgent, operator: OR, keywords: [urgent, asap, deadline] }
      - { name: code, operator: OR, keywords: [stack trace, unit test, refactor] }
    structure:
      - { name: steps, feature: { type: sequence, source: { type: sequence, sequences: [[first, then]] } } }
    domains: [{ name: law }, { name: math }]
    embeddings:
      - { name: support, threshold: 0.7, candidates: [my order is late, reset my password] }
  decisions:
    - { name: rush, priority: 30, rules: { type: keyword, name: urgent }, modelRefs: [{ model: small }] }
    - { name: coding, priority: 20, rules: { type: keyword, name: code }, modelRefs: [{ model: small }] }
    - { name: legal, priority: 10, rules: { type: domain, name: law }, modelRefs: [{ model: small }] }
    - { name: help, priority: 9, rules: { type: embedding, name: support }, modelRefs: [{ model: small }] }
`;

/** Embedding rules only, each with so many examples, which are all compared. */
export function embeddingConfig(
  examples: readonly string[],
  { perRule }: { readonly perRule: number },
): string {
  const rules = Array.from({ length: examples.length / perRule }, (_, index) => ({
    name: `rule-${index}`,
    threshold: 0.9,
    candidates: examples.slice(index * perRule, (index + 1) * perRule),
  }));
  const decisions = rules.map(({ name }, index) => ({
    name: `decision-${index}`,
    priority: index,
    rules: { type: 'embedding', name },
    modelRefs: [{ model: 'small' }],
  }));
  const routing = { modelCards: [{ name: 'small' }], signals: { embeddings: rules }, decisions };
  return `${head}routing: ${JSON.stringify(routing)}
global:
  model_catalog:
    embeddings:
      semantic: { embedding_config: { prototype_scoring: { enabled: false } } }
`;
}
