import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const amount = z.int().min(0);

/** Keeps a record of each request and of how it was routed. */
export const routerReplayPlugin = section({
  enabled: z.boolean().optional(),
  max_records: amount.optional().describe('Omitted: 10000'),
  capture_request_body: z.boolean().optional().describe('Omitted: true'),
  capture_response_body: z.boolean().optional().describe('Omitted: true'),
  max_body_bytes: amount.optional().describe('Omitted: 4096'),
  max_tool_trace_bytes: amount.optional().describe('0: no limit'),
  max_tool_trace_steps: amount.optional().describe('Omitted: 100; 0: no limit'),
});
