import { analysisCodes } from '../../analysis/finding-codes.ts';
import type { Problem } from '../../config/problem.ts';

type Path = Problem['path'];

/** Code of a problem of the document -> code of the language. */
const codes: Readonly<Record<string, string>> = {
  ...analysisCodes,
  duplicate_key: 'D110',
  duplicate_name: 'D120',
  duplicate_model: 'D120',
  unknown_signal: 'D200',
  unknown_label: 'D200',
  undeclared_domain: 'D200',
  unknown_model: 'D202',
  no_candidate: 'D202',
  no_backend: 'D202',
  unknown_adapter: 'D203',
  no_models: 'D204',
  too_few_models: 'D204',
  unknown_recipe: 'D205',
  name_collision: 'D205',
  unknown_key: 'D301',
  misplaced_key: 'D301',
  deprecated_key: 'D301',
  invalid_type: 'D302',
  missing_field: 'D304',
  empty_domain: 'D305',
  not_active: 'D320',
  not_implemented: 'D320',
  mixed_members: 'D401',
  cyclic_projection: 'D403',
  unused_model: 'D420',
};

/** Values that are wrong are told apart by where they stand. */
const placeCodes: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(algorithm|plugins\.#)\.type$/, 'D300'],
  [/(^|\.)emits\.#\.kind$/, 'D300'],
  [/\.(rules|composer)(\.conditions\.#)*\.type$/, 'D300'],
  [/\.domains\.#\.mmlu_categories(\.|$)/, 'D305'],
  [/\.signals\.(structure|conversation)\.#\.(feature|predicate)(\.|$)/, 'D306'],
  [/\.predicate(\.|$)/, 'D306'],
  [/\.strategy$/, 'D307'],
  [/\.projections\.partitions\./, 'D401'],
  [/\.projections\.scores\./, 'D403'],
  [/\.projections\.mappings\./, 'D404'],
  [/\.emits\./, 'D500'],
  [/^entrypoints\./, 'D205'],
];

const valueCodes: ReadonlySet<string> = new Set([
  'invalid_value',
  'deprecated_value',
  'unknown_score',
]);
const anyValue = 'D303';
const anythingElse = 'D390';

/** The code of the language for a problem of the document that a program makes. */
export function codeOfProblem({ code, path }: Pick<Problem, 'code' | 'path'>): string {
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (known !== undefined && known !== 'D304') return known;
  const isValue = valueCodes.has(code);
  if (!isValue && known === undefined) return anythingElse;
  const place = shapeOf(path);
  return placeCodes.find(([pattern]) => pattern.test(place))?.[1] ?? known ?? anyValue;
}

/** A path with every index as `#`. */
function shapeOf(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? '#' : part)).join('.');
}

/** What only the document around the policy can answer; without one nobody is asked. */
export function isAboutSurroundings({ code, path }: Problem): boolean {
  if (surroundingCodes.has(code)) return true;
  const place = shapeOf(path);
  if (code === 'unknown_model') return place.includes('signals.classifiers.');
  return code === 'missing_field' && place === 'routing.modelCards';
}

const surroundingCodes: ReadonlySet<string> = new Set([
  'no_backend',
  'no_reasoning_family',
  'unknown_knowledge_base',
  'missing_store',
  'missing_setting',
  'missing_backend',
]);
