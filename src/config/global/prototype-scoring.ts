import { z } from 'zod';
import { inactive, section } from '../../lib/schema-marks.ts';
import { fraction } from '../../stores/schema.ts';

const enabled = z.boolean().describe('Off: every example counts by itself');
const clusterSimilarity = z.number().gt(0).max(1);
const maxPrototypes = z.int().min(1);
const topM = z.int().describe('0 and less: all');
const margin = z.number().describe('Less than 0 counts as 0');

const scoring = {
  enabled: enabled.default(true),
  cluster_similarity_threshold: clusterSimilarity.default(0.9),
  max_prototypes: maxPrototypes.default(8),
  best_weight: fraction.default(0.75),
  top_m: topM.default(2),
};

/** How many examples of one rule are weighed. */
export const prototypeScoring = section({
  ...scoring,
  margin_threshold: inactive(margin).optional(),
});

/** The same where rules compete. */
export const competingPrototypeScoring = section({
  ...scoring,
  margin_threshold: margin
    .default(0)
    .describe('How far the best rule must lead the next one; less than 0 counts as 0'),
});
