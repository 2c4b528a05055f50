import type { FastifyInstance } from 'fastify';
import type { ManagementServices, Readiness } from './management-services.ts';

const SERVICE = 'switchyard';

export function registerHealth(app: FastifyInstance, services: ManagementServices): void {
  app.get('/health', () => ({ status: 'healthy', service: SERVICE }));
  app.get('/ready', (_, reply) => {
    const readiness = services.readiness();
    return reply.status(readiness.ready ? 200 : 503).send({
      status: readiness.ready ? 'ready' : 'starting',
      service: SERVICE,
      ...report(readiness),
    });
  });
  app.get('/startup-status', () => ({
    ...report(services.readiness()),
    updated_at: new Date().toISOString(),
  }));
  app.get('/v1/models', () => ({ object: 'list', data: services.listModels() }));
}

function report(readiness: Readiness) {
  const { ready, phase, message, checks, pendingModels, readyModels, totalModels } = readiness;
  return {
    ready,
    phase,
    message,
    checks,
    pending_models: pendingModels,
    ready_models: readyModels,
    total_models: totalModels,
  };
}
