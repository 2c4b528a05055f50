import type { EvaluationReport } from '../app/evaluate.ts';
import { requireConfig } from './config-path.ts';
import { callServer, errorOfCall, serverAddress } from './server-client.ts';
import type { Terminal } from './terminal.ts';

export interface Evaluator {
  /** What is asked for where nobody says. */
  readonly defaultModel: string;
  evaluate(body: Readonly<Record<string, unknown>>): Promise<EvaluationReport>;
  close(): Promise<void>;
}

export interface EvaluatorFlags {
  readonly offline?: boolean;
  readonly config?: string;
  readonly url?: string;
  readonly token?: string;
  readonly timeout: number;
}

/** Evaluates in this process or on a running router. */
export async function openEvaluator(flags: EvaluatorFlags, terminal: Terminal): Promise<Evaluator> {
  return flags.offline || flags.config ? openOffline(flags, terminal) : openRemote(flags, terminal);
}

async function openOffline(flags: EvaluatorFlags, terminal: Terminal): Promise<Evaluator> {
  const configPath = requireConfig(flags.config, terminal);
  const { openOfflineEvaluator } = await import('../app/evaluate.ts');
  return openOfflineEvaluator({ configPath, environment: terminal.environment });
}

function openRemote(flags: EvaluatorFlags, terminal: Terminal): Evaluator {
  const address = serverAddress(flags, terminal, {
    variable: 'SWITCHYARD_MANAGEMENT_URL',
    url: 'http://127.0.0.1:8080',
  });
  const path = '/api/v1/eval?trace=true';
  return {
    defaultModel: 'auto',
    async evaluate(body) {
      const response = await callServer(address, { path, body, timeoutMs: flags.timeout * 1000 });
      try {
        return (await response.json()) as EvaluationReport;
      } catch (error) {
        throw errorOfCall(error, address.url);
      }
    },
    close: async () => {},
  };
}
