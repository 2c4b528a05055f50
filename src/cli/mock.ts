import { Command } from 'commander';
import { markerNames } from '../mock/behaviour.ts';
import { names, portNumber, share, wholeNumber } from './option-values.ts';
import { nextInterrupt, printLine, type Terminal } from './terminal.ts';

interface MockFlags {
  readonly port: number;
  readonly host: string;
  readonly models?: readonly string[];
  readonly latencyMs: number;
  readonly firstByteMs: number;
  readonly chunkMs: number;
  readonly chunks?: number;
  readonly eventsPerWrite: number;
  readonly words: number;
  readonly errorRate: number;
  readonly resetRate: number;
  readonly stallRate: number;
  readonly truncateRate: number;
  readonly invalidJsonRate: number;
  readonly seed: number;
  readonly json?: boolean;
}

const milliseconds = wholeNumber(0, 600_000);

/** `switchyard mock` */
export function mockCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('mock')
    .description('Run a deterministic OpenAI-compatible backend, for demos and tests')
    .option('--port <number>', 'port, 0: any free one', portNumber, 8000)
    .option('--host <address>', 'address to bind', '127.0.0.1')
    .option('--models <names>', 'served names with commas; omitted: every name', names)
    .option('--latency-ms <ms>', 'wait before the status line', milliseconds, 0)
    .option('--first-byte-ms <ms>', 'streams: wait before the first event', milliseconds, 0)
    .option('--chunk-ms <ms>', 'streams: wait between two writes', milliseconds, 0)
    .option('--chunks <count>', 'streams: content events', wholeNumber(1, 10_000))
    .option('--events-per-write <count>', 'streams: events of one write', wholeNumber(1, 10_000), 1)
    .option('--words <count>', 'length of an answer', wholeNumber(1, 100_000), 32)
    .option('--error-rate <share>', 'share of requests that get status 500', share, 0)
    .option('--reset-rate <share>', 'share of connections reset in the answer', share, 0)
    .option('--stall-rate <share>', 'share of answers that never end', share, 0)
    .option('--truncate-rate <share>', 'share of answers that end too early', share, 0)
    .option('--invalid-json-rate <share>', 'share of answers with broken JSON', share, 0)
    .option('--seed <number>', 'seed of the faults', wholeNumber(0, 4_294_967_295), 1)
    .option('--json', 'print the address as one line of JSON')
    .addHelpText(
      'after',
      '\nA marker in the last user message changes the answer to it, e.g. [mock:status=503],\n' +
        `[mock:reset-after=3]. Markers: ${markerNames.join(' ')}\n`,
    )
    .action(async (flags: MockFlags) => finish(await runMock(flags, terminal)));
}

async function runMock(flags: MockFlags, terminal: Terminal): Promise<number> {
  const { startMock } = await import('../mock/mock-server.ts');
  const mock = await startMock({
    port: flags.port,
    host: flags.host,
    models: flags.models ?? [],
    behaviour: {
      latencyMs: flags.latencyMs,
      firstByteMs: flags.firstByteMs,
      chunkMs: flags.chunkMs,
      chunks: flags.chunks,
      eventsPerWrite: flags.eventsPerWrite,
      words: flags.words,
    },
    faultRates: {
      error: flags.errorRate,
      reset: flags.resetRate,
      stall: flags.stallRate,
      truncate: flags.truncateRate,
      invalidJson: flags.invalidJsonRate,
    },
    seed: flags.seed,
  });
  const interrupted = nextInterrupt(terminal);
  const line = flags.json
    ? JSON.stringify({ event: 'ready', url: mock.url })
    : `mock backend on ${mock.url}/v1 (${flags.models?.join(', ') ?? 'every model name'})`;
  printLine(terminal.stdout, line);
  const signal = await interrupted;
  await mock.close();
  return signal === 'SIGINT' ? 130 : 0;
}
