import type { ConfigHistory } from '../../stores/config-history/config-history.ts';
import { type FileContent, readDocument } from './config-file.ts';
import { summaryOfDiff } from './summary-of-diff.ts';

/** What is about to be overwritten and was never applied would be lost. */
export async function keepUnknown(history: ConfigHistory, current: FileContent): Promise<void> {
  if (!current.isText) return;
  const versions = await history.list();
  if (versions.some(({ hash }) => hash === current.hash)) return;
  const [latest] = versions;
  await history.append({
    source: 'file',
    author: null,
    message: 'as it was found before it was replaced; never applied',
    diff: latest === undefined ? null : summaryOfDiff(readDocument(latest.text), current.document),
    findings: [],
    activation: { status: 'refused', generation: null, duration_ms: 0, restart_required: [] },
    text: current.text,
  });
}
