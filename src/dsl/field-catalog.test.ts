import { describe, expect, it } from 'vitest';
import { createFieldCatalog, type FieldPlace } from './field-catalog.ts';

const { fieldsOf, typesOf, pluginType, hasBlock } = createFieldCatalog();
const namesOf = (place: FieldPlace) => fieldsOf(place).map(({ name }) => name);
const field = (place: FieldPlace, name: string) =>
  fieldsOf(place).find((candidate) => candidate.name === name);

describe('the field catalog', () => {
  it.each<[FieldPlace, readonly string[]]>([
    [{ kind: 'routing' }, ['strategy', 'signals', 'decisions']],
    [{ kind: 'entrypoint' }, ['model_names', 'recipe']],
    [{ kind: 'model' }, ['quality_score', 'loras']],
    [{ kind: 'model', path: ['loras'] }, ['name', 'description']],
    [{ kind: 'recipe' }, ['name', 'description', 'routing']],
    [{ kind: 'signal', type: 'keyword' }, ['operator', 'keywords', 'method']],
    [
      { kind: 'signal', type: 'structure', path: ['feature', 'source'] },
      ['type', 'pattern', 'sequences'],
    ],
    [{ kind: 'projection', type: 'mapping', path: ['outputs'] }, ['name', 'gt', 'lte']],
    [{ kind: 'plugin', type: 'response_cache', path: ['semantic'] }, ['similarity_threshold']],
    [{ kind: 'plugin', type: 'semantic-cache' }, ['enabled', 'ttl_seconds']],
    [{ kind: 'algorithm', type: 'multi_factor' }, ['weights', 'latency_percentile']],
    [{ kind: 'algorithm', type: 'fusion', path: ['analysis_overrides'] }, ['model', 'temperature']],
    [{ kind: 'emit', type: 'retention' }, ['drop', 'ttl_turns']],
    [{ kind: 'route' }, ['output_contract', 'annotations']],
    [{ kind: 'model-reference' }, ['use_reasoning', 'lora_name']],
    [{ kind: 'reference' }, ['label', 'predicate', 'on_error']],
  ])('knows the fields of %j', (place, expected) => {
    expect(namesOf(place)).toEqual(expect.arrayContaining([...expected]));
  });

  it('says of a field what it is, what it may be and whether it has to be there', () => {
    const place: FieldPlace = { kind: 'signal', type: 'keyword' };
    expect(field(place, 'operator')).toMatchObject({
      type: 'word',
      values: ['AND', 'OR', 'NOR'],
      isRequired: true,
    });
    expect(field(place, 'keywords')).toMatchObject({ type: 'list of texts', isRequired: true });
    expect(field(place, 'ngram_arity')).toMatchObject({
      type: 'number',
      description: 'Below 2 counts as 2',
      isRequired: false,
    });
    expect(field({ kind: 'model' }, 'loras')?.type).toBe('list of maps');
  });

  it('knows nothing of what does not exist', () => {
    expect(namesOf({ kind: 'signal', type: 'toString' })).toEqual([]);
    expect(namesOf({ kind: 'plugin', type: 'none' })).toEqual([]);
    expect(namesOf({ kind: 'algorithm', type: 'static' })).toEqual([]);
    expect(namesOf({ kind: 'model', path: ['name', 'deeper'] })).toEqual([]);
  });

  it('lists the types of blocks', () => {
    expect(typesOf('signal')).toEqual(expect.arrayContaining(['keyword', 'classifier']));
    expect(typesOf('projection')).toEqual(['partition', 'score', 'mapping']);
    expect(typesOf('plugin')).toEqual(expect.arrayContaining(['rag', 'response_cache']));
    expect(typesOf('plugin')).not.toContain('semantic_cache');
    expect(typesOf('algorithm')).toEqual(expect.arrayContaining(['static', 'knn', 'fusion']));
    expect(typesOf('emit')).toEqual(['retention']);
  });

  it('tells spellings of plugins and algorithms with settings', () => {
    expect(pluginType('semantic-cache')).toBe('response_cache');
    expect(pluginType('nothing')).toBeUndefined();
    expect([hasBlock('fusion'), hasBlock('static')]).toEqual([true, false]);
  });
});
