// The product in a process of its own, composed as `serve` does it.
import { type ServeOptions, startSwitchyard } from '../../src/app/serve.ts';
import { answerTheBench, failToStart } from './child-side.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as Pick<ServeOptions, 'configText' | 'dataDir'>;
const switchyard = await startSwitchyard({
  ...options,
  configPath: 'bench.yaml',
  overrides: { host: '127.0.0.1', port: 0, managementPort: 0, metricsPort: 0 },
  environment: {},
}).catch(failToStart);
answerTheBench({ port: Number(new URL(switchyard.urls.inference).port) });
