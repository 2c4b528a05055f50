/** The library's public face: start the product, or evaluate requests without a server. */
export { ConfigError } from './app/config-error.ts';
export {
  type EvaluationReport,
  type OfflineEvaluator,
  openOfflineEvaluator,
} from './app/evaluate.ts';
export { type ServeOptions, type Switchyard, startSwitchyard } from './app/serve.ts';
export type { Finding } from './config/findings.ts';
export { type LoadedConfig, loadConfig } from './config/load.ts';
export { type MockOptions, type MockServer, startMock } from './mock/mock-server.ts';
