import { section } from '../lib/schema-marks.ts';
import { integrations } from './global/integrations.ts';
import { modelCatalog } from './global/model-catalog.ts';
import { router } from './global/router.ts';
import { services } from './global/services.ts';
import { stores } from './global/stores.ts';

/** Machinery that all policies share. */
export const global = section(
  {
    router: router.prefault({}),
    services: services.prefault({}),
    stores: stores.prefault({}),
    integrations: integrations.prefault({}),
    model_catalog: modelCatalog.prefault({}),
  },
  { replaced: { modules: 'global.model_catalog.modules', models: 'global.model_catalog' } },
);
