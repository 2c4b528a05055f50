import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseSource } from '../../config/parse-source.ts';
import { ConfigApiError } from './config-api-error.ts';
import { isJsonMap, type JsonMap } from './json-values.ts';

const JSON_PATCH = 'application/json-patch+json';
const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];
const jsonTypes = [JSON_PATCH, 'application/merge-patch+json'];

/** What a writer sends: a document, or operations on the stored one. */
export type ConfigBody =
  | {
      readonly kind: 'document';
      readonly value: JsonMap;
      /** As it was written, where it was YAML. */
      readonly text: string | undefined;
      readonly dsl: string | undefined;
    }
  | { readonly kind: 'json-patch'; readonly operations: unknown };

/** Bodies as YAML, and as patches in JSON, besides plain JSON. */
export function acceptConfigBodies(app: FastifyInstance): void {
  app.addContentTypeParser<Buffer>(yamlTypes, { parseAs: 'buffer' }, (_request, body, done) =>
    isUtf8(body)
      ? done(null, body.toString('utf8'))
      : done(refused('the request body is not encoded as UTF-8')),
  );
  app.addContentTypeParser(
    jsonTypes,
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
}

/** Reads `{yaml, dsl?}`, a plain document, or YAML, by the content type and by what it holds. */
export function readConfigBody({ headers, body }: FastifyRequest): ConfigBody {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === JSON_PATCH) return { kind: 'json-patch', operations: body };
  if (typeof body === 'string') return fromYaml(body, undefined);
  if (!isJsonMap(body)) throw refused('send a configuration, as a JSON object or as YAML');
  if (!('yaml' in body)) return { kind: 'document', value: body, text: undefined, dsl: undefined };
  const { yaml, dsl, ...others } = body;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined)
    throw refused(`\`${stranger.slice(0, 100)}\` has no place beside \`yaml\``);
  if (typeof yaml !== 'string') throw refused('`yaml` must be a string');
  if (dsl !== undefined && typeof dsl !== 'string') throw refused('`dsl` must be a string');
  return fromYaml(yaml, dsl);
}

function fromYaml(text: string, dsl: string | undefined): ConfigBody {
  return { kind: 'document', value: parseYaml(text), text, dsl };
}

/** A configuration as written; throws for text that is none. */
export function parseYaml(text: string): JsonMap {
  const { content, problems } = parseSource(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (content === undefined || first !== undefined) {
    const { position, message = 'cannot be read' } = first ?? {};
    const place = position === undefined ? '' : `line ${position.line}: `;
    throw new ConfigApiError('YAML_PARSE_ERROR', `${place}${message}`, {
      details: {
        findings: errors.map((problem) => ({
          code: problem.code,
          severity: problem.severity,
          path: problem.path.join('.'),
          ...problem.position,
          message: problem.message,
        })),
      },
    });
  }
  if (isJsonMap(content.value)) return content.value;
  throw new ConfigApiError('YAML_PARSE_ERROR', 'a configuration is a map');
}

function refused(message: string): ConfigApiError {
  return new ConfigApiError('INVALID_INPUT', message);
}
