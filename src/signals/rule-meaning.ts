/** A label of a model, and how rules that mean it are worded. */
export interface LabelWording {
  readonly label: string;
  /** Endings of names that mean it, besides the label itself. */
  readonly aliases?: readonly string[];
  /** Words of names and descriptions, with how much each says. */
  readonly cues: readonly (readonly [pattern: RegExp, weight: number])[];
}

interface RuleMeaning {
  readonly label: string;
  /** What told so: the field `label`, the end of the name, or the words of name and description. */
  readonly by: 'label' | 'name' | 'wording';
}

interface NamedRule {
  readonly name: string;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
}

/** Which label a rule is about; undefined where nothing that it says points to one. */
export function meaningOf(
  { name, label, description = '' }: NamedRule,
  wordings: readonly LabelWording[],
): RuleMeaning | undefined {
  if (label !== undefined) return { label, by: 'label' };
  const plain = name.trim().toLowerCase().replaceAll(/[-. ]/g, '_');
  const ends = wordings
    .flatMap((wording) =>
      [wording.label, ...(wording.aliases ?? [])].map((end) => ({ end, label: wording.label })),
    )
    // The longer one says more: `no_fact_check` ends with `fact_check` too.
    .sort((a, b) => b.end.length - a.end.length);
  const named = ends.find(({ end }) => plain === end || plain.endsWith(`_${end}`));
  if (named !== undefined) return { label: named.label, by: 'name' };
  const words = `${plain.replaceAll('_', ' ')} ${description.toLowerCase()}`;
  let best: { readonly label: string; readonly weight: number } | undefined;
  for (const { label: candidate, cues } of wordings) {
    const weight = cues.reduce((sum, [cue, says]) => sum + (cue.test(words) ? says : 0), 0);
    if (weight > (best?.weight ?? 0)) best = { label: candidate, weight };
  }
  return best && { label: best.label, by: 'wording' };
}
