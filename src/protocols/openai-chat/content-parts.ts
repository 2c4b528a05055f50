import { arrayOf, memberOf, stringOf } from '../../lib/loose-json.ts';
import type { UntrustedText } from '../canonical.ts';

/** What a message carries besides its prose. */
export interface PartsFound {
  images: number;
  files: number;
  audioParts: number;
  toolResults: number;
  toolErrors: number;
  imageUrl: string | undefined;
  readonly texts: { readonly kind: UntrustedText['kind']; readonly text: string }[];
}

/** Text parts joined by one space; a part without type counts as text. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  let text: string | undefined;
  for (const part of content) {
    const type = memberOf(part, 'type');
    const piece = memberOf(part, 'text');
    if (typeof piece !== 'string' || (type !== undefined && type !== 'text')) continue;
    text = text === undefined ? piece : `${text} ${piece}`;
  }
  return text ?? '';
}

/** Counts and collects the parts of a user message that are no text, of either protocol's shapes. */
export function readParts(content: unknown, found: PartsFound): void {
  if (!Array.isArray(content)) return;
  for (const part of content) {
    switch (memberOf(part, 'type')) {
      case 'image_url':
      case 'input_image':
      case 'image':
        found.images += 1;
        found.imageUrl ??= imageUrlOf(part);
        break;
      case 'file':
      case 'input_file':
      case 'document':
        found.files += 1;
        addText(found, 'file', fileText(part));
        break;
      case 'input_audio':
        found.audioParts += 1;
        break;
      case 'tool_result': {
        const result = memberOf(part, 'content');
        const text = textOf(result);
        found.toolResults += 1;
        if (isToolError(part, text)) found.toolErrors += 1;
        addText(found, 'tool_result', text);
        for (const inner of arrayOf(result)) {
          if (memberOf(inner, 'type') === 'document') addText(found, 'file', fileText(inner));
        }
        break;
      }
    }
  }
}

function addText(found: PartsFound, kind: UntrustedText['kind'], text: string): void {
  if (text !== '') found.texts.push({ kind, text });
}

const inlineImage = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,/i;
const imageTypes = new Set(['image/png', 'image/jpeg', 'image/jpg', 'image/gif', 'image/webp']);

/** Only images that are in the request: one that must be fetched is none. */
function imageUrlOf(part: unknown): string | undefined {
  const source = memberOf(part, 'source');
  if (memberOf(source, 'type') === 'base64') {
    const mediaType = stringOf(memberOf(source, 'media_type'))?.toLowerCase();
    const data = stringOf(memberOf(source, 'data'));
    if (data === undefined || mediaType === undefined || !imageTypes.has(mediaType))
      return undefined;
    return `data:${mediaType};base64,${data}`;
  }
  const given = memberOf(part, 'image_url');
  const url = stringOf(memberOf(given, 'url')) ?? stringOf(given);
  return url !== undefined && inlineImage.test(url) ? url : undefined;
}

const textFile = /^data:(?:text\/[\w.+-]+|application\/(?:json|xml|x?-?yaml))(?:;[\w=-]+)*,/i;
const maxFileUnits = 4 << 20;

/** The text of a document that came as text; files of other kinds are not opened. */
function fileText(part: unknown): string {
  const source = memberOf(part, 'source');
  if (source !== undefined) {
    const type = memberOf(source, 'type');
    if (type === 'text') return stringOf(memberOf(source, 'data')) ?? '';
    return type === 'content' ? textOf(memberOf(source, 'content')) : '';
  }
  const file = memberOf(part, 'file') ?? part;
  const data = stringOf(memberOf(file, 'file_data'));
  if (data === undefined || data.length > maxFileUnits) return '';
  const prefix = textFile.exec(data.slice(0, 200))?.[0];
  if (prefix === undefined) return '';
  const payload = data.slice(prefix.length);
  if (prefix.endsWith(';base64,')) return Buffer.from(payload, 'base64').toString();
  return payload
    .replace(/\+/g, ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
    );
}

const maxJsonUnits = 1 << 16;

/** Whether a tool says, in the protocol's way or in a JSON object, that it failed. */
export function isToolError(message: unknown, text: string): boolean {
  if (memberOf(message, 'is_error') === true || memberOf(message, 'isError') === true) return true;
  if (memberOf(message, 'status') === 'error') return true;
  if (text.startsWith('<tool_use_error>')) return true;
  if (text.charCodeAt(0) !== 0x7b /* { */ || text.length > maxJsonUnits) return false;
  if (!/"(?:error|is_?error)"/i.test(text)) return false;
  try {
    const result: unknown = JSON.parse(text);
    return ['error', 'is_error', 'isError'].some((key) => Boolean(memberOf(result, key)));
  } catch {
    // A tool may print what only begins like JSON.
    return false;
  }
}
