import type { InferenceSession } from 'onnxruntime-node';

export type Runtime = typeof import('onnxruntime-node');

interface SessionOptions {
  readonly runtime: Runtime;
  readonly file: string;
  /** What somebody can do about a file that cannot be loaded. */
  readonly remedy: string;
}

/** Rejects with the command that installs it where the runtime is missing. */
export async function loadRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw new Error(
      `\`onnxruntime-node\` cannot be loaded (${messageOf(cause)}); run \`npm install onnxruntime-node\``,
      { cause },
    );
  }
}

/** One thread a session: more of them would fight the other workers for the processors. */
export async function openSession({
  runtime,
  file,
  remedy,
}: SessionOptions): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(file, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
  } catch (cause) {
    throw new Error(
      `\`${file}\` cannot be loaded (${messageOf(cause)}); ${remedy} or update \`onnxruntime-node\``,
      { cause },
    );
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
