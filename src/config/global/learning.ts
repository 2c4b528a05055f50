import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { count, secret, serverAddress } from '../../stores/schema.ts';

const protection = section({
  enabled: z.boolean().optional().describe('Omitted: on'),
  scope: choice(['conversation', 'session']).optional().describe('Omitted: conversation'),
  identity: section({
    headers: section({
      session: z.string().trim().min(1).optional().describe('Omitted: x-session-id'),
      conversation: z.string().trim().min(1).optional().describe('Omitted: x-conversation-id'),
    }).optional(),
  }).optional(),
  tuning: section({
    idle_timeout_seconds: z.number().min(0).optional().describe('Omitted: 300'),
    min_turns_before_switch: count.optional().describe('Omitted: 1'),
    switch_margin: z.number().optional().describe('Omitted: 0.05'),
    stability_weight: z.number().min(0).optional().describe('Omitted: 1'),
  }).optional(),
});

const stateStore = section({
  backend: choice(['local', 'memory', 'redis']).optional().describe('Omitted: local'),
  ttl_seconds: z.number().min(0).optional(),
  timeout_ms: z.number().min(0).optional().describe('Omitted: 50'),
  redis: section({
    address: serverAddress,
    password: secret.optional(),
    database: count.optional(),
    key_prefix: z.string().optional(),
  }).optional(),
});

/** `global.router.learning`: models are chosen by how they did, and conversations keep theirs. */
export const learning = section({
  enabled: z.boolean().optional().describe('Omitted: off'),
  adaptation: section({
    enabled: z.boolean().optional().describe('Omitted: on'),
    candidate_set: choice(['decision', 'tier', 'global']).optional(),
    strategy: choice(['routing_sampling']).optional(),
  }).optional(),
  protection: protection.optional(),
  state_store: stateStore.optional(),
});
