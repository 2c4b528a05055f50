const compiled = new URL('../dist/app/evaluate.js', import.meta.url);

type Evaluate = typeof import('../src/app/evaluate.ts');

/** The offline evaluator as it ships, because its models run in compiled worker threads. */
export async function openCompiledEvaluator(
  ...[options]: Parameters<Evaluate['openOfflineEvaluator']>
): ReturnType<Evaluate['openOfflineEvaluator']> {
  const { openOfflineEvaluator } = (await import(compiled.href)) as Evaluate;
  return openOfflineEvaluator(options);
}
