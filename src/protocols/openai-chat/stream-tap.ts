import { type JsonMember, replaceJsonMember, scanJsonMembers } from '../../lib/json-members.ts';
import { SseFramer, sseData } from '../../lib/sse.ts';
import { decodeUsage, type Usage } from './usage.ts';

export interface StreamTapOptions {
  /** What the client sees in `model`, as JSON; undefined keeps the backend's. */
  readonly visibleModel: Buffer | undefined;
  /** Drop the chunk that only carries usage: the client did not ask for it. */
  readonly dropsUsageChunk: boolean;
}

const DONE = Buffer.from('[DONE]');
const NULL = Buffer.from('null');
const EMPTY_ARRAY = Buffer.from('[]');
const MAX_EVENT_BYTES = 1024 * 1024;

/**
 * Looks at a chat completion stream on its way to the client. Chunks pass through untouched unless
 * an event names another model or is the usage chunk that nobody asked for.
 */
export class StreamTap {
  readonly #framer = new SseFramer();
  readonly #visibleModel: Buffer | undefined;
  readonly #dropsUsageChunk: boolean;
  #isBlind = false;
  #usage: Usage | undefined;
  #isDone = false;
  #lastData: Buffer | undefined;

  constructor({ visibleModel, dropsUsageChunk }: StreamTapOptions) {
    this.#visibleModel = visibleModel;
    this.#dropsUsageChunk = dropsUsageChunk;
  }

  get usage(): Usage | undefined {
    return this.#usage;
  }

  /** `[DONE]` has passed. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** The answer is whole: `[DONE]`, or a last chunk that finishes every choice it speaks of. */
  get isComplete(): boolean {
    return this.#isDone || this.#isBlind || finishes(this.#lastData);
  }

  /** The bytes to send on now; undefined while an event is incomplete. */
  push(chunk: Buffer): Buffer | undefined {
    if (this.#isBlind) return chunk;
    const hadHeldBytes = this.#framer.heldBytes > 0;
    const events = this.#framer.push(chunk);
    if (this.#framer.heldBytes > MAX_EVENT_BYTES) return this.#goBlind(events);
    if (events.length === 0) return undefined;
    let isUntouched = !hadHeldBytes && this.#framer.heldBytes === 0;
    const passed: (Buffer | undefined)[] = [];
    for (const event of events) {
      const sent = this.#look(event);
      passed.push(sent);
      isUntouched &&= sent === event;
    }
    return isUntouched ? chunk : concat(passed);
  }

  /** What was held back when the backend closed the stream; sent on as it is. */
  end(): Buffer | undefined {
    return this.#framer.takeRest();
  }

  /** An event too large to hold: from here on the stream is copied without being read. */
  #goBlind(events: readonly Buffer[]): Buffer | undefined {
    this.#isBlind = true;
    return concat([...events.map((event) => this.#look(event)), this.#framer.takeRest()]);
  }

  #look(event: Buffer): Buffer | undefined {
    const data = sseData(event);
    if (data === undefined) return event;
    if (data.length === DONE.length && data.equals(DONE)) {
      this.#isDone = true;
      return event;
    }
    const members = scanJsonMembers(data);
    if (members === undefined) return event;
    this.#lastData = data;
    let isUsageOnly = false;
    for (const member of members) {
      if (member.key === 'usage') this.#readUsage(data, member);
      else if (member.key === 'choices') isUsageOnly = holds(data, member, EMPTY_ARRAY);
    }
    if (isUsageOnly && this.#dropsUsageChunk && this.#usage !== undefined) return undefined;
    if (this.#visibleModel === undefined) return event;
    const edited = replaceJsonMember(data, members, { key: 'model', value: this.#visibleModel });
    if (edited === data) return event;
    return Buffer.concat([Buffer.from('data: '), edited, Buffer.from('\n\n')]);
  }

  #readUsage(data: Buffer, member: JsonMember): void {
    if (holds(data, member, NULL)) return;
    try {
      const value: unknown = JSON.parse(data.toString('utf8', member.valueStart, member.valueEnd));
      this.#usage = decodeUsage(value) ?? this.#usage;
    } catch {
      // Not JSON: the client gets the bytes as they are, the record has no token counts.
    }
  }
}

/** Some servers leave `[DONE]` out; a stream that was cut off has a choice that is not finished. */
function finishes(data: Buffer | undefined): boolean {
  if (data === undefined) return false;
  try {
    const { choices } = JSON.parse(data.toString()) as { choices?: unknown };
    if (!Array.isArray(choices)) return false;
    return choices.every((choice) => typeof choice?.finish_reason === 'string');
  } catch {
    return false; // not JSON: nothing says that it was the end
  }
}

function holds(data: Buffer, member: JsonMember, value: Buffer): boolean {
  return (
    member.valueEnd - member.valueStart === value.length &&
    data.compare(value, 0, value.length, member.valueStart, member.valueEnd) === 0
  );
}

function concat(parts: readonly (Buffer | undefined)[]): Buffer | undefined {
  const present = parts.filter((part) => part !== undefined);
  if (present.length === 0) return undefined;
  return present.length === 1 ? present[0] : Buffer.concat(present);
}
