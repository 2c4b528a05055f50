import { type Path, pathKey } from '../config/problem.ts';
import { isPlainMap, type Place } from './source.ts';

/** What became of a part of the document. */
export type ImportAction =
  | 'kept'
  | 'moved'
  | 'rewritten'
  | 'dropped'
  | 'needs-attention'
  /** Written without a source; `path` is a path of the result. */
  | 'added';

export interface ReportEntry {
  readonly action: ImportAction;
  readonly path: Path;
  readonly to?: Path;
  readonly why?: string;
}

/** Where a value of the result comes from; `isWhole`: everything below it too. */
export interface Origin {
  readonly from: Path;
  readonly to: Path;
  readonly isWhole: boolean;
}

type PlainMap = Record<string, unknown>;

/**
 * The result of an import while it is made. Every method says what became of a place, so that what
 * nobody spoke about is known at the end.
 */
export interface Migration {
  readonly document: PlainMap;
  readonly entries: readonly ReportEntry[];
  readonly origins: readonly Origin[];
  /** Copies a place, unless a different value stands there already. */
  move(place: Place | undefined, to: Path, options?: MoveOptions): void;
  /** Copies a place to where it is. */
  keep(place: Place | undefined, options?: MoveOptions): void;
  /** Writes another value in its stead. */
  rewrite(place: Place | undefined, to: Path, value: unknown, why: string): void;
  /** Says that its meaning is in the result, in another form, at `to`. */
  absorb(place: Place | undefined, to: Path, why: string): void;
  /** Leaves a place out because it has no meaning here. */
  drop(place: Place | undefined, why: string): void;
  /** Says that a person has to look, e.g. since a meaning could not be carried over. */
  attention(place: Place | undefined, why: string, to?: Path): void;
  /** Writes what the source has no place for; a value that is there stays. */
  add(to: Path, value: unknown, why?: string): void;
  /** Says that comments on a place, e.g. on a list whose elements moved, belong to another one. */
  remark(place: Place | undefined, to: Path): void;
  /** The path of the element of a list that has this name; a new one when there is none. */
  element(list: Path, name: string): Path;
  read(path: Path): unknown;
}

interface MoveOptions {
  readonly why?: string;
  /** Keys of the map that are dealt with elsewhere. */
  readonly except?: readonly string[];
}

export function createMigration(base: PlainMap = {}): Migration {
  const document: PlainMap = base;
  const entries: ReportEntry[] = [];
  const origins: Origin[] = [];

  function note(entry: ReportEntry): void {
    entries.push(entry);
  }

  function write(place: Place, to: Path, value: unknown): readonly Path[] {
    const conflicts: Path[] = [];
    writeAt(document, to, structuredClone(value), conflicts);
    if (!conflicts.some((path) => pathKey(path) === pathKey(to))) {
      origins.push({ from: place.path, to, isWhole: value === place.value });
    }
    return conflicts;
  }

  function noteConflicts(place: Place, to: Path, conflicts: readonly Path[]): void {
    for (const path of conflicts) {
      const why = 'another value stands there already, and wins';
      note({
        action: 'needs-attention',
        path: [...place.path, ...path.slice(to.length)],
        to: path,
        why,
      });
    }
  }

  const migration: Migration = {
    document,
    entries,
    origins,
    move(place, to, { why, except = [] } = {}) {
      if (place === undefined) return;
      const { value } = place;
      if (isPlainMap(value) && except.some((key) => Object.hasOwn(value, key))) {
        origins.push({ from: place.path, to, isWhole: false });
        for (const [key, child] of place.entries()) {
          if (!except.includes(key)) migration.move(child, [...to, key]);
        }
        return;
      }
      const conflicts = write(place, to, value);
      noteConflicts(place, to, conflicts);
      if (conflicts.some((path) => path.length === to.length)) return;
      const isSame = pathKey(place.path) === pathKey(to);
      note({
        action: isSame ? 'kept' : 'moved',
        path: place.path,
        to,
        ...(why === undefined ? {} : { why }),
      });
    },
    keep(place, options) {
      if (place !== undefined) migration.move(place, place.path, options);
    },
    rewrite(place, to, value, why) {
      if (place === undefined) return;
      const conflicts = write(place, to, value);
      noteConflicts(place, to, conflicts);
      if (conflicts.length === 0) note({ action: 'rewritten', path: place.path, to, why });
    },
    absorb(place, to, why) {
      if (place === undefined) return;
      origins.push({ from: place.path, to, isWhole: false });
      note({ action: 'rewritten', path: place.path, to, why });
    },
    drop(place, why) {
      if (place !== undefined) note({ action: 'dropped', path: place.path, why });
    },
    attention(place, why, to) {
      if (place === undefined) return;
      note({
        action: 'needs-attention',
        path: place.path,
        ...(to === undefined ? {} : { to }),
        why,
      });
    },
    add(to, value, why) {
      const conflicts: Path[] = [];
      writeAt(document, to, structuredClone(value), conflicts);
      if (why !== undefined && conflicts.length === 0) note({ action: 'added', path: to, why });
    },
    remark(place, to) {
      if (place !== undefined) origins.push({ from: place.path, to, isWhole: false });
    },
    element(list, name) {
      const found = migration.read(list);
      const elements = Array.isArray(found) ? found : [];
      const index = elements.findIndex((element) => isPlainMap(element) && element.name === name);
      if (index >= 0) return [...list, index];
      const path = [...list, elements.length];
      writeAt(document, path, { name }, []);
      return path;
    },
    read(path) {
      let value: unknown = document;
      for (const part of path) {
        if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) {
          return undefined;
        }
        value = (value as PlainMap)[part];
      }
      return value;
    },
  };
  return migration;
}

/** Sets a value, merging maps; what is there already and differs stays and is listed. */
function writeAt(root: PlainMap, to: Path, value: unknown, conflicts: Path[]): void {
  let parent: PlainMap = root;
  for (const [index, part] of to.slice(0, -1).entries()) {
    const child = Object.hasOwn(parent, part) ? parent[part] : undefined;
    if (child === undefined || child === null) {
      define(parent, part, typeof to[index + 1] === 'number' ? [] : {});
    } else if (typeof child !== 'object') {
      conflicts.push(to);
      return;
    }
    parent = parent[part] as PlainMap;
  }
  const last = to.at(-1);
  if (last === undefined) {
    for (const [key, child] of Object.entries(value as PlainMap)) {
      writeAt(root, [key], child, conflicts);
    }
    return;
  }
  const present = Object.hasOwn(parent, last) ? parent[last] : undefined;
  if (present === undefined || present === null) {
    define(parent, last, value);
  } else if (isPlainMap(present) && isPlainMap(value)) {
    for (const [key, child] of Object.entries(value)) {
      writeAt(root, [...to, key], child, conflicts);
    }
  } else if (JSON.stringify(present) !== JSON.stringify(value)) {
    conflicts.push(to);
  }
}

/** Assigning `__proto__` would change the object's kind instead. */
function define(target: PlainMap, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
