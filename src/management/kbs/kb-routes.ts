import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ConfiguredBase } from '../../config/knowledge-bases.ts';
import type { Exemplar } from '../../knowledge/knowledge-index.ts';
import { reportLabels } from '../../knowledge/label-report.ts';
import { projectToPlane } from '../../knowledge/plane.ts';
import { ConfigApiError } from '../config/config-api-error.ts';
import type { ConfigControl, StoredConfig } from '../config/config-control.ts';
import { readCurrent } from '../config/current-config.ts';
import { editYaml } from '../config/edit-yaml.ts';
import { isJsonMap, type JsonMap } from '../config/json-values.ts';
import { etagOf, ifMatchOf, requireStored, writeQuery } from '../config/write-config.ts';
import { ManagementError } from '../management-error.ts';
import { parseQuery } from '../query.ts';
import {
  describeBase,
  entryOf,
  findBase,
  isBuiltIn,
  knownBases,
  manifestOf,
  readKnowledgeBase,
  requireLabels,
} from './kb-document.ts';
import type { KnowledgeControl, WrittenManifest } from './knowledge-control.ts';

interface Controls {
  readonly config: ConfigControl;
  readonly knowledge: KnowledgeControl;
}

type NameParameter = { Params: { name: string } };

/** `/config/kbs`: knowledge bases with their labels, and how well those can be told apart. */
export function registerKnowledgeBases(
  app: FastifyInstance,
  controls: Controls,
  { isWritable }: { readonly isWritable: boolean },
): void {
  app.register(async (scope) => {
    if (!isWritable) scope.addHook('onRequest', refuseChanges);
    registerReading(scope, controls);
    registerWriting(scope, controls);
    registerMaps(scope, controls.knowledge);
  });
}

async function refuseChanges({ method }: FastifyRequest): Promise<void> {
  if (method === 'GET' || method === 'HEAD') return;
  throw new ManagementError(
    'FORBIDDEN',
    'changes are taken on a loopback address only, as this version cannot ask for tokens yet',
  );
}

function registerReading(app: FastifyInstance, { config, knowledge }: Controls): void {
  app.get('/config/kbs', async (_request, reply) => {
    const { hash } = await readCurrent(config);
    const items = await Promise.all(
      knownBases(knowledge).map((base) => describeBase(base, knowledge)),
    );
    return reply.header('etag', etagOf(hash)).send({ items });
  });

  app.get<NameParameter>('/config/kbs/:name', async (request, reply) => {
    const base = findBase(knowledge, request.params.name);
    const { hash } = await readCurrent(config);
    return reply.header('etag', etagOf(hash)).send(await describeBase(base, knowledge));
  });
}

