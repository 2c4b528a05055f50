// The product as it is built, in a process of its own, composed as `serve` does it.
import type * as Serve from '../../src/app/serve.ts';
import { answerTheBench, failToStart } from './child-side.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as Pick<
  Serve.ServeOptions,
  'configText' | 'dataDir'
>;
// Seen from dist-bench/bench/gateway.
const built = new URL('../../../dist/app/serve.js', import.meta.url).href;

try {
  const { startSwitchyard }: typeof Serve = await import(built);
  const switchyard = await startSwitchyard({
    ...options,
    configPath: 'bench.yaml',
    overrides: { host: '127.0.0.1', port: 0, managementPort: 0, metricsPort: 0 },
    environment: {},
  });
  answerTheBench({ port: Number(new URL(switchyard.urls.inference).port) });
} catch (error) {
  failToStart(error);
}
