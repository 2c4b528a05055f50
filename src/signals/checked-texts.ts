import { type Part, partsOf } from '../models/text-parts.ts';
import type { RequestView } from '../protocols/canonical.ts';
import type { TextSource } from './signal.ts';

/** A text that is checked by itself, so that a finding can be traced to its message. */
export interface CheckedText {
  readonly source: TextSource;
  /** Undefined: made of several messages. */
  readonly messageIndex: number | undefined;
  readonly text: string;
}

/** What checks for safety read of a request: each text once, as it came and as a whole. */
export function checkedTexts(
  view: RequestView,
  sources: ReadonlySet<TextSource>,
): readonly CheckedText[] {
  const current = currentText(view);
  const texts = [
    ...(sources.has('user') ? [current] : []),
    ...(sources.has('history') ? history(view, current.messageIndex) : []),
    ...view.untrustedTexts.flatMap(({ kind, messageIndex, text }): readonly CheckedText[] => {
      // Scaffolding stands in the message of the user, which is read as it came.
      if (kind === 'scaffolding') return [];
      const source = kind === 'tool_result' ? 'tool_results' : 'documents';
      return sources.has(source) ? [{ source, messageIndex, text }] : [];
    }),
  ];
  const known = new Set<string>();
  return texts.filter(({ text }) => {
    if (text.trim() === '' || known.has(text)) return false;
    known.add(text);
    return true;
  });
}

function currentText({ messages, originalUserText, evaluationText }: RequestView): CheckedText {
  const message = messages.findLast(
    ({ role, text }) => role === 'user' && text === originalUserText,
  );
  const text = originalUserText === '' ? evaluationText : originalUserText;
  return { source: 'user', messageIndex: message?.index, text };
}

function history({ messages }: RequestView, current: number | undefined): readonly CheckedText[] {
  return messages.flatMap(({ index, role, text }) =>
    index === current || role === 'tool' || role === 'function'
      ? []
      : [{ source: 'history', messageIndex: index, text } as const],
  );
}

interface PartOptions {
  /** Estimated tokens of a part, and from the start of one part to that of the next. */
  readonly tokens: number;
  readonly stride: number;
}

const MAX_PARTS = 64;
const EDGE_PARTS = 16;

/** Cuts a text into overlapping parts; of too many the first, the last and some between are read. */
export function partsToCheck(
  text: string,
  options: PartOptions,
): { readonly parts: readonly Part[]; readonly isComplete: boolean } {
  const { parts } = partsOf(text, { ...options, maxParts: Number.POSITIVE_INFINITY });
  if (parts.length <= MAX_PARTS) return { parts, isComplete: true };
  const between = parts.slice(EDGE_PARTS, -EDGE_PARTS);
  const count = MAX_PARTS - 2 * EDGE_PARTS;
  const sample = Array.from(
    { length: count },
    (_, at) => between[Math.floor((at * between.length) / count)] as Part,
  );
  return {
    parts: [...parts.slice(0, EDGE_PARTS), ...sample, ...parts.slice(-EDGE_PARTS)],
    isComplete: false,
  };
}
