import { MATCH, type SignalResults } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import { shareOf } from './arbitrate.ts';
import { inputKey, scoreKey } from './keys.ts';
import { boundaryDistance, slopeOf } from './program.ts';
import type { Partition, Projections, ScoreInput } from './schema.ts';

/** How projections came to what they say; the names are those of the recorded form. */
export interface ProjectionTrace {
  readonly schema_version: '1';
  readonly partitions: readonly PartitionTrace[];
  readonly scores: readonly ScoreTrace[];
  readonly mappings: readonly MappingTrace[];
}

interface PartitionTrace {
  readonly group_name: string;
  readonly signal_type: string;
  readonly semantics: Partition['semantics'];
  readonly temperature?: number;
  readonly contenders: readonly {
    readonly name: string;
    readonly raw_score: number;
    readonly normalized_score?: number;
  }[];
  readonly winner: string;
  readonly winner_score: number;
  readonly raw_winner_score: number;
  /** Best minus second best; absent without a second one. */
  readonly margin?: number;
  readonly default_used: boolean;
}

interface ScoreTrace {
  readonly name: string;
  readonly total: number;
  readonly inputs: readonly {
    readonly type: string;
    readonly name?: string;
    readonly kb?: string;
    readonly metric?: string;
    readonly weight: number;
    readonly value: number;
    readonly contribution: number;
  }[];
}

interface MappingTrace {
  readonly mapping_name: string;
  readonly source_score: string;
  readonly score_value: number;
  readonly selected_output?: string;
  /** More than one under `multi_emit`. */
  readonly selected_outputs: readonly string[];
  readonly confidence?: number;
  readonly boundary_distance?: number;
  readonly slope: number;
  readonly outputs: readonly {
    readonly name: string;
    readonly matched: boolean;
    readonly boundary_distance: number;
  }[];
}

/** Explains the projections of one request from its results. */
export function traceProjections(
  projections: Projections | undefined,
  results: SignalResults,
): ProjectionTrace {
  return {
    schema_version: '1',
    partitions: (projections?.partitions ?? []).flatMap((one) => tracePartition(one, results)),
    scores: (projections?.scores ?? []).map(({ name, inputs }) => ({
      name,
      total: numberAt(scoreKey(name), results),
      inputs: inputs.map((input) => traceInput(input, results)),
    })),
    mappings: (projections?.mappings ?? []).map((mapping) => traceMapping(mapping, results)),
  };
}

function tracePartition(partition: Partition, results: SignalResults): readonly PartitionTrace[] {
  const { name, semantics, temperature, members } = partition;
  const report = ['domain', 'embedding']
    .flatMap((type) => results.reportOf(type) ?? [])
    .find((one) => one.said.some((result) => members.includes(result.name)));
  if (report === undefined) return [];
  const winner = report.results.find((result) => result.isMatch && members.includes(result.name));
  if (winner === undefined) return [];
  const contenders = report.said
    .filter((result) => result.isMatch && members.includes(result.name))
    .sort((a, b) => b.confidence - a.confidence);
  const isSoft = semantics === 'softmax_exclusive';
  const share = (one: RuleResult) => shareOf(one, contenders, partition);
  const first = contenders.find(({ name: one }) => one === winner.name);
  const second = contenders.find((one) => one !== first);
  return [
    {
      group_name: name,
      signal_type: report.type,
      semantics,
      ...(temperature === undefined ? {} : { temperature }),
      contenders: contenders.map((one) => ({
        name: one.name,
        raw_score: one.confidence,
        ...(isSoft ? { normalized_score: share(one) } : {}),
      })),
      winner: winner.name,
      winner_score: winner.confidence,
      raw_winner_score: first?.confidence ?? 0,
      ...(first !== undefined && second !== undefined
        ? { margin: isSoft ? share(first) - share(second) : first.confidence - second.confidence }
        : {}),
      default_used: winner.isSynthesized === true,
    },
  ];
}

function traceInput(input: ScoreInput, results: SignalResults): ScoreTrace['inputs'][number] {
  const { type, name, kb, metric, weight = 0 } = input;
  const value = inputValue(input, results);
  return {
    type,
    ...(name === undefined ? {} : { name }),
    ...(kb === undefined ? {} : { kb }),
    ...(metric === undefined ? {} : { metric }),
    weight,
    value,
    contribution: weight * value,
  };
}

function inputValue(input: ScoreInput, results: SignalResults): number {
  const { type, value_source: source, match = 1, miss = 0 } = input;
  const key = inputKey(input);
  const slot = results.table.slotOfKey(key);
  const isMatch = slot !== undefined && results.outcomes[slot] === MATCH;
  if (source === 'confidence') {
    return isMatch ? (results.confidences[slot] as number) || 1 : 0;
  }
  if (source === 'raw' || source === 'score' || type === 'kb_metric' || type === 'projection') {
    return numberAt(key, results);
  }
  return isMatch ? match : miss;
}

function numberAt(key: string, { table, values }: SignalResults): number {
  const value = values[table.slotOfKey(key) ?? -1];
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

function traceMapping(
  mapping: NonNullable<Projections['mappings']>[number],
  results: SignalResults,
): MappingTrace {
  const { name, source, outputs } = mapping;
  const score = numberAt(scoreKey(source), results);
  const traced = outputs.map((output) => {
    const slot = results.table.slotOfKey(`projection:${output.name}`);
    return {
      name: output.name,
      matched: slot !== undefined && results.outcomes[slot] === MATCH,
      boundary_distance: boundaryDistance(output, score),
      confidence: results.confidences[slot ?? -1] ?? 0,
    };
  });
  const selected = traced.filter(({ matched }) => matched);
  const [first] = selected;
  return {
    mapping_name: name,
    source_score: source,
    score_value: score,
    ...(first === undefined
      ? {}
      : {
          selected_output: first.name,
          confidence: first.confidence,
          boundary_distance: first.boundary_distance,
        }),
    selected_outputs: selected.map((one) => one.name),
    slope: slopeOf(mapping),
    outputs: traced.map(({ name: output, matched, boundary_distance }) => ({
      name: output,
      matched,
      boundary_distance,
    })),
  };
}
