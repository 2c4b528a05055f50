import { inactive, section } from '../../lib/schema-marks.ts';
import { memoryStore } from '../../stores/memory/schema.ts';
import { responseCacheStore } from '../../stores/response-cache/schema.ts';
import { vectorStore } from '../../stores/vector-store/schema.ts';

/** `global.stores` */
export const stores = section({
  response_cache: inactive(responseCacheStore).optional(),
  semantic_cache: inactive(responseCacheStore).optional().describe('Old name of `response_cache`'),
  memory: inactive(memoryStore).optional(),
  vector_store: inactive(vectorStore).optional(),
}).transform(({ response_cache, semantic_cache, ...rest }) => {
  const cache = response_cache ?? semantic_cache;
  return cache === undefined ? rest : { ...rest, response_cache: cache };
});
