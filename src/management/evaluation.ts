import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ManagementServices } from './management-services.ts';
import { parseQuery } from './query.ts';

const evaluationQuery = z.strictObject({
  trace: z.stringbool().default(false),
});

export function registerEvaluation(app: FastifyInstance, services: ManagementServices): void {
  app.post('/api/v1/eval', async (request) => {
    const { trace } = parseQuery(evaluationQuery, request.query);
    return services.evaluate(request.body, { withTrace: trace });
  });
}
