import { createTextUnits } from '../../lib/text-units.ts';
import { createWordCounter } from '../../lib/word-count.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import type { SignalType } from '../collections.ts';
import { type CompressionSettings, createCompressor } from './compression.ts';
import type { SignalsInput } from './schema.ts';

export interface ReaderSettings {
  readonly input?: Pick<SignalsInput, 'follow_up'> | undefined;
  /** `global.model_catalog.modules.prompt_compression` */
  readonly compression?:
    | (CompressionSettings & {
        readonly enabled?: boolean | undefined;
        readonly skip_signals?: readonly string[] | undefined;
      })
    | undefined;
}

/** What a type of signals reads of the request that the reader was opened for. */
type Reading = (type: SignalType) => RequestView;

/** Opened once for a request; what several types read alike is made once, when the first one asks. */
export type Reader = (view: RequestView) => Reading;

const defaultSkips: readonly string[] = [
  'jailbreak',
  'pii',
  'keyword',
  'structure',
  'event',
  'language',
];
const followUpTypes: ReadonlySet<string> = new Set<SignalType>([
  'domain',
  'embedding',
  'complexity',
  'kb',
  'preference',
]);

type Rewrite = (view: RequestView) => RequestView;

/** Lets signals read a short follow-up with the question before it, and a long prompt shortened. */
export function createReader({ input, compression }: ReaderSettings): Reader {
  const followUp = createFollowUp(input?.follow_up);
  const compress = compression?.enabled === true ? createCompression(compression) : undefined;
  if (followUp === undefined && compress === undefined) return (view) => () => view;
  const skips = new Set(compression?.skip_signals ?? defaultSkips);
  return (view) => {
    const follow = memo(followUp);
    const shorten = memo(compress);
    const shortenFollowed = memo(compress);
    return (type) => {
      const isFollowed = followUpTypes.has(type);
      const whole = isFollowed ? follow(view) : view;
      if (skips.has(type)) return whole;
      return whole === view ? shorten(view) : shortenFollowed(whole);
    };
  };
}

/** Each is asked for one view only. */
function memo(rewrite: Rewrite | undefined): Rewrite {
  if (rewrite === undefined) return (view) => view;
  let made: RequestView | undefined;
  return (view) => {
    made ??= rewrite(view);
    return made;
  };
}

function createFollowUp(settings: SignalsInput['follow_up']): Rewrite | undefined {
  const { mode = 'off', max_chars: maxUnits = 600, min_units: minWords = 8 } = settings ?? {};
  if (mode === 'off') return undefined;
  const encode = createTextUnits();
  const countWords = createWordCounter();
  return (view) => {
    const { currentUserText: current, priorUserTexts } = view;
    const previous = priorUserTexts.at(-1);
    if (previous === undefined || current === '' || current.length >= maxUnits) return view;
    if (countWords(encode(current), current.length) >= minWords) return view;
    // The topic of a long question is more often in its beginning than in its end.
    const before = startOf(previous, maxUnits - current.length - 1);
    return before === '' ? view : { ...view, evaluationText: `${before}\n${current}` };
  };
}

/** At most so many units, without half a character at the end. */
function startOf(text: string, units: number): string {
  const isSplit = (text.charCodeAt(units) & 0xfc00) === 0xdc00;
  return text.slice(0, isSplit ? units - 1 : units);
}

function createCompression(settings: CompressionSettings): Rewrite | undefined {
  const compressor = createCompressor(settings);
  if (compressor === undefined) return undefined;
  return (view) => {
    const evaluationText = compressor(view.evaluationText);
    return evaluationText === view.evaluationText ? view : { ...view, evaluationText };
  };
}
