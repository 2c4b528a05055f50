import { setMaxListeners } from 'node:events';
import type { FastifyReply } from 'fastify';
import { SwitchyardError } from '../errors.ts';
import { ManagementError, type ManagementErrorCode } from './management-error.ts';

interface AskOptions<T> {
  readonly reply: FastifyReply;
  /** Code when the models are not loaded or closed. */
  readonly unavailable: ManagementErrorCode;
  /** Code when they were asked and failed. */
  readonly failed: ManagementErrorCode;
  ask(signal: AbortSignal): Promise<T>;
}

/** What the models say, with its time; a client that goes away stops the work. */
export async function askModels<T extends object>({
  reply,
  unavailable,
  failed,
  ask,
}: AskOptions<T>) {
  const controller = new AbortController();
  // Every text of a batch listens.
  setMaxListeners(0, controller.signal);
  const abort = () => controller.abort();
  reply.raw.once('close', abort);
  try {
    return await timed(() => ask(controller.signal));
  } catch (cause) {
    if (controller.signal.aborted) {
      throw new SwitchyardError('client_closed', 'the client went away', { cause });
    }
    if (cause instanceof ManagementError) throw cause;
    if (!(cause instanceof SwitchyardError)) {
      throw new ManagementError(failed, 'the models failed on this request', { cause });
    }
    const isUnavailable = ['model_unavailable', 'service_unavailable'].includes(cause.code);
    throw isUnavailable ? new ManagementError(unavailable, cause.message) : cause;
  } finally {
    reply.raw.off('close', abort);
  }
}

/** An answer with the time that it took. */
export async function timed<T extends object>(
  answer: () => Promise<T>,
): Promise<T & { readonly processing_time_ms: number }> {
  const startedAt = performance.now();
  return { ...(await answer()), processing_time_ms: elapsedMs(startedAt) };
}

/** Milliseconds since `startedAt` of `performance.now()`, to the microsecond. */
export function elapsedMs(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 1000) / 1000;
}
