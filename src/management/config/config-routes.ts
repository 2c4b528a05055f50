import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { redact } from '../../config/redact.ts';
import { ManagementError } from '../management-error.ts';
import { parseQuery } from '../query.ts';
import { acceptConfigBodies, readConfigBody } from './config-body.ts';
import type { ConfigControl, StoredConfig } from './config-control.ts';
import { checked, readCurrent } from './current-config.ts';
import { checkBounds } from './json-values.ts';
import { registerRecipes } from './recipe-routes.ts';
import { registerVersions } from './version-routes.ts';
import { etagOf, patchConfig, replaceConfig, requireStored, writeConfig } from './write-config.ts';

const compareQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

interface ConfigOptions {
  /** Whether everybody who reaches this API may change the configuration. */
  readonly isWritable: boolean;
}

/** `/config/...`: the configuration, its versions and its recipes. */
export function registerConfig(
  app: FastifyInstance,
  control: ConfigControl,
  { isWritable }: ConfigOptions,
): void {
  app.register(async (scope) => {
    acceptConfigBodies(scope);
    scope.addHook('preHandler', async ({ body }) => checkBounds(body));
    if (!isWritable) scope.addHook('onRequest', refuseChanges);
    registerDocument(scope, control);
    registerVersions(scope, control);
    registerRecipes(scope, control);
  });
}

async function refuseChanges({ method, routeOptions }: FastifyRequest): Promise<void> {
  const isQuestion = method === 'POST' && !routeOptions.url?.endsWith('/rollback');
  if (method === 'GET' || method === 'HEAD' || isQuestion) return;
  throw new ManagementError(
    'FORBIDDEN',
    'changes are taken on a loopback address only, as this version cannot ask for tokens yet',
  );
}

function registerDocument(app: FastifyInstance, control: ConfigControl): void {
  app.get('/config/router', async (_request, reply) => {
    const current = await readCurrent(control);
    return reply
      .header('etag', etagOf(current.hash))
      .header('cache-control', 'no-store')
      .send(redact(requireStored(current)));
  });

  app.patch('/config/router', (request, reply) => {
    const body = readConfigBody(request);
    const source = 'dsl' in body && body.dsl !== undefined ? 'dsl' : 'api';
    const edit = (current: StoredConfig) => patchConfig(body, current);
    return writeConfig({ control, request, reply, source, edit });
  });

  app.put('/config/router', (request, reply) => {
    const body = readConfigBody(request);
    const source = 'dsl' in body && body.dsl !== undefined ? 'dsl' : 'api';
    const edit = (current: StoredConfig) => replaceConfig(body, current);
    return writeConfig({ control, request, reply, source, edit });
  });

  app.post('/config/router/validate', async (request, reply) => {
    const body = readConfigBody(request);
    const { text } = replaceConfig(body, await readCurrent(control));
    return reply.header('cache-control', 'no-store').send(checked(control, text));
  });

  app.post('/config/router/compare', async (request, reply) => {
    const { limit } = parseQuery(compareQuery, request.query);
    const { text } = replaceConfig(readConfigBody(request), await readCurrent(control));
    const report = await control.compare(text, limit);
    return reply.header('cache-control', 'no-store').send(report);
  });

  app.get('/config/hash', async () => {
    const status = await control.status();
    const { fileHash, activeHash, lastError } = status;
    return {
      hash: fileHash,
      runtime_hash: status.runtimeHash,
      active_hash: activeHash,
      status: fileHash === null ? 'unknown' : fileHash === activeHash ? 'active' : 'pending',
      generation: status.generation,
      generations_alive: status.generationsAlive,
      activated_at: status.activatedAt,
      restart_required: status.restartRequired,
      last_error: lastError ?? null,
    };
  });
}
