import type { IncomingHttpHeaders } from 'node:http';

/** Which model a conversation was with last. */
export interface SessionModels {
  get(recipe: string, session: string): string | undefined;
  set(recipe: string, session: string, model: string): void;
}

interface SessionModelsOptions {
  readonly maxSessions?: number;
  /** Since its last answer. */
  readonly ttlMs?: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

interface Entry {
  readonly model: string;
  readonly at: number;
}

const MAX_ID_LENGTH = 256;

/** Kept in this process; the sessions that were silent longest make room for others. */
export function createSessionModels({
  maxSessions = 50_000,
  ttlMs = 3_600_000,
  now = () => performance.now(),
}: SessionModelsOptions = {}): SessionModels {
  const entries = new Map<string, Entry>();
  return {
    get(recipe, session) {
      const key = keyOf(recipe, session);
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (now() - entry.at <= ttlMs) return entry.model;
      entries.delete(key);
      return undefined;
    },
    set(recipe, session, model) {
      const key = keyOf(recipe, session);
      entries.delete(key);
      if (entries.size >= maxSessions) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(key, { model, at: now() });
    },
  };
}

function keyOf(recipe: string, session: string): string {
  return `${recipe}\0${session}`;
}

/** The session that a client names, or else the conversation; undefined for none, or one too long. */
export function sessionOf(headers: IncomingHttpHeaders): string | undefined {
  for (const name of ['x-session-id', 'x-conversation-id']) {
    const given = headers[name];
    const id = typeof given === 'string' ? given.trim() : '';
    if (id !== '' && id.length <= MAX_ID_LENGTH) return id;
  }
  return undefined;
}
