import { describe, expect, it } from 'vitest';
import type { Item } from '../ast.ts';
import { format } from '../format/format.ts';
import { parse, read } from './parse.ts';

/** Programs as users write them, one for each part of the language. */
const examples: Readonly<Record<string, string>> = {
  'keywords, language, fallback': `# Front desk: two lanes and the rest
SIGNAL keyword money_words {
  operator: "OR"
  keywords: ["bill", "payback", "paid twice"]
}
SIGNAL language fr { description: "asked in French" }

ROUTE money (description = "About money") {
  PRIORITY 20
  WHEN keyword("money_words") AND NOT language("fr")
  MODEL "front-large" (reasoning = true, effort = "high")
  PLUGIN system_prompt { enabled: true, mode: "insert", system_prompt: "Name the rules." }
}
ROUTE french { PRIORITY 15 WHEN language("fr") MODEL "front-fr" }
ROUTE rest { PRIORITY 1 MODEL "front-small" (reasoning = false) }
`,
  'a score in bands': `MODEL small { context_window_size: 8192, quality_score: 0.5 }
SIGNAL structure lists {
  feature: { type: "count", source: { type: "regex", pattern: "(?m)^\\\\s*[-*] " } }
  predicate: { gte: 2 }
}
SIGNAL complexity size {
  threshold: 0.1
  hard: { candidates: ["prove it", "plan a migration"] }
  easy: { candidates: ["what day is it"] }
}
PROJECTION score work {
  method: "weighted_sum"
  inputs: [
    { type: "structure", name: "lists", weight: 0.4 },
    { type: "complexity", name: "size:hard", weight: 0.6, value_source: "confidence" }
  ]
}
PROJECTION mapping work_band {
  source: "work"
  outputs: [{ name: "much", gte: 0.5 }, { name: "little", lt: 0.5 }]
}
ROUTE long {
  WHEN projection("much")
  MODEL small (weight = 2), big (weight = 1)
  ALGORITHM multi_factor { weights: { quality: 0.6, load: 0.0 } latency_percentile: 95 }
}
`,
  'a tree': `SIGNAL pii private { threshold: 0.9, pii_types_allowed: ["PERSON"] }
SIGNAL domain health { mmlu_categories: ["health"] }

DECISION_TREE door {
  IF jailbreak("attack") {
    NAME "stop"
    TIER 1
    MODEL "own"
    PLUGIN fast_response { message: "No." }
  }
  ELSE IF pii("private") OR domain("health") {
    DESCRIPTION "Stays here"
    MODEL "own" (reasoning = true)
  }
  ELSE { NAME open MODEL "cloud" }
}
`,
  'a template and its use': `MODEL own-8b {
  loras: [{ name: "sql", description: "Questions of databases" }, { name: "food" }]
}
PROJECTION partition subject {
  semantics: "softmax_exclusive"
  temperature: 0.2
  members: ["sql_talk", "food_talk"]
  default: "food_talk"
}
PLUGIN warm response_cache { enabled: true, semantic: { similarity_threshold: 0.8 } }
ROUTE sql { WHEN embedding("sql_talk") MODEL own-8b (lora = "sql") PLUGIN warm { ttl_seconds: 5 } }
ROUTE food { WHEN embedding("food_talk") MODEL own-8b (lora = "food") PLUGIN warm }
`,
  'recipes and entrypoints': `MODEL one { quality_score: 0.9 }
ENTRYPOINT { model_names: ["shop/slow", "shop/slow-2"] recipe: "slow" }
ENTRYPOINT { model_names: ["shop/fast"] recipe: "fast" }

RECIPE slow (description = "Takes its time") {
  ROUTING { strategy: confidence }
  SIGNAL keyword risk { keywords: ["court"] operator: "OR" }
  ROUTE panel {
    WHEN keyword("risk")
    MODEL one, two
    ALGORITHM fusion { model: "one", analysis_models: ["one", "two"], on_error: "skip" }
  }
  TEST court { "See you in court" -> panel }
}
RECIPE fast {
  ROUTE all { MODEL two, one ALGORITHM latency_aware { tpot_percentile: 50 } }
}
`,
  'labels, loops, tests': `ROUTING { strategy: priority }
SIGNAL classifier tone { type: "llm", model: "tone-judge", labels: ["kind", "rude"] }
SIGNAL metadata staff { key: "group", predicate: { in: ["staff"] } }
ROUTE soothe {
  PRIORITY 9
  TIER 1
  WHEN classifier("tone", label: "rude", predicate: { gte: 0.6 }, on_error: "no_match")
       AND (metadata("staff") OR NOT metadata("staff"))
  FOR m IN ["calm" (reasoning = true), "spare"] { MODEL m }
  ALGORITHM static
  EMIT retention { keep_current_model: true, ttl_turns: 3 }
  WITH { output_contract: "plain" }
}
TEST voice { "You did it AGAIN!" -> soothe "Hello" -> soothe { model: "calm" } }
`,
};

describe.each(Object.entries(examples))('%s', (_, text) => {
  it('reads without remarks', () => {
    const { program, diagnostics } = parse(text);
    expect(diagnostics).toEqual([]);
    expect(program.items.length).toBe(text.match(/^[A-Z_]+ /gm)?.length);
  });

  it('reads the same when formatted', () => {
    const { text: formatted } = format(text);
    expect(format(formatted).text).toBe(formatted);
    expect(outline(parse(formatted).program.items)).toEqual(outline(parse(text).program.items));
  });
});

it('any one token left out or doubled costs at most its own block', () => {
  const text = Object.values(examples).join('\n');
  const { tokens, program } = read(text);
  let lossy = 0;
  for (const { startOffset: start, image } of tokens) {
    const end = start + image.length;
    const around = program.items.filter(({ range }) => start < range.start || end > range.end);
    for (const damaged of [
      text.slice(0, start) + text.slice(end),
      `${text.slice(0, end)} ${text.slice(start)}`,
    ]) {
      const left = new Set(outline(parse(damaged).program.items));
      if (outline(around).some((block) => !left.has(block))) lossy++;
    }
  }
  expect(tokens.length).toBeGreaterThan(500);
  expect(lossy).toBeLessThanOrEqual(tokens.length / 100);
});

function outline(items: readonly Item[]): string[] {
  return items.map((item) => `${item.kind} ${'name' in item ? item.name.value : ''}`);
}
