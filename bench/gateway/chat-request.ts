import { prose } from '../routing/prompts.ts';

const DIGITS = 12;
const placeholder = '0'.repeat(DIGITS);
const ZERO = 48;

/** A request as bytes on the wire, with a number in its prompt that makes each one a new one. */
export interface ChatRequest {
  readonly bytes: Buffer;
  /** A body that is shorter is no answer. */
  readonly answerBytes: number;
  renumber(bytes: Buffer): void;
}

interface ChatRequestOptions {
  readonly promptBytes: number;
  readonly isStream: boolean;
  readonly answerBytes: number;
}

const question = ' Which function of the program fails here, and why?';

export function createChatRequest(options: ChatRequestOptions): ChatRequest {
  const { promptBytes, isStream, answerBytes } = options;
  const opening = `Request ${placeholder}: `;
  const filler = prose(promptBytes - opening.length - question.length);
  const body = JSON.stringify({
    model: 'auto',
    messages: [
      { role: 'system', content: 'You answer briefly.' },
      { role: 'user', content: `${opening}${filler}${question}` },
    ],
    max_tokens: 64,
    temperature: 0.2,
    ...(isStream ? { stream: true } : {}),
  });
  const head = [
    'POST /v1/chat/completions HTTP/1.1',
    'Host: 127.0.0.1',
    'User-Agent: bench',
    'Accept: */*',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  const numberStart = bytes.indexOf(placeholder);
  let number = 0;
  return {
    bytes,
    answerBytes,
    renumber(copy) {
      number++;
      let rest = number;
      for (let at = numberStart + DIGITS - 1; at >= numberStart; at--) {
        copy[at] = ZERO + (rest % 10);
        rest = Math.floor(rest / 10);
      }
    },
  };
}
