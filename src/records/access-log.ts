import type { Logger } from 'pino';
import { createIsoTime } from '../lib/iso-time.ts';
import type { JsonBytes } from '../lib/json-bytes.ts';
import type { LineBatch } from '../lib/line-batch.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeSummary } from './summary.ts';

export interface AccessLogOptions {
  /** Says which levels are written and what every line carries. */
  readonly log: Pick<Logger, 'isLevelEnabled' | 'bindings'>;
  /** Where `log` writes its lines too. */
  readonly lines: Pick<LineBatch, 'begin' | 'end'>;
}

export type AccessLog = (exchange: Exchange, summary: ExchangeSummary) => void;

/**
 * Writes one line for each request that is over; never any text of the conversation. The lines look
 * like those of the logger, which takes several times as long to make them.
 */
export function createAccessLog({ log, lines }: AccessLogOptions): AccessLog {
  const isoTime = createIsoTime();
  const bindings = Object.entries(log.bindings())
    .map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join('');
  return (exchange, summary) => {
    const level = exchange.lifecycle === 'failed' ? 'warn' : 'info';
    if (!log.isLevelEnabled(level)) return;
    const line = lines.begin();
    line.ascii(level === 'warn' ? '{"level":"warn","time":"' : '{"level":"info","time":"');
    line.ascii(isoTime(Date.now()));
    line.ascii('"');
    line.utf8(bindings);
    addFields(line, exchange, summary);
    line.ascii(',"msg":');
    line.string(messageOf(exchange));
    line.ascii('}\n');
    lines.end();
  };
}

function messageOf({ lifecycle, path, selection }: Exchange): string {
  if (path === 'blocked') return 'refused by a decision';
  if (path === 'fast_response') return 'answered by a decision';
  switch (lifecycle) {
    case 'completed':
      return `routed to ${selection?.model}`;
    case 'failed':
      return 'request failed';
    case 'aborted':
      return 'request aborted';
  }
}

/** Fields that do not apply are left out. */
function addFields(
  line: JsonBytes,
  exchange: Exchange,
  { routingMs, totalMs, quote }: ExchangeSummary,
): void {
  const { routing, selection, usage } = exchange;
  addText(line, ',"request_id":', exchange.requestId);
  addText(line, ',"replay_id":', exchange.id);
  addText(line, ',"recipe":', routing?.recipe);
  addText(line, ',"decision":', routing?.match?.decision.name);
  addText(line, ',"original_model":', exchange.originalModel);
  addText(line, ',"selected_model":', selection?.model);
  addText(line, ',"fallback_reason":', selection?.fallbackReason);
  addText(line, ',"reasoning":', selection?.reasoning && (selection.reasoning.isOn ? 'on' : 'off'));
  addNumber(line, ',"status":', exchange.status);
  addText(line, ',"error_code":', exchange.errorCode);
  addNumber(line, ',"latency_ms":', totalMs);
  addNumber(line, ',"routing_latency_ms":', routingMs);
  addNumber(line, ',"prompt_tokens":', usage?.promptTokens);
  addNumber(line, ',"completion_tokens":', usage?.completionTokens);
  addNumber(line, ',"cost":', quote?.cost);
  addText(line, ',"currency":', quote?.currency);
}

function addText(line: JsonBytes, label: string, value: string | undefined): void {
  if (value === undefined) return;
  line.ascii(label);
  line.string(value);
}

function addNumber(line: JsonBytes, label: string, value: number | undefined): void {
  if (value === undefined) return;
  line.ascii(label);
  line.number(value);
}
