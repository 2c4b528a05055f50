/** A share in something that others may use too; `release` lets go of it, once. */
export interface Lease<T> {
  readonly value: T;
  release(): Promise<void>;
}

/** Things that generations share: made for the first user, closed after the last. */
export interface Leases<T> {
  acquire(key: string, open: () => T): Lease<T>;
}

/** `close` ends what nobody uses any more. */
export function createLeases<T>(close: (value: T) => Promise<void>): Leases<T> {
  const shared = new Map<string, { readonly value: T; users: number }>();
  return {
    acquire(key, open) {
      const entry = shared.get(key) ?? { value: open(), users: 0 };
      shared.set(key, entry);
      entry.users += 1;
      let isHeld = true;
      return {
        value: entry.value,
        async release() {
          if (!isHeld) return;
          isHeld = false;
          entry.users -= 1;
          if (entry.users > 0) return;
          shared.delete(key);
          await close(entry.value);
        },
      };
    },
  };
}