function registerWriting(app: FastifyInstance, { config, knowledge }: Controls): void {
  app.post('/config/kbs', async (request, reply) => {
    const body = readKnowledgeBase(request.body);
    const { name } = body;
    if (name === undefined) throw new ManagementError('INVALID_INPUT', '`name`: is required');
    const isKnown = knownBases(knowledge).some(({ settings }) => settings.name === name);
    if (isKnown || isBuiltIn(name)) {
      throw new ConfigApiError('KB_EXISTS', `there is a knowledge base \`${name}\` already`);
    }
    const written = await writeUnlessDry(request, name, manifestOf(name, body));
    const changed = await change(request, {
      written,
      message: `create knowledge base ${name}`,
      edit: (bases) => [...bases, entryOf(name, body, written.source)],
    });
    return reply
      .status(201)
      .header('etag', changed.etag)
      .send(await answerOf(name, changed));
  });

  app.put<NameParameter>('/config/kbs/:name', async (request, reply) => {
    const base = requireEditable(findBase(knowledge, request.params.name));
    const { name } = base.settings;
    const body = readKnowledgeBase(request.body);
    if (body.name !== undefined && body.name !== name) {
      const message = `the knowledge base calls itself \`${body.name}\`, the path says \`${name}\``;
      throw new ConfigApiError('INVALID_INPUT', message);
    }
    const { loaded } = await knowledge.load(base.settings);
    if (body.labels === undefined && loaded !== undefined) {
      requireLabels(name, body, loaded.manifest);
    }
    const written =
      body.labels === undefined
        ? undefined
        : await writeUnlessDry(request, name, manifestOf(name, body));
    const entry = entryOf(name, body, written?.source ?? base.settings.source);
    const changed = await change(request, {
      written,
      message: `save knowledge base ${name}`,
      edit: (bases) => bases.map((one) => (one.name === name ? entry : one)),
    });
    return reply.header('etag', changed.etag).send(await answerOf(name, changed));
  });

  app.delete<NameParameter>('/config/kbs/:name', async (request, reply) => {
    const { settings, uses } = requireEditable(findBase(knowledge, request.params.name));
    const { name } = settings;
    if (uses.length > 0) {
      throw new ConfigApiError('KB_IN_USE', `rules or projections still use \`${name}\``, {
        details: { references: uses.map(({ path }) => path.join('.')) },
      });
    }
    const { etag, version } = await change(request, {
      message: `delete knowledge base ${name}`,
      edit: (bases) => bases.filter((one) => one.name !== name),
    });
    return reply.header('etag', etag).send({ status: 'success', name, deleted: true, version });
  });

  interface Change {
    readonly written?: WrittenManifest | undefined;
    readonly message: string;
    edit(bases: readonly JsonMap[]): readonly JsonMap[];
  }

  interface Changed {
    readonly version: string | null;
    readonly etag: string;
  }

  async function writeUnlessDry(
    { query }: FastifyRequest,
    name: string,
    manifest: ReturnType<typeof manifestOf>,
  ): Promise<WrittenManifest> {
    if (!parseQuery(writeQuery, query).dry_run) return knowledge.write(name, manifest);
    const source = { path: `knowledge_bases/${name}/`, manifest: 'labels.json' };
    return { source, undo: async () => {}, keep: async () => {} };
  }

  /** A version of the configuration names the files that belong to it. */
  async function change(request: FastifyRequest, wanted: Change): Promise<Changed> {
    const { dry_run, message, author } = parseQuery(writeQuery, request.query);
    try {
      const { version, after, before } = await config.deploy({
        ifMatch: ifMatchOf(request),
        source: 'api',
        author: author ?? null,
        message: message ?? wanted.message,
        isDryRun: dry_run,
        edit: (current) => ({ text: edited(current, wanted.edit) }),
      });
      await wanted.written?.keep();
      return { version, etag: etagOf(dry_run ? before.hash : after.hash) };
    } catch (error) {
      await wanted.written?.undo();
      throw error;
    }
  }

  /** With the default bases in use spelled out: a list of its own replaces them. */
  function edited(current: StoredConfig, edit: Change['edit']): string {
    const document = requireStored(current);
    const global = mapAt(document, 'global');
    const catalog = mapAt(global, 'model_catalog');
    const bases = Array.isArray(catalog.kbs)
      ? catalog.kbs.filter(isJsonMap)
      : knownBases(knowledge)
          .filter(({ uses }) => uses.length > 0)
          .map(({ settings }) => ({ ...settings }));
    const { kbs: _before, ...others } = catalog;
    const kbs = edit(bases);
    const model_catalog = kbs.length === 0 ? others : { ...others, kbs };
    return editYaml(current.text, { ...document, global: { ...global, model_catalog } });
  }

  async function answerOf(name: string, { version }: Changed): Promise<object> {
    const base = knownBases(knowledge).find(({ settings }) => settings.name === name);
    // A dry run leaves nothing to be shown.
    const shown = base === undefined ? { name } : await describeBase(base, knowledge);
    return { ...shown, version };
  }
}

function mapAt(map: JsonMap, key: string): JsonMap {
  const value = map[key];
  return isJsonMap(value) ? value : {};
}

function requireEditable(base: ConfiguredBase): ConfiguredBase {
  const { name } = base.settings;
  if (!isBuiltIn(name)) return base;
  throw new ConfigApiError(
    'KB_READ_ONLY',
    `\`${name}\` comes with the product; create one of another name with its labels`,
  );
}

function registerMaps(app: FastifyInstance, knowledge: KnowledgeControl): void {
  async function indexed(name: string) {
    const { settings } = findBase(knowledge, name);
    const base = knowledge.find(name);
    if (base === undefined) {
      throw new ConfigApiError('KB_NOT_LOADED', `\`${name}\` is not loaded, as nothing uses it`);
    }
    const { exemplars } = await base.index();
    return { settings, exemplars };
  }

  app.get<NameParameter>('/config/kbs/:name/report', async ({ params: { name } }) => {
    const { exemplars } = await indexed(name);
    return { name, ...(await reportLabels(exemplars)) };
  });

  app.get<NameParameter>('/config/kbs/:name/map/metadata', async ({ params: { name } }) => {
    const { settings, exemplars } = await indexed(name);
    const labels = labelsOf(exemplars);
    const groups = settings.groups ?? {};
    return {
      name,
      projection: 'pca',
      model_type: 'mom-similarity-flash',
      point_count: exemplars.length,
      label_count: labels.length,
      group_count: Object.keys(groups).length,
      label_names: labels,
      groups,
    };
  });

  app.get<NameParameter>('/config/kbs/:name/map/data.ndjson', async (request, reply) => {
    const { exemplars } = await indexed(request.params.name);
    const labels = labelsOf(exemplars);
    const points = await projectToPlane(exemplars.map(({ vector }) => vector));
    const lines = exemplars.map(({ text, label }, index) => {
      const row = { text, label_name: label, label_index: labels.indexOf(label) };
      return `${JSON.stringify({ ...row, vector: points[index] })}\n`;
    });
    return reply.type('application/x-ndjson').send(lines.join(''));
  });
}

function labelsOf(exemplars: readonly Exemplar[]): readonly string[] {
  return [...new Set(exemplars.map(({ label }) => label))].sort();
}
