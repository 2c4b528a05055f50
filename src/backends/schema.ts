import { z } from 'zod';

/** How hard a model is asked to think. */
export const reasoningEffort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);
