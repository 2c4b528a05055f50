import type { Logger } from 'pino';
import type { ConfigDocument } from '../../config/document.ts';
import type { Finding } from '../../config/findings.ts';
import { SwitchyardError } from '../../errors.ts';
import { ConfigApiError } from '../../management/config/config-api-error.ts';
import type {
  ConfigControl,
  ConfigFailure,
  ConfigStatus,
  Deployment,
  DeployOptions,
  StoredConfig,
} from '../../management/config/config-control.ts';
import type { ConfigHistory, ConfigVersion } from '../../stores/config-history/config-history.ts';
import type { ReplayStore } from '../../stores/replay/replay-store.ts';
import { compareConfigs } from '../compare/compare-configs.ts';
import { recordedRequests } from '../compare/compare-requests.ts';
import { ConfigError } from '../config-error.ts';
import { withinLimit } from '../within-limit.ts';
import { type ConfigFile, type ConfigSource, readDocument } from './config-file.ts';
import type { ConfigMetrics } from './config-metrics.ts';
import { type Generation, type GenerationServices, openGeneration } from './generation.ts';
import { keepUnknown } from './keep-unknown.ts';
import { restartPaths } from './restart-paths.ts';
import { summaryOfDiff } from './summary-of-diff.ts';

interface LiveConfigOptions {
  readonly file: ConfigFile;
  /** What runs was given as text: the file is neither read nor written. */
  readonly isFixed: boolean;
  /** What the process starts with, without an error. */
  readonly source: ConfigSource & { readonly loaded: { readonly config: ConfigDocument } };
  readonly services: GenerationServices;
  readonly history: ConfigHistory | undefined;
  readonly metrics: ConfigMetrics;
  /** Undefined: requests are not recorded. */
  readonly replay: ReplayStore | undefined;
  readonly log: Logger;
}

