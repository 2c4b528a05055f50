import { findBlockEnd, type TextBlock, textBlocks } from './agent-text-blocks.ts';

/** What was taken out of a user's text, and what it is. */
interface RemovedText {
  readonly kind: 'scaffolding' | 'document' | 'tool_result';
  readonly text: string;
}

interface CleanedText {
  /** What the user asks; empty when nothing in the text is the user's. */
  readonly question: string;
  readonly removed: readonly RemovedText[];
}

const nothing: readonly RemovedText[] = Object.freeze([]);
const headUnits = 400;

/**
 * Tells the user's question from what agents and chat front ends put around it: reminders, editor
 * state, command output, pasted documents. Linear; the same string where there is nothing to remove.
 */
export function cleanUserText(text: string): CleanedText {
  const whole = wholeKind(text);
  if (whole !== undefined) {
    const { kept, removed } = splitBlocks(text, whole);
    return { question: kept, removed };
  }
  const { start, end } = questionRange(text);
  const inner = start === 0 && end === text.length ? text : text.slice(start, end).trim();
  if (inner === text && !text.includes('<')) return { question: text, removed: nothing };
  const { kept, removed } = splitBlocks(inner, undefined);
  const outside = [text.slice(0, start), text.slice(end)]
    .filter((part) => part.trim() !== '')
    .map((part): RemovedText => ({ kind: 'scaffolding', text: part.trim() }));
  return { question: kept, removed: outside.length === 0 ? removed : [...outside, ...removed] };
}

/** Cline and its relatives without native tools write results into the user's turn. */
const textualResult = /^\[[A-Za-z_]{2,40}(?: for '[^'\n]{0,500}')?\] Result:/;

/** Texts that no user wrote, but for what stands in a block of theirs. */
function wholeKind(text: string): RemovedText['kind'] | undefined {
  switch (text.charCodeAt(0)) {
    case 0x5b: // [
      if (textualResult.test(text)) return 'tool_result';
      return startsWithAny(text, [
        '[ERROR] You did not',
        '[TASK RESUMPTION]',
        '[Request interrupted',
      ])
        ? 'scaffolding'
        : undefined;
    case 0x43: // C
      return text.startsWith('Caveat: The messages below') ? 'scaffolding' : undefined;
    default:
      // Aider sends the files and the map of the repository as turns of the user.
      return text.lastIndexOf('*added these files to the chat*', headUnits) >= 0 ||
        text.lastIndexOf('treat them as *read-only*', headUnits) >= 0
        ? 'document'
        : undefined;
  }
}

function startsWithAny(text: string, starts: readonly string[]): boolean {
  return starts.some((start) => text.startsWith(start));
}

const ideContext = '# Context from my IDE setup:';
const ideRequest = '## My request for Codex:';
const agentsFile = '# AGENTS.md instructions';
const titled = /\b(?:titles?|tags?)\b/i;

/** Where the question stands in forms that are no blocks. */
function questionRange(text: string): { readonly start: number; readonly end: number } {
  if (text.charCodeAt(0) === 0x23 /* # */) {
    if (text.startsWith(ideContext)) {
      const request = text.lastIndexOf(ideRequest);
      if (request > 0) return { start: request + ideRequest.length, end: text.length };
    }
    if (text.startsWith(agentsFile)) {
      const line = text.indexOf('\n');
      if (line > 0) return { start: line + 1, end: text.length };
    }
  }
  // A front end that asks for a title or for tags: the conversation is not the question.
  const head = text.length > headUnits ? text.slice(0, headUnits) : text;
  const line = head.indexOf('\nConversation:');
  if (line > 0 && titled.test(head.slice(0, line))) return { start: 0, end: line };
  return { start: 0, end: text.length };
}

interface Split {
  readonly kept: string;
  readonly removed: readonly RemovedText[];
}

/**
 * Takes the blocks out. With `restKind` only the user's replies are kept; a block that holds the
 * question makes scaffolding of all that stands around it.
 */
function splitBlocks(text: string, restKind: RemovedText['kind'] | undefined): Split {
  const pieces: Piece[] = [];
  const isResult = restKind !== undefined;
  const closing = new Map<string, number>();
  let from = 0;
  let hasQuestion = false;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const block = blockAt(text, at, closing);
    if (block === undefined) {
      at += 1;
      continue;
    }
    if (at > from) pieces.push({ role: 'rest', text: text.slice(from, at) });
    // What a file or a tool says cannot make itself the user's question.
    const role = isResult && block.row.role === 'question' ? 'rest' : block.row.role;
    hasQuestion ||= role === 'question';
    pieces.push({ role, text: text.slice(block.innerStart, block.innerEnd) });
    at = block.end;
    from = at;
  }
  if (from === 0 && restKind === undefined) return { kept: text, removed: nothing };
  if (from < text.length) pieces.push({ role: 'rest', text: text.slice(from) });
  const outer = restKind ?? (hasQuestion ? 'scaffolding' : undefined);
  return assemble(pieces, outer);
}

interface Piece {
  readonly role: TextBlock['role'] | 'rest';
  readonly text: string;
}

function assemble(pieces: readonly Piece[], restKind: RemovedText['kind'] | undefined): Split {
  const kept: string[] = [];
  const removed: RemovedText[] = [];
  for (const piece of pieces) {
    const kind = removedKind(piece.role, restKind);
    const text = piece.text.trim();
    if (text === '') continue;
    if (kind !== undefined) {
      removed.push({ kind, text });
    } else if (piece.role === 'rest') {
      kept.push(text);
    } else {
      // A block may hold others, such as a reminder inside a task.
      const inner = splitBlocks(text, undefined);
      if (inner.kept !== '') kept.push(inner.kept);
      removed.push(...inner.removed);
    }
  }
  return { kept: kept.join('\n'), removed };
}

function removedKind(
  role: Piece['role'],
  restKind: RemovedText['kind'] | undefined,
): RemovedText['kind'] | undefined {
  switch (role) {
    case 'rest':
      return restKind;
    case 'reply':
    case 'question':
      return undefined;
    case 'own':
      return restKind;
    default:
      return role;
  }
}

interface FoundBlock {
  readonly row: TextBlock;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly end: number;
}

const openTag = /<([A-Za-z][A-Za-z_-]{2,40})(?=[\s>])[^<>]*>/y;

/** The block that opens here; undefined for any other tag and for one that is never closed. */
function blockAt(text: string, at: number, closing: Map<string, number>): FoundBlock | undefined {
  openTag.lastIndex = at;
  const name = openTag.exec(text)?.[1];
  const row = name === undefined ? undefined : textBlocks.get(name);
  if (name === undefined || row === undefined) return undefined;
  const innerStart = openTag.lastIndex;
  const close = `</${row.closes ?? name}>`;
  const innerEnd = findBlockEnd(text, { close, from: innerStart, closing });
  if (innerEnd < 0) return undefined;
  return { row, innerStart, innerEnd, end: innerEnd + close.length };
}
