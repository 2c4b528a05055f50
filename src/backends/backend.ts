import type { Pool } from 'undici';
import type { ReasoningDialect } from './providers.ts';
import type { ReasoningFamily } from './reasoning.ts';

/** Limits of one upstream exchange, milliseconds. */
interface UpstreamTimeouts {
  /** Until the response head. */
  readonly firstByteMs: number;
  /** Between two pieces of the body. */
  readonly betweenBytesMs: number;
  /** Whole exchange. */
  readonly totalMs: number;
}

/** One server of one model, with everything a request to it needs, made at load. */
export interface Backend {
  /** `<model>_<name>` */
  readonly name: string;
  readonly pool: Pool;
  readonly path: string;
  /** Flat list of names and values: credential, extra headers. */
  readonly headers: readonly string[];
  readonly dialect: ReasoningDialect;
  /** Model id that this server knows, as JSON. */
  readonly upstreamModel: Buffer;
  readonly timeouts: UpstreamTimeouts;
}

/** A model that requests can be sent to. */
export interface TargetModel {
  readonly name: string;
  /** The name as JSON. */
  readonly visibleName: Buffer;
  readonly reasoningFamily: ReasoningFamily | undefined;
  /** The next server in weighted order. */
  nextBackend(): Backend;
}
