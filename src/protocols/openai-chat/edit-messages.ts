import { scanJsonMembers } from '../../lib/json-members.ts';
import type { JsonObject } from '../canonical.ts';
import type { ChatRequest } from './decode.ts';

interface MessageEdits {
  /** Added to the first message if that is of the system, else put before it. */
  readonly instruction?: string | undefined;
  /** Added behind the last one. */
  readonly appended?: readonly JsonObject[] | undefined;
}

const COMMA = Buffer.from(',');

/** The bytes of a request's `messages` with something added; all others stay as they came. */
export function editMessages(
  request: ChatRequest,
  { instruction, appended }: MessageEdits,
): Buffer {
  const { bytes, members } = request;
  const { valueStart, valueEnd } = members.findLast(({ key }) => key === 'messages') ?? {
    valueStart: 0,
    valueEnd: 0,
  };
  // The array has a message: that was checked.
  const parts: Buffer[] = [Buffer.from('[')];
  const body = { start: valueStart + 1, end: valueEnd - 1 };
  if (instruction === undefined) parts.push(bytes.subarray(body.start, body.end));
  else parts.push(...withInstruction(request, instruction, body));
  for (const message of appended ?? []) parts.push(COMMA, json(message));
  parts.push(Buffer.from(']'));
  return Buffer.concat(parts);
}

function withInstruction(
  { bytes, body }: ChatRequest,
  instruction: string,
  { start, end }: { readonly start: number; readonly end: number },
): readonly Buffer[] {
  const [first] = body.messages as readonly JsonObject[];
  const content =
    first?.role === 'system' || first?.role === 'developer'
      ? joined(first.content, instruction)
      : undefined;
  const member = scanJsonMembers(bytes, { start, end })?.findLast(({ key }) => key === 'content');
  if (content === undefined || member === undefined) {
    const message = json({ role: 'system', content: instruction });
    return [message, COMMA, bytes.subarray(start, end)];
  }
  return [
    bytes.subarray(start, member.valueStart),
    json(content),
    bytes.subarray(member.valueEnd, end),
  ];
}

/** Undefined where there is no content to add to. */
function joined(content: unknown, instruction: string): unknown {
  if (typeof content === 'string') return `${content}\n\n${instruction}`;
  return Array.isArray(content) ? [...content, { type: 'text', text: instruction }] : undefined;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
