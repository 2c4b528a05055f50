import { nearestName } from '../lib/nearest-name.ts';

type Path = readonly (string | number)[];

interface Problem {
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  readonly path: Path;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

type Optional<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

type Named = Optional<{ model: string }>;
type List<Element> = readonly (Element | undefined)[];

/** As much of an algorithm as names models or depends on them; anything may be missing. */
type AlgorithmDraft = Optional<{
  type: string;
  on_error: string;
  latency_aware: Optional<{ tpot_percentile: number; ttft_percentile: number }>;
  prompt: Named;
  confidence: Optional<{ on_error: string }>;
  ratings: Optional<{ on_error: string }>;
  remom: Optional<{ on_error: string; synthesis_model: string }>;
  fusion: Optional<{
    on_error: string;
    model: string;
    analysis_models: List<string>;
    analysis_overrides: List<Named>;
    min_successful_responses: number;
  }>;
  workflows: Optional<{
    on_error: string;
    mode: string;
    planner: Named;
    roles: List<Optional<{ models: List<string> }>>;
    final: Named;
  }>;
}>;

/** A decision as written. */
export interface DecisionDraft {
  readonly algorithm?: AlgorithmDraft | undefined;
  readonly modelRefs?: List<Optional<{ model: string; lora_name: string }>> | undefined;
}

/** What the check asks about the models of the document. */
interface ModelLookup {
  /** Reports a name that is no card and no adapter. */
  checkName(name: string, path: Path): boolean;
  hasBackend(name: string): boolean;
  readonly cards: ReadonlyMap<
    string,
    { readonly value: { readonly modality?: string | undefined } }
  >;
}

interface Check {
  readonly path: Path;
  readonly models: ModelLookup;
  /** Models and adapters among which the algorithm chooses. */
  readonly candidates: ReadonlySet<string>;
  readonly report: (problem: Problem) => void;
}

/** Checks what the schema of an algorithm cannot see: the models that it names, and how many. */
export function checkAlgorithm(
  { algorithm, modelRefs = [] }: DecisionDraft,
  {
    path,
    models,
    report,
  }: {
    /** Of the decision. */
    readonly path: Path;
    readonly models: ModelLookup;
    readonly report: (problem: Problem) => void;
  },
): void {
  if (algorithm === undefined) return;
  const candidates = new Set(
    modelRefs.flatMap((ref) => [ref?.model, ref?.lora_name].filter((name) => name !== undefined)),
  );
  const check: Check = { path: [...path, 'algorithm'], models, candidates, report };
  checkOuterOnError(algorithm, check);
  switch (algorithm.type) {
    case 'latency_aware':
      checkPercentiles(algorithm.latency_aware, check);
      break;
    case 'prompt':
      checkPromptCandidates(modelRefs, { ...check, path });
      checkPromptModel(algorithm.prompt?.model, check);
      break;
    case 'confidence':
    case 'ratings':
      checkSeveral(algorithm.type, { ...check, path }, modelRefs.length);
      break;
    case 'remom':
      checkCandidate(algorithm.remom?.synthesis_model, check, ['remom', 'synthesis_model']);
      break;
    case 'fusion':
      checkFusion(algorithm.fusion, check, modelRefs.length);
      break;
    case 'workflows':
      checkWorkflows(algorithm.workflows, check);
  }
}

const typesWithInnerOnError = ['confidence', 'ratings', 'remom', 'fusion', 'workflows'] as const;

function checkOuterOnError(algorithm: AlgorithmDraft, { path, report }: Check): void {
  const { type, on_error: outer } = algorithm;
  if (type === 'static' && outer !== undefined) {
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...path, 'on_error'],
      message: 'is not read, `static` asks nobody and cannot fail',
      suggestion: 'remove it',
    });
  }
  const block = typesWithInnerOnError.find((name) => name === type);
  if (block === undefined || outer === undefined || algorithm[block]?.on_error === outer) return;
  report({
    code: 'no_effect',
    severity: 'warning',
    path: [...path, 'on_error'],
    message: `is not read, \`${block}\` has an \`on_error\` of its own`,
    suggestion: `move it into \`${block}\`, or remove it`,
  });
}

function checkPercentiles(
  { tpot_percentile, ttft_percentile }: NonNullable<AlgorithmDraft['latency_aware']> = {},
  { path, report }: Check,
): void {
  if ((tpot_percentile === undefined) === (ttft_percentile === undefined)) return;
  const missing = tpot_percentile === undefined ? 'tpot_percentile' : 'ttft_percentile';
  report({
    code: 'half_compared',
    severity: 'warning',
    path: [...path, 'latency_aware'],
    message: 'compares only one of the two latencies',
    suggestion: `add \`${missing}\``,
  });
}

