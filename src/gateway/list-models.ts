import { SwitchyardError } from '../errors.ts';
import { type EdgeHandler, replyWithJson } from './edge.ts';
import type { Router } from './router.ts';

/** `GET /v1/models` */
export function createModelList(router: () => Router): EdgeHandler {
  return (request) => {
    replyWithJson(request, 200, { object: 'list', data: router().listedModels });
  };
}

/** `GET /v1/models/{id}`; ids may contain slashes. */
export function createModelLookup(router: () => Router): EdgeHandler {
  return (request) => {
    const model = router().findModel(request.pathRest);
    if (model === undefined) {
      throw new SwitchyardError(
        'model_not_found',
        `model \`${request.pathRest.slice(0, 200)}\` is not available`,
        { param: 'model' },
      );
    }
    replyWithJson(request, 200, model);
  };
}
