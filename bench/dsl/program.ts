/** A policy of about 2,000 lines: signals of several types, scores, and routes over all of them. */
export function largeProgram(): string {
  const blocks = [
    ...range(90).map(keywordSignal),
    ...range(30).map(embeddingSignal),
    ...range(20).map(contextSignal),
    ...range(10).map(score),
    ...range(70).map(route),
    'ROUTE rest { MODEL small }',
  ];
  return `${blocks.join('\n\n')}\n`;
}

const words = ['invoice', 'refund', 'contract', 'deadline', 'kernel', 'proof', 'recipe', 'travel'];

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function word(index: number): string {
  return `${words[index % words.length]} ${Math.floor(index / words.length)}`;
}

function keywordSignal(index: number): string {
  return `# What people write about ${word(index)}
SIGNAL keyword k${index} {
  operator: "OR"
  keywords: [
    ${range(4)
      .map((part) => `"${word(index * 4 + part)}"`)
      .join(',\n    ')}
  ]
}`;
}

function embeddingSignal(index: number): string {
  return `SIGNAL embedding e${index} {
  threshold: 0.7
  aggregation_method: "max"
  candidates: [
    "tell me about ${word(index)}",
    "how do I deal with ${word(index + 1)}"
  ]
}`;
}

function contextSignal(index: number): string {
  return `SIGNAL context c${index} {
  min_tokens: ${index * 1000}
  max_tokens: ${index * 1000 + 999}
}`;
}

function score(index: number): string {
  return `PROJECTION score s${index} {
  inputs: [
    { type: "keyword", name: "k${index}", weight: 0.5 },
    { type: "embedding", name: "e${index}", weight: 0.5, value_source: "confidence" }
  ]
}

PROJECTION mapping m${index} {
  source: "s${index}"
  outputs: [{ name: "high${index}", gte: 0.5 }, { name: "low${index}", lt: 0.5 }]
}`;
}

function route(index: number): string {
  return `ROUTE r${index} (description = "Requests about ${word(index)}") {
  PRIORITY ${1000 - index}
  WHEN keyword("k${index}") AND (embedding("e${index % 30}") OR context("c${index % 20}"))
       OR projection("high${index % 10}") AND NOT keyword("k${index + 20}")
  MODEL large (reasoning = ${index % 2 === 0}), small
  PLUGIN response_cache { enabled: true, ttl_seconds: ${60 + index} }
}`;
}
