import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { redact } from '../../config/redact.ts';
import {
  type DocumentPair,
  diffValues,
  type ValueChange,
} from '../../stores/config-history/value-diff.ts';
import { printYaml } from './edit-yaml.ts';

/** One difference of two configurations, without credentials. */
interface ShownChange {
  readonly kind: ValueChange['kind'];
  /** `providers.models[0].name` */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export interface DocumentDiff {
  readonly changes: readonly ShownChange[];
  /** Unified diff of both documents as YAML, without comments. */
  readonly unified: string;
}

interface DiffOptions {
  readonly from: { readonly title: string; readonly document: unknown };
  readonly to: { readonly title: string; readonly document: unknown };
}

/** What is different in two configurations; of a credential only that it is another one. */
export function diffDocuments({ from, to }: DiffOptions): DocumentDiff {
  const documents = { from: from.document, to: to.document };
  return {
    changes: changesOf(documents),
    unified: createTwoFilesPatch(
      from.title,
      to.title,
      printYaml(redact(from.document)),
      printYaml(redact(to.document)),
      undefined,
      undefined,
      { context: 3, headerOptions: FILE_HEADERS_ONLY },
    ),
  };
}

/** The differences of two documents, without credentials. */
export function changesOf({ from, to }: DocumentPair): readonly ShownChange[] {
  // What is a credential can depend on what stands beside it, so whole documents are redacted.
  const shown = { from: redact(from), to: redact(to) };
  return diffValues(from, to, shown).map(({ path, ...change }) => ({
    ...change,
    path: pathText(path),
  }));
}

function pathText(path: ValueChange['path']): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`,
    )
    .join('');
}
