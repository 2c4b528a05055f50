import type { Decision } from '../decisions/schema.ts';
import { fastResponseOf } from '../plugins/fast-response/fast-response.ts';

/** What a decision answers without asking a model. */
export interface FixedAnswer {
  readonly path: 'blocked' | 'fast_response';
  /** 200: a completion with the message as its text; from 400: an error. */
  readonly status: number;
  readonly message: string;
  /** Of the error. */
  readonly code: string;
  readonly finishReason: 'stop' | 'content_filter';
}

/** Undefined for a decision whose requests go to a model; a refusal comes before a fixed answer. */
export function fixedAnswerOf({ action, plugins }: Decision): FixedAnswer | undefined {
  if (action.type === 'block') {
    const { status, message, code } = action;
    return { path: 'blocked', status, message, code, finishReason: 'content_filter' };
  }
  const message = fastResponseOf(plugins);
  if (message === undefined) return undefined;
  return { path: 'fast_response', status: 200, message, code: '', finishReason: 'stop' };
}