function checkPromptCandidates(
  refs: NonNullable<DecisionDraft['modelRefs']>,
  { path, report }: Check,
): void {
  if (refs.length < 2) {
    const message = `\`prompt\` chooses among several models, ${countOf(refs.length)}`;
    report({ code: 'too_few_models', path: [...path, 'modelRefs'], message });
  }
  const seen = new Set<string>();
  for (const [index, ref] of refs.entries()) {
    const names = new Set([ref?.model, ref?.lora_name].filter((name) => name !== undefined));
    const twin = [...names].find((name) => seen.has(name));
    if (twin !== undefined) {
      const message = `\`prompt\` cannot tell two candidates called \`${twin}\` apart`;
      report({
        code: 'duplicate_model',
        path: [...path, 'modelRefs', index],
        message,
        suggestion: 'remove one of them',
      });
    }
    for (const name of names) seen.add(name);
  }
}

function checkPromptModel(name: string | undefined, check: Check): void {
  const place = ['prompt', 'model'];
  if (!checkServed(name, check, place)) return;
  const modality = check.models.cards.get(name as string)?.value.modality;
  if (modality !== 'diffusion') return;
  const message = `model \`${name}\` makes pictures and cannot choose, name one that answers in text`;
  check.report({ code: 'wrong_modality', path: [...check.path, ...place], message });
}

function checkSeveral(type: string, { path, report }: Check, count: number): void {
  if (count > 1) return;
  report({
    code: 'too_few_models',
    severity: 'warning',
    path: [...path, 'modelRefs'],
    message: `\`${type}\` asks several models, ${countOf(count)}`,
    suggestion: 'add models, or write `type: static`',
  });
}

function checkFusion(
  fusion: NonNullable<AlgorithmDraft['fusion']> = {},
  check: Check,
  candidateCount: number,
): void {
  const { analysis_models: panel = [], analysis_overrides: overrides = [] } = fusion;
  checkServed(fusion.model, check, ['fusion', 'model']);
  for (const [index, name] of panel.entries()) {
    checkServed(name, check, ['fusion', 'analysis_models', index]);
  }
  const members = panel.length > 0 ? new Set(panel) : check.candidates;
  for (const [index, override] of overrides.entries()) {
    const name = override?.model;
    if (name === undefined || members.has(name)) continue;
    check.report({
      code: 'no_effect',
      severity: 'warning',
      path: [...check.path, 'fusion', 'analysis_overrides', index, 'model'],
      message: `\`${name}\` is not on the panel`,
      suggestion: hint(name, members) ?? 'add it to `analysis_models`, or remove the override',
    });
  }
  const size = panel.length > 0 ? panel.length : candidateCount;
  const { min_successful_responses: wanted } = fusion;
  if (wanted === undefined || wanted <= size) return;
  check.report({
    code: 'out_of_reach',
    severity: 'warning',
    path: [...check.path, 'fusion', 'min_successful_responses'],
    message: `asks for ${wanted} answers of a panel of ${size}`,
  });
}

function checkWorkflows(
  { mode = 'static', planner, roles = [], final }: NonNullable<AlgorithmDraft['workflows']> = {},
  check: Check,
): void {
  for (const [index, role] of roles.entries()) {
    for (const [position, name] of (role?.models ?? []).entries()) {
      checkCandidate(name, check, ['workflows', 'roles', index, 'models', position]);
    }
  }
  checkCandidate(final?.model, check, ['workflows', 'final', 'model']);
  checkServed(planner?.model, check, ['workflows', 'planner', 'model']);
  if (mode !== 'static' || planner === undefined) return;
  check.report({
    code: 'no_effect',
    severity: 'warning',
    path: [...check.path, 'workflows', 'planner'],
    message: 'is not read with `mode: static`, whose `roles` are the plan',
    suggestion: 'write `mode: dynamic`, or remove it',
  });
}

/** Whether a model exists and has a server; reports it otherwise. */
function checkServed(name: string | undefined, { path, models, report }: Check, place: Path) {
  const at = [...path, ...place];
  if (name === undefined || !models.checkName(name, at)) return false;
  if (models.hasBackend(name)) return true;
  report({
    code: 'no_backend',
    path: at,
    message: `model \`${name}\` has no backend`,
    suggestion: 'add `backend_refs` to its entry under `providers.models`',
  });
  return false;
}

function checkCandidate(
  name: string | undefined,
  { path, models, candidates, report }: Check,
  place: Path,
): void {
  const at = [...path, ...place];
  if (name === undefined || candidates.has(name) || !models.checkName(name, at)) return;
  report({
    code: 'no_candidate',
    path: at,
    message: `\`${name}\` is no candidate of this decision`,
    suggestion: hint(name, candidates) ?? 'add it to `modelRefs`',
  });
}

function hint(name: string, known: Iterable<string | undefined>): string | undefined {
  const nearest = nearestName(
    name,
    [...known].filter((candidate) => candidate !== undefined),
  );
  return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`;
}

function countOf(count: number): string {
  return count === 0 ? 'and there is none' : 'and there is only one';
}
