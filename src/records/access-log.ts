import type { Logger } from 'pino';
import type { ReplayRecord } from './record.ts';

/** Writes one line for each request that is over; never any text of the conversation. */
export function createAccessLog(log: Logger): (record: ReplayRecord) => void {
  return (record) => {
    switch (record.lifecycle_state) {
      case 'completed':
        log.info(fieldsOf(record), `routed to ${record.selected_model}`);
        break;
      case 'failed':
        log.warn(fieldsOf(record), 'request failed');
        break;
      case 'aborted':
        log.info(fieldsOf(record), 'request aborted');
    }
  };
}

/** Fields that do not apply are undefined, which the logger leaves out. */
function fieldsOf(record: ReplayRecord): object {
  return {
    request_id: record.request_id,
    replay_id: record.id,
    recipe: record.recipe ?? undefined,
    decision: record.decision ?? undefined,
    original_model: record.original_model,
    selected_model: record.selected_model ?? undefined,
    fallback_reason: record.fallback_reason ?? undefined,
    reasoning: record.reasoning_mode ?? undefined,
    status: record.response_status,
    error_code: record.error_code ?? undefined,
    latency_ms: record.timings.total_ms,
    routing_latency_ms: record.timings.routing_ms,
    prompt_tokens: record.prompt_tokens ?? undefined,
    completion_tokens: record.completion_tokens ?? undefined,
    cost: record.actual_cost ?? undefined,
    currency: record.currency ?? undefined,
  };
}
