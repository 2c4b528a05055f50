import type { Projections } from './schema.ts';

type Score = NonNullable<Projections['scores']>[number];

/** Scores in an order in which each one comes behind those that it reads; cycles do not load. */
export function orderScores(projections: Projections | undefined): readonly Score[] {
  const scores = new Map((projections?.scores ?? []).map((score) => [score.name, score]));
  const sourceOf = new Map(
    (projections?.mappings ?? []).flatMap(({ source, outputs }) =>
      outputs.map(({ name }) => [name, source] as const),
    ),
  );
  const ordered = new Set<Score>();
  const visit = (score: Score): void => {
    if (ordered.has(score)) return;
    for (const { type, name = '', value_source: source } of score.inputs) {
      if (type !== 'projection') continue;
      const read = scores.get(source === 'confidence' ? (sourceOf.get(name) ?? '') : name);
      if (read !== undefined) visit(read);
    }
    ordered.add(score);
  };
  for (const score of scores.values()) visit(score);
  return [...ordered];
}
