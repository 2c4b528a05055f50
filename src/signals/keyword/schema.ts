import { z } from 'zod';
import { findPatternProblem } from '../../lib/linear-regex.ts';

const maxKeywords = 10_000;
const maxKeywordCharacters = 1000;
const maxRuleCharacters = 200_000;
const maxEditDistance = 5;

const keyword = z
  .string()
  .max(maxKeywordCharacters)
  .refine((text) => text.trim() !== '', 'is blank, write a word or remove it');

const fuzzyThreshold = z
  .int()
  .min(0)
  .max(100)
  .refine(
    (value) => value <= maxEditDistance || value > 10,
    `is neither an edit distance (0 to ${maxEditDistance}) nor a similarity in percent (11 to 100)`,
  );

/** One keyword rule; `method` omitted means that every keyword is literal text. */
export const keywordRule = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().optional(),
    operator: z.enum(['AND', 'OR', 'NOR']),
    keywords: z.array(keyword).min(1).max(maxKeywords),
    case_sensitive: z.boolean().default(false),
    method: z.enum(['', 'literal', 'regex', 'bm25', 'ngram', 'fuzzy']).default('literal'),
    fuzzy_match: z.boolean().default(false).describe('Literal and regex methods only'),
    fuzzy_threshold: fuzzyThreshold
      .default(2)
      .describe('0 to 5: edit distance; 11 to 100: similarity in percent'),
    bm25_threshold: z.number().min(0).max(1).default(0.1),
    ngram_threshold: z.number().min(0).max(1).default(0.4),
    ngram_arity: z.int().min(0).max(10).default(3).describe('Below 2 counts as 2'),
  })
  .superRefine((rule, context) => {
    for (const { path, message } of findProblems(rule)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });

export type KeywordRule = z.output<typeof keywordRule>;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function* findProblems({
  keywords,
  method,
  fuzzy_match: isFuzzy,
}: Pick<KeywordRule, 'keywords' | 'method' | 'fuzzy_match'>): Iterable<Problem> {
  const characters = keywords.reduce((sum, { length }) => sum + length, 0);
  if (characters > maxRuleCharacters) {
    const message = `has ${characters} characters of keywords, at most ${maxRuleCharacters} are allowed, split the rule`;
    yield { path: ['keywords'], message };
  }
  if (isFuzzy && (method === 'bm25' || method === 'ngram')) {
    const message = `works with literal and regex keywords only, not with \`${method}\``;
    yield { path: ['fuzzy_match'], message };
  }
  if (method !== 'regex' && method !== 'fuzzy') return;
  for (const [index, pattern] of keywords.entries()) {
    const message = findPatternProblem(pattern);
    if (message !== undefined) yield { path: ['keywords', index], message };
  }
}
