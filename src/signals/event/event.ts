import { toNormalForm } from '../../lib/normal-form.ts';
import type { LiteralPool, SoughtLiteral } from '../literal-pool.ts';
import type { CheapSignal, Evidence, RuleResult } from '../signal.ts';
import type { EventRule } from './schema.ts';
import { severityLevels } from './schema.ts';
import { assignedSeverity, isSeverityInProse, type Severity, severityFields } from './severity.ts';

const urgentWords = [
  'urgent',
  'immediate',
  'asap',
  'deadline',
  'now',
  ...[' ', '-', '_', '‐', '‑', '–'].flatMap((joint) => [
    `time${joint}sensitive`,
    `critical${joint}window`,
  ]),
];

interface Place {
  readonly start: number;
  readonly end: number;
  /** The offsets are those of the normalised text. */
  readonly isElsewhere: boolean;
}

/** Occurrences in the text that was scanned last, by what they are. */
interface Occurrences {
  text: string;
  readonly fields: Place[];
  readonly severityWords: Map<Severity, Place[]>;
  readonly urgent: Place[];
  /** Lower-case literal -> first occurrence. */
  readonly words: Map<string, Place>;
}

/** Matches prompts that report an event: its type, how bad it is, an action code, that it is urgent. */
export function createEventSignal(
  rules: readonly EventRule[],
  { literals }: { readonly literals: LiteralPool },
): CheapSignal {
  const found: Occurrences = {
    text: '',
    fields: [],
    severityWords: new Map(),
    urgent: [],
    words: new Map(),
  };
  literals.add({
    literals: soughtLiterals(rules, found),
    reset(text) {
      found.text = text;
      found.fields.length = 0;
      found.urgent.length = 0;
      found.severityWords.clear();
      found.words.clear();
    },
  });
  return {
    cost: 'cheap',
    evaluate({ evaluationText }) {
      literals.scan(evaluationText);
      const severities = lazily(() => severitiesOf(found));
      return rules.flatMap((rule) => resultsOf(rule, found, severities));
    },
  };
}

function soughtLiterals(rules: readonly EventRule[], found: Occurrences): SoughtLiteral[] {
  const sought = (text: string, onPlace: (place: Place) => void): SoughtLiteral => ({
    text,
    isCaseSensitive: false,
    place: 'word',
    onHit: (start, end, isElsewhere) => onPlace({ start, end, isElsewhere }),
  });
  const words = new Set(
    rules.flatMap(({ event_types = [], action_codes = [] }) =>
      [...event_types, ...action_codes].map(wordKey).filter((word) => word !== ''),
    ),
  );
  const all = Array.from(words, (word) =>
    sought(word, (place) => {
      if (!found.words.has(word)) found.words.set(word, place);
    }),
  );
  if (rules.some(({ severities = [] }) => severities.length > 0)) {
    all.push(...severityFields.map((field) => sought(field, (place) => found.fields.push(place))));
    for (const severity of severityLevels) {
      all.push(
        sought(severity, (place) => {
          const places = found.severityWords.get(severity);
          if (places === undefined) found.severityWords.set(severity, [place]);
          else places.push(place);
        }),
      );
    }
  }
  if (rules.some(({ temporal }) => temporal === true)) {
    all.push(...urgentWords.map((word) => sought(word, (place) => found.urgent.push(place))));
  }
  return all;
}

function wordKey(word: string): string {
  return word.trim().toLowerCase();
}

type Severities = ReadonlyMap<Severity, Place>;

/** What fields say goes before what prose says. */
function severitiesOf({ text, fields, severityWords }: Occurrences): Severities {
  const normal = lazily(() => toNormalForm(text));
  const textAt = ({ isElsewhere }: Place) => (isElsewhere ? normal() : text);
  const severities = new Map<Severity, Place>();
  for (const place of fields) {
    const severity = assignedSeverity(textAt(place), place.end);
    if (severity !== undefined && !severities.has(severity)) severities.set(severity, place);
  }
  if (severities.size > 0) return severities;
  for (const [severity, places] of severityWords) {
    const place = places.find((one) => isSeverityInProse(textAt(one), severity, one));
    if (place !== undefined) severities.set(severity, place);
  }
  return severities;
}

function resultsOf(
  rule: EventRule,
  found: Occurrences,
  severities: () => Severities,
): readonly RuleResult[] {
  const { name, event_types = [], severities: wanted = [], action_codes = [] } = rule;
  const wordIn = (words: readonly string[]) => () =>
    first(words, (word) => found.words.get(wordKey(word)));
  const bySeverity = () => first(wanted, (severity) => severities().get(severity));
  const byTime = () => found.urgent[0];
  const criteria: (() => Place | undefined)[] = [];
  if (event_types.length > 0) criteria.push(wordIn(event_types));
  if (wanted.length > 0) criteria.push(bySeverity);
  if (action_codes.length > 0) criteria.push(wordIn(action_codes));
  if (rule.temporal === true) criteria.push(byTime);
  const places = criteria.map((criterion) => criterion()).filter((place) => place !== undefined);
  const needed = rule.operator === 'all' ? criteria.length : 1;
  if (places.length < needed) return [];
  const confidence = 0.5 + (0.5 * places.length) / criteria.length;
  const evidence = places
    .filter(({ isElsewhere }) => !isElsewhere)
    .map((place) => evidenceOf(place, found.text));
  const results: RuleResult[] = [{ name, isMatch: true, confidence, evidence }];
  if (wanted.length > 0 && bySeverity() !== undefined) results.push(flag(`${name}:severity`));
  if (rule.temporal === true && byTime() !== undefined) results.push(flag(`${name}:temporal`));
  return results;
}

function flag(name: string): RuleResult {
  return { name, isMatch: false, confidence: 0, value: 1 };
}

function evidenceOf({ start, end }: Place, text: string): Evidence {
  return { text: text.slice(start, end), start, end };
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lazily<T>(compute: () => T): () => T {
  let value: { readonly is: T } | undefined;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}
