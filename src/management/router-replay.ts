import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SwitchyardError } from '../errors.ts';
import type { ReplayStore } from '../stores/replay/replay-store.ts';
import type { ManagementServices } from './management-services.ts';
import { parseQuery } from './query.ts';

const MAX_LIMIT = 100;

const replayQuery = z.strictObject({
  search: z.string().max(200).optional(),
  recipe: z.string().max(200).optional(),
  decision: z.string().max(200).optional(),
  model: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});

export function registerReplay(app: FastifyInstance, services: ManagementServices): void {
  app.get('/v1/router_replay', async (request, reply) => {
    const { search, recipe, decision, model, limit, offset } = parseQuery(
      replayQuery,
      request.query,
    );
    const { records, total } = await storeOf(services).list({
      limit,
      offset,
      ...(search === undefined ? {} : { search }),
      ...(recipe === undefined ? {} : { recipe }),
      ...(decision === undefined ? {} : { decision }),
      ...(model === undefined ? {} : { model }),
    });
    const next = offset + records.length;
    const hasMore = next < total;
    return reply.header('cache-control', 'no-store').send({
      object: 'router_replay.list',
      count: records.length,
      total,
      limit,
      offset,
      has_more: hasMore,
      next_offset: hasMore ? next : null,
      data: records,
    });
  });

  app.get<{ Params: { id: string } }>('/v1/router_replay/:id', async (request, reply) => {
    const record = await storeOf(services).get(request.params.id);
    if (record === undefined) {
      throw new SwitchyardError('record_not_found', `no record \`${request.params.id}\``);
    }
    return reply.header('cache-control', 'no-store').send(record);
  });
}

function storeOf({ replay }: ManagementServices): ReplayStore {
  if (replay === undefined) {
    throw new SwitchyardError(
      'record_not_found',
      'records are switched off by `global.services.router_replay.enabled`',
    );
  }
  return replay;
}