/** The configuration that runs now, and everything that may put another one in its place. */
export interface LiveConfig extends ConfigControl {
  current(): Generation;
  /** Learned signals of this configuration, or of one before it, could be prepared or had failed. */
  readonly hasBeenReady: boolean;
  /** Undefined when the file says what runs. */
  readonly lastError: ConfigFailure | undefined;
  /** Applies what the file says; `isForced`: also when it is what runs. Never rejects. */
  reload(options: { readonly isForced: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** A new generation takes over then, prepared or not. */
const WARM_UP_MS = 15_000;
const MAX_LOGGED_FINDINGS = 50;
/** Requests that do not end must not keep the process alive. */
const RETIRE_MS = 10_000;

interface Active {
  readonly source: ConfigSource;
  readonly generation: Generation;
  readonly activatedAt: string;
  readonly restartRequired: readonly string[];
}

/** Opens the first generation; throws `ConfigError` for models that cannot be opened. */
export async function openLiveConfig(options: LiveConfigOptions): Promise<LiveConfig> {
  const { source, services, history, metrics, log } = options;
  const started = source.loaded.config;
  const first = await openGeneration({ number: 1, config: started, services });
  const live = new RunningConfig(options, {
    source,
    generation: first,
    activatedAt: new Date().toISOString(),
    restartRequired: [],
  });
  metrics.applied(1);
  metrics.alive(1);
  if (history !== undefined) {
    const latest = await history.latest();
    // A version that a crash kept from being written, or a change while nothing ran.
    if (latest?.hash !== source.content.hash) {
      const before = latest && { document: readDocument(latest.text) };
      await live.keep({ source: 'start', durationMs: 0, before });
    }
  }
  log.info({ hash: source.content.hash }, 'configuration loaded');
  logWarnings(source, log);
  return live;
}

interface KeepOptions {
  readonly source: ConfigVersion['source'];
  readonly durationMs: number;
  /** The version before; undefined: there is none. */
  readonly before: Pick<StoredConfig, 'document'> | undefined;
  readonly author?: string | null;
  readonly message?: string | null;
  readonly dsl?: string | undefined;
}

class RunningConfig implements LiveConfig {
  readonly #options: LiveConfigOptions;
  readonly #started: ConfigDocument;
  #active: Active;
  #lastError: ConfigFailure | undefined;
  #wasReady = false;
  #alive = 1;
  #isDeploying = false;
  #isClosed = false;
  /** Changes are applied one after the other. */
  #queue: Promise<void> = Promise.resolve();
  /** A reload that has not begun will see whatever the file says then. */
  #nextReload: { isForced: boolean; readonly done: Promise<void> } | undefined;
  readonly #retiring = new Set<Promise<void>>();

  constructor(options: LiveConfigOptions, active: Active) {
    this.#options = options;
    this.#started = active.generation.config;
    this.#active = active;
  }

  get history(): ConfigHistory | undefined {
    return this.#options.history;
  }

  current(): Generation {
    return this.#active.generation;
  }

  get hasBeenReady(): boolean {
    return this.#wasReady || isSettled(this.current());
  }

  async read() {
    const { file, isFixed } = this.#options;
    return isFixed ? this.#active.source.content : file.read();
  }

  check(text: string) {
    return this.#options.file.parse(text).loaded;
  }

  async compare(text: string, limit: number): Promise<object> {
    const { replay, services } = this.#options;
    if (replay === undefined) {
      throw new ConfigApiError('RECORDS_UNAVAILABLE', 'requests are not recorded here');
    }
    const { config, findings } = this.check(text);
    if (config === undefined) throw invalid(findings);
    const { models, knowledge, configPath, environment } = services;
    return compareConfigs({
      before: { config: this.#active.generation.config, models, knowledge, configPath },
      after: { config, models, knowledge, configPath },
      requests: await recordedRequests(replay, limit),
      environment,
    });
  }

  async status(): Promise<ConfigStatus> {
    const { source, generation, activatedAt, restartRequired } = this.#active;
    const onDisk = await this.read().catch(() => undefined);
    return {
      fileHash: onDisk?.hash ?? null,
      activeHash: source.content.hash,
      runtimeHash: source.runtimeHash,
      generation: generation.number,
      generationsAlive: this.#alive,
      activatedAt,
      restartRequired,
      lastError: this.#lastError,
    };
  }

  get lastError(): ConfigFailure | undefined {
    return this.#lastError;
  }

  reload({ isForced }: { readonly isForced: boolean }): Promise<void> {
    const waiting = this.#nextReload;
    if (waiting !== undefined) {
      waiting.isForced ||= isForced;
      return waiting.done;
    }
    const done = this.#alone(() => {
      const isNextForced = this.#nextReload?.isForced ?? isForced;
      this.#nextReload = undefined;
      return this.#reload(isNextForced);
    }).catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'unexpected error while reloading');
    });
    this.#nextReload = { isForced, done };
    return done;
  }

  async deploy(options: DeployOptions): Promise<Deployment> {
    if (this.#options.isFixed) {
      throw new ConfigApiError('NO_CONFIG_PATH', 'the product was started without a file to write');
    }
    if (this.#isDeploying) {
      throw new ConfigApiError('DEPLOY_IN_PROGRESS', 'another change is being applied, try again');
    }
    this.#isDeploying = true;
    try {
      return await this.#alone(() => this.#deploy(options));
    } finally {
      this.#isDeploying = false;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue;
    const ends = Promise.all([this.#active.generation.retire(), ...this.#retiring]);
    await withinLimit(
      ends.then(() => {}),
      RETIRE_MS,
    );
  }

  async keep({
    source,
    durationMs,
    before,
    author,
    message,
    dsl,
  }: KeepOptions): Promise<string | null> {
    const { history, log } = this.#options;
    if (history === undefined) return null;
    const { generation, restartRequired } = this.#active;
    const { content, loaded } = this.#active.source;
    try {
      const { version } = await history.append({
        source,
        author: author ?? null,
        message: message ?? null,
        diff: before === undefined ? null : summaryOfDiff(before.document, content.document),
        findings: loaded.findings.map(({ code, severity, path, message: what }) => ({
          code,
          severity,
          path,
          message: what,
        })),
        activation: {
          // What the process starts with is prepared later.
          status: source === 'start' || isSound(generation) ? 'active' : 'degraded',
          generation: generation.number,
          duration_ms: Math.round(durationMs),
          restart_required: restartRequired,
        },
        text: content.text,
        ...(dsl === undefined ? {} : { dsl }),
      });
      return version;
    } catch (error) {
      // The configuration runs; that it cannot be found later is no reason to stop it.
      log.warn({ err: error }, 'the version of the configuration could not be kept');
      return null;
    }
  }

  #alone<R>(work: () => Promise<R>): Promise<R> {
    const result = this.#queue.then(work);
    this.#queue = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  async #reload(isForced: boolean): Promise<void> {
    const { file, isFixed } = this.#options;
    if (isFixed || this.#isClosed) return;
    const startedAt = performance.now();
    let source: ConfigSource;
    try {
      const content = await file.read();
      const isKnown = content.hash === this.#active.source.content.hash;
      if (isKnown && !isForced) return this.#forgetError();
      if (content.hash === this.#lastError?.hash && !isForced) return;
      source = file.load(content);
    } catch (error) {
      this.#fail(null, [unreadable(file.path, error)]);
      return;
    }
    try {
      const generation = await this.#build(source);
      const { content: before } = this.#active.source;
      this.#activate(source, generation);
      const durationMs = performance.now() - startedAt;
      this.#report(durationMs);
      // A command that wrote the file has kept it already.
      const { hash } = source.content;
      if (hash !== before.hash && (await this.history?.latest())?.hash !== hash) {
        await this.keep({ source: 'file', durationMs, before });
      }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#fail(source.content.hash, error.findings);
    }
  }

  async #deploy(options: DeployOptions): Promise<Deployment> {
    if (this.#isClosed) {
      throw new SwitchyardError('service_unavailable', 'the router is shutting down');
    }
    const { file } = this.#options;
    const startedAt = performance.now();
    const onDisk = await file.read().catch((cause: unknown) => {
      throw new ConfigApiError('READ_ERROR', 'the configuration file cannot be read', { cause });
    });
    const { content: active } = this.#active.source;
    // What runs has been read already.
    const before = onDisk.hash === active.hash ? active : onDisk;
    const { ifMatch } = options;
    if (ifMatch !== undefined && ifMatch !== before.hash) throw hasChanged(before);
    const { text, dsl } = options.edit(before);
    const source = file.parse(text);
    const { config, findings } = source.loaded;
    if (config === undefined) throw invalid(findings);
    const waiting = new Set(this.#active.restartRequired);
    const restartRequired = restartPaths(this.#started, config);
    const paths = restartRequired.filter((path) => !waiting.has(path));
    if (paths.length > 0) {
      throw new ConfigApiError(
        'RESTART_REQUIRED',
        `only a restart can apply ${paths.map((path) => `\`${path}\``).join(', ')}`,
        { details: { paths } },
      );
    }
    const rebuilt = partsToRebuild(this.#active.generation.config, config);
    const { content: after, runtimeHash } = source;
    const result = { before, after, runtimeHash, findings, rebuilt, restartRequired };
    const { number } = this.#active.generation;
    const isUnchanged = after.hash === before.hash && before === active;
    if (options.isDryRun || isUnchanged) {
      return { ...result, version: null, generation: number };
    }
    const generation = await this.#build(source).catch((error: unknown) => {
      if (!(error instanceof ConfigError)) throw error;
      throw new ConfigApiError('ACTIVATION_FAILED', 'it could not be activated, nothing changed', {
        details: { findings: error.findings },
      });
    });
    try {
      if (this.history !== undefined && before !== active) {
        await keepUnknown(this.history, before);
      }
      // Somebody else may have written while this was built.
      const now = await file.read();
      if (now.hash !== before.hash) throw hasChanged(now);
      await file.write(text);
    } catch (cause) {
      await generation.retire();
      if (cause instanceof ConfigApiError) throw cause;
      const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
      throw new ConfigApiError(
        'WRITE_ERROR',
        `the configuration file cannot be written (${code})`,
        {
          cause,
        },
      );
    }
    this.#activate(source, generation);
    const durationMs = performance.now() - startedAt;
    this.#report(durationMs);
    const { source: origin, author, message } = options;
    const kept = { source: origin, durationMs, before: active, author, message, dsl };
    const version = await this.keep(kept);
    return { ...result, version, generation: generation.number };
  }

  /** Built and warmed beside the one that serves; throws `ConfigError`. */
  async #build({ loaded }: ConfigSource): Promise<Generation> {
    if (loaded.config === undefined) throw new ConfigError(loaded.findings);
    const { services, log } = this.#options;
    const previous = this.#active.generation;
    const number = previous.number + 1;
    const { config } = loaded;
    const opening = openGeneration({ number, config, services, previous });
    const generation = await opening.catch((error: unknown) => {
      if (error instanceof ConfigError) throw error;
      log.error({ err: error }, 'unexpected error while building a configuration');
      throw new ConfigError([unbuildable]);
    });
    await withinLimit(generation.prepare(), WARM_UP_MS);
    return generation;
  }

  #activate(source: ConfigSource, generation: Generation): void {
    const { metrics } = this.#options;
    const { generation: previous } = this.#active;
    this.#wasReady = this.hasBeenReady;
    this.#active = {
      source,
      generation,
      activatedAt: new Date().toISOString(),
      restartRequired: restartPaths(this.#started, generation.config),
    };
    this.#lastError = undefined;
    this.#alive += 1;
    metrics.applied(generation.number);
    metrics.alive(this.#alive);
    const retiring = previous
      .retire()
      .catch((error: unknown) => {
        this.#options.log.warn({ err: error }, 'an old configuration could not be closed');
      })
      .finally(() => {
        this.#alive -= 1;
        metrics.alive(this.#alive);
        this.#retiring.delete(retiring);
      });
    this.#retiring.add(retiring);
  }

  #report(durationMs: number): void {
    const { source, generation, restartRequired } = this.#active;
    const { log } = this.#options;
    const { hash } = source.content;
    const details = { hash, generation: generation.number, duration_ms: durationMs };
    log.info({ event: 'config_reloaded', ...details }, 'configuration applied');
    logWarnings(source, log);
    if (restartRequired.length === 0) return;
    log.warn({ paths: restartRequired }, 'parts of the configuration wait for a restart');
  }

  #fail(hash: string | null, findings: readonly Finding[]): void {
    const { metrics, log } = this.#options;
    this.#lastError = { at: new Date().toISOString(), hash, findings };
    metrics.failed();
    log.error(
      {
        event: 'config_reload_failed',
        hash,
        findings: findings.slice(0, MAX_LOGGED_FINDINGS),
        count: findings.length,
      },
      'the configuration was not applied, the one before stays',
    );
  }

  /** The file says again what runs. */
  #forgetError(): void {
    if (this.#lastError === undefined) return;
    // What this very text needs, a knowledge base for example, is still broken.
    if (this.#lastError.hash === this.#active.source.content.hash) return;
    this.#lastError = undefined;
    this.#options.metrics.applied(this.#active.generation.number);
    this.#options.log.info({ event: 'config_reloaded' }, 'the configuration file is sound again');
  }
}

/** What is allowed and yet worth a look: above all, parts that nothing acts on yet. */
function logWarnings({ loaded }: Pick<ConfigSource, 'loaded'>, log: Logger): void {
  const warnings = loaded.findings.filter(({ severity }) => severity === 'warning');
  if (warnings.length === 0) return;
  log.warn(
    { findings: warnings.slice(0, MAX_LOGGED_FINDINGS), count: warnings.length },
    'the configuration has warnings, `switchyard validate` explains them',
  );
}

function invalid(findings: readonly Finding[]): ConfigApiError {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const isSyntax = errors.some(({ code }) => code === 'yaml_syntax');
  const [first] = errors;
  const where = first?.path ? `\`${first.path}\`: ` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new ConfigApiError(
    isSyntax ? 'YAML_PARSE_ERROR' : 'CONFIG_VALIDATION_ERROR',
    `${where}${first?.message ?? 'is not valid'}${more}`,
    { details: { findings } },
  );
}

function hasChanged({ hash }: StoredConfig): ConfigApiError {
  return new ConfigApiError(
    'CONFIG_CHANGED',
    'the configuration has changed, read it again and repeat the change',
    { etag: hash },
  );
}

/** A document that passes all checks and still cannot run is a bug; what runs goes on. */
const unbuildable: Finding = {
  code: 'activation_failed',
  severity: 'error',
  path: '',
  message: 'could not be activated, see the log',
};

function isSound({ preparation }: Generation): boolean {
  return preparation.isPrepared && preparation.error === undefined;
}

function isSettled({ preparation }: Generation): boolean {
  return preparation.isPrepared || preparation.error !== undefined;
}

function unreadable(path: string, error: unknown): Finding {
  const { code = '' } = error as NodeJS.ErrnoException;
  const message = `cannot be read (${code || String(error)})`;
  return { code: 'file_unreadable', severity: 'error', path: '', file: path, message };
}

/** What cannot be taken over from the generation before. */
function partsToRebuild(from: ConfigDocument, to: ConfigDocument): readonly string[] {
  const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const isInferenceEqual = isEqual(from.inference, to.inference);
  return [
    'router',
    ...(isInferenceEqual ? [] : ['embedded_models']),
    ...(isInferenceEqual && isEqual(from.models, to.models) ? [] : ['own_models']),
  ];
}
