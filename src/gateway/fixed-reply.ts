import type { ServerResponse } from 'node:http';
import { completionToEvents } from '../protocols/openai-chat/convert.ts';
import type { ChatRequest } from '../protocols/openai-chat/decode.ts';
import { textCompletion } from '../protocols/openai-chat/text-completion.ts';
import type { FixedAnswer } from './fixed-answer.ts';
import { responseHeaders } from './headers.ts';

interface FixedReplyOptions {
  readonly answer: FixedAnswer;
  readonly request: Pick<ChatRequest, 'isStream' | 'wantsUsage'>;
  readonly response: ServerResponse;
  /** Headers of every answer, and what routing says. */
  readonly replyHeaders: readonly string[];
  readonly routingHeaders: readonly string[];
  readonly id: string;
  readonly createdAtMs: number;
  /** Name that the client asked for. */
  readonly model: string;
}

const errorTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

/** Answers in the place of a model: as a completion, as its stream, or with an error. */
export function replyFixed(options: FixedReplyOptions): void {
  const { answer, request, response, replyHeaders, routingHeaders } = options;
  const { status, message, code, path } = answer;
  const isError = status >= 400;
  const isStream = request.isStream && !isError;
  const body = isError ? refusalBody({ status, message, code }) : completionBody(options);
  response.writeHead(status, [
    'content-type',
    isStream ? 'text/event-stream; charset=utf-8' : 'application/json',
    ...(isStream
      ? ['cache-control', 'no-cache']
      : ['content-length', String(Buffer.byteLength(body))]),
    ...replyHeaders,
    responseHeaders.responsePath,
    path,
    ...(path === 'fast_response' ? [responseHeaders.fastResponse, 'true'] : []),
    ...routingHeaders,
  ]);
  response.end(body);
}

function completionBody({ answer, request, ...rest }: FixedReplyOptions): string {
  const { message: text, finishReason } = answer;
  const completion = textCompletion({ ...rest, text, finishReason });
  return request.isStream ? completionToEvents(completion, request) : JSON.stringify(completion);
}

function refusalBody({
  status,
  message,
  code,
}: Pick<FixedAnswer, 'status' | 'message' | 'code'>): string {
  const type = errorTypes[status] ?? 'invalid_request_error';
  return JSON.stringify({ error: { message, type, param: null, code, status } });
}
