/** Code of a finding of the analysis -> its code in diagnostics of the language. */
export const analysisCodes = {
  shared_category: 'D400',
  exclusive_members: 'D402',
  band_inverted: 'D405',
  band_hidden: 'D405',
  band_overlap: 'D405',
  band_gap: 'D405',
  never_matches: 'D411',
  always_matches: 'D412',
  unreachable_decision: 'D413',
  no_fallback: 'D414',
  priority_tie: 'D415',
  shadowed_decision: 'D416',
  redundant_condition: 'D417',
  duplicate_decision: 'D418',
  duplicate_signal: 'D419',
  unused_signal: 'D420',
  unused_projection: 'D420',
  analysis_incomplete: 'D430',
} as const;

export type AnalysisCode = keyof typeof analysisCodes;
