import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ManagementError } from './management-error.ts';
import { parseQuery } from './query.ts';

/** A declared rule and how it fares. */
export interface SignalStatus {
  readonly recipe: string;
  readonly type: string;
  readonly name: string;
  /** Some decision or projection asks for it. */
  readonly needed: boolean;
  readonly cost: 'cheap' | 'model' | 'remote';
  /** `unused`: nobody asks for it, so nothing is loaded; `failing`: its last evaluation had no result. */
  readonly readiness: 'unused' | 'preparing' | 'ready' | 'degraded' | 'failing' | 'unavailable';
  /** Null: it asks none. */
  readonly model: string | null;
  readonly backend: 'heuristic' | 'trunk' | 'flash' | 'plugin' | 'server';
  readonly on_unavailable: 'fail' | 'degrade';
  /** Why it is unavailable. */
  readonly error: string | null;
  readonly last_error: { readonly code: string; readonly at: string } | null;
}

const query = z.object({ recipe: z.string().max(200).optional() });

/** `GET /api/v1/signals`: every declared rule of every recipe, or of one. */
export function registerSignals(
  app: FastifyInstance,
  signals: () => ReadonlyMap<string, readonly SignalStatus[]>,
): void {
  app.get('/api/v1/signals', (request) => {
    const { recipe } = parseQuery(query, request.query);
    const byRecipe = signals();
    if (recipe !== undefined && !byRecipe.has(recipe)) {
      const known = [...byRecipe.keys()].map((name) => `\`${name}\``).join(', ');
      throw new ManagementError('INVALID_PARAMETER', `no such recipe, there is ${known}`);
    }
    const listed = recipe === undefined ? [...byRecipe.values()].flat() : byRecipe.get(recipe);
    return { signals: listed, total_count: listed?.length ?? 0 };
  });
}
