/** What a target or the backend is asked over the channel of its process. */
export type Request =
  | { readonly kind: 'usage' }
  | { readonly kind: 'behaviour'; readonly behaviour: Behaviour };

export type Reply =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'done' };

/** Of all threads of a process, since it began. */
interface Usage {
  readonly cpuUs: number;
  readonly rssBytes: number;
}

/** How the backend answers; it looks at no request. */
export interface Behaviour {
  readonly answer: 'json' | 'stream';
  /** Before the answer, or the first event of it. */
  readonly delayMs: number;
  /** Content events of a stream, and the pause between two of them. */
  readonly events: number;
  readonly gapMs: number;
}
