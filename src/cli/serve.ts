import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { packagePath, packageVersion } from '../app/package-info.ts';
import { CommandError } from './command-error.ts';
import { findConfig } from './config-path.ts';
import { portNumber } from './option-values.ts';
import { nextInterrupt, printLine, type Terminal } from './terminal.ts';

interface ServeFlags {
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
  readonly managementPort?: number;
  readonly metricsPort?: number;
  readonly consolePort?: number;
  readonly dataDir?: string;
  readonly logLevel?: string;
  readonly json?: boolean;
  readonly mock?: boolean;
  readonly watch: boolean;
}

const HOW_TO_BEGIN =
  'write a `config.yaml` (recipes/quickstart.yaml is a commented one to copy), name a file with ' +
  '`--config`, or try it without any model: `switchyard serve --mock`';

/** `switchyard serve` */
export function serveCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('serve')
    .description('Run the router')
    .option('--config <file>', 'configuration (else SWITCHYARD_CONFIG, ./config.yaml, ~/.config)')
    .option('--host <address>', 'address to bind instead of the configured one')
    .option('--port <number>', 'inference port, 0: any free one', portNumber)
    .option('--management-port <number>', 'management API port', portNumber)
    .option('--metrics-port <number>', 'metrics port', portNumber)
    .option('--console-port <number>', 'console port (unused until there is a console)', portNumber)
    .option('--data-dir <folder>', 'where records and versions are kept')
    .option('--watch', 'apply changes of the configuration file by itself (the default)', true)
    .option('--no-watch', 'apply them on SIGHUP only')
    .option('--log-level <level>', 'fatal, error, warn, info, debug, trace or silent')
    .option('--mock', 'answer from mock backends; without a configuration: the quickstart recipe')
    .option('--json', 'print the addresses as one line of JSON when ready')
    .action(async (flags: ServeFlags) => finish(await serve(flags, terminal)));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<number> {
  const interrupted = nextInterrupt(terminal);
  const { configPath, isShipped } = configToServe(flags, terminal);
  // Until it serves there is nothing to apply, and nothing that the signal may end.
  let reload = () => {};
  const stopListening = onHangup(() => reload());
  const mock = flags.mock ? await openMockBackends() : undefined;
  try {
    const { startSwitchyard } = await import('../app/serve.ts');
    const switchyard = await startSwitchyard({
      configPath,
      isWatching: flags.watch,
      rewriteConfig: mock?.rewriteConfig,
      // Nobody edits what is part of the package.
      configText: isShipped ? await readFile(configPath, 'utf8') : undefined,
      overrides: {
        host: flags.host,
        port: flags.port,
        managementPort: flags.managementPort,
        metricsPort: flags.metricsPort,
      },
      dataDir: flags.dataDir,
      logLevel: flags.logLevel,
      environment: terminal.environment,
    });
    printLine(
      terminal.stdout,
      flags.json
        ? JSON.stringify({ event: 'ready', ...switchyard.urls })
        : welcome(switchyard.urls, flags.mock === true),
    );
    reload = () => void switchyard.reload();
    const signal = await interrupted;
    await switchyard.drain();
    await switchyard.close();
    return signal === 'SIGINT' ? 130 : 0;
  } finally {
    stopListening();
    await mock?.close();
  }
}

function configToServe(flags: ServeFlags, terminal: Terminal) {
  const path = findConfig(flags.config, terminal);
  if (path !== undefined) return { configPath: path, isShipped: false };
  if (flags.mock) return { configPath: packagePath('recipes/quickstart.yaml'), isShipped: true };
  throw new CommandError('config_not_found', 'no configuration to serve', { hint: HOW_TO_BEGIN });
}

/** The usual way to tell a server that its configuration has changed. */
function onHangup(listener: () => void): () => void {
  process.on('SIGHUP', listener);
  return () => process.off('SIGHUP', listener);
}

async function openMockBackends() {
  const [{ startMock }, { redirectBackends }] = await Promise.all([
    import('../mock/mock-server.ts'),
    import('./mock-backends.ts'),
  ]);
  const mock = await startMock();
  return {
    rewriteConfig: (text: string) => redirectBackends(text, mock.url),
    close: () => mock.close(),
  };
}

interface Urls {
  readonly inference: string;
  readonly management: string;
  readonly metrics: string | null;
}

function welcome({ inference, management, metrics }: Urls, isMock: boolean): string {
  return [
    `switchyard ${packageVersion()} is serving${isMock ? ', answers come from mock backends' : ''}`,
    `  inference   ${inference}/v1`,
    `  management  ${management}`,
    ...(metrics === null ? [] : [`  metrics     ${metrics}/metrics`]),
    `try: switchyard chat --url ${inference} "Why is the sky blue?"`,
  ].join('\n');
}
