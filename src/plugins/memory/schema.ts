import { z } from 'zod';
import { section, text } from '../../lib/schema-marks.ts';

const fraction = z.number().min(0).max(1);
const maxPatterns = 1000;

/** How memories are chosen before they are put into a request; the global store has the same. */
export const memoryReflection = section({
  enabled: z.boolean().optional().describe('Omitted: true'),
  algorithm: z.enum(['heuristic', 'noop', 'recency_semantic']).optional(),
  max_inject_tokens: z.int().min(0).optional().describe('Omitted: 2048'),
  recency_decay_days: z.number().min(0).optional().describe('Omitted: 30'),
  dedup_threshold: fraction.optional().describe('Omitted: 0.9'),
  block_patterns: text(z.array(z.string()).max(maxPatterns)).optional(),
});

/** How words and meaning are joined in a search. */
export const memoryHybridMode = z.enum(['weighted', 'rrf', 'rerank']);

/** Remembers what users said, and reminds models of it. */
export const memoryPlugin = section({
  enabled: z.boolean().optional(),
  retrieval_limit: z.int().min(0).optional(),
  similarity_threshold: fraction.optional(),
  auto_store: z.boolean().optional(),
  hybrid_search: z.boolean().optional(),
  hybrid_mode: memoryHybridMode.optional(),
  reflection: memoryReflection.optional(),
});
