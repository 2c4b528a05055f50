import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { algorithmBlocks } from '../../selection/schema.ts';
import { fraction } from '../../stores/schema.ts';

const artifact = z.string().min(1).optional().describe('File of the trained model');

const trained = section({
  models_path: z.string().min(1).optional(),
  embedding_dim: z.int().min(1).optional(),
  knn: section({ k: z.int().min(1).optional(), pretrained_path: artifact }).optional(),
  kmeans: section({
    num_clusters: z.int().min(1).optional(),
    efficiency_weight: fraction.optional(),
    pretrained_path: artifact,
  }).optional(),
  svm: section({
    kernel: choice(['rbf', 'linear']).optional(),
    gamma: z.number().gt(0).optional(),
    pretrained_path: artifact,
  }).optional(),
  mlp: section({
    device: choice(['cpu', 'cuda', 'mps']).optional(),
    pretrained_path: artifact,
  }).optional(),
});

const removed = {
  session_aware: 'global.router.learning.protection',
  model_switch_gate: 'global.router.learning.protection',
  lookup_tables: 'global.router.learning.protection',
  elo: 'global.router.learning.adaptation',
  rl_driven: 'global.router.learning.adaptation',
  gmtrouter: 'global.router.learning.adaptation',
  bandit: 'global.router.learning.adaptation',
  personalization: 'global.router.learning.adaptation',
} as const;

const methods = [
  'static',
  'knn',
  'kmeans',
  'svm',
  'mlp',
  'router_dc',
  'automix',
  'hybrid',
  'latency_aware',
  'multi_factor',
] as const;

/** `global.router.model_selection`: what decisions without an algorithm of their own use. */
export const modelSelection = section(
  {
    enabled: z.boolean().optional(),
    method: choice(methods, { replaced: removed }).optional().describe('Omitted: static'),
    router_dc: algorithmBlocks.router_dc.optional(),
    automix: algorithmBlocks.automix.optional(),
    hybrid: algorithmBlocks.hybrid.optional(),
    momentum: section({
      enabled: z.boolean().optional(),
      attack: fraction.optional(),
      release: fraction.optional(),
      threshold: fraction.optional(),
    }).optional(),
    ml: trained.optional(),
  },
  { replaced: removed },
);
