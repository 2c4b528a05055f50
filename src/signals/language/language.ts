import { hanVariantOf } from '../../lib/han-variants.ts';
import { parseLanguageTag } from '../../lib/language-tag.ts';
import type { CheapSignal, RuleResult } from '../signal.ts';
import { type Detection, type LanguageShare, openLanguageDetector } from './detector.ts';
import { proseOf } from './prose.ts';
import type { LanguageRule } from './schema.ts';

const modelFile = new URL('../../../models/language/model.bin', import.meta.url);

const maxSegments = 8;
const minSegmentCharacters = 16;
const maxCharacters = 2048;

interface CompiledRule {
  readonly name: string;
  readonly threshold: number;
  readonly isMulti: boolean;
  covers(share: LanguageShare, text: string): boolean;
}

/** Matches the language that a prompt is written in; says nothing where it is not sure enough. */
export function createLanguageSignal(rules: readonly LanguageRule[]): CheapSignal {
  const compiled = rules.map(compile);
  const detector = openLanguageDetector(modelFile);
  const hasMulti = compiled.some(({ isMulti }) => isMulti);
  return {
    cost: 'cheap',
    evaluate({ evaluationText: text }) {
      const whole = detector.detect(text);
      if (whole.shares.length === 0) return [];
      const mixed = hasMulti ? detectMixed(detector.detect, text) : whole;
      return compiled.flatMap((rule) => judge(rule, rule.isMulti ? mixed : whole, text));
    },
  };
}

function compile({ name, threshold, multi }: LanguageRule): CompiledRule {
  const tag = parseLanguageTag(name);
  if (tag === undefined) throw new Error(`language rule ${name}: not a language tag`);
  const languages = tag.language === 'no' ? ['no', 'nb', 'nn'] : [tag.language];
  const script = scriptOf(name, tag.script);
  return {
    name,
    threshold,
    isMulti: multi,
    covers(share, text) {
      if (!languages.includes(share.language)) return false;
      if (script === undefined || script === share.script) return true;
      // Text that both standards write alike belongs to both.
      const isHan = share.script === 'Hani' && (script === 'Hans' || script === 'Hant');
      return isHan && (hanVariantOf(text.slice(0, maxCharacters)) ?? script) === script;
    },
  };
}

/** `zh-TW` says which characters it means; of other languages only a script in the name counts. */
function scriptOf(name: string, script: string | undefined): string | undefined {
  const isChineseRegion = name.startsWith('zh-') && script === undefined;
  const wanted = isChineseRegion ? new Intl.Locale(name).maximize().script : script;
  if (wanted === 'Jpan') return 'Kana';
  return wanted === 'Kore' ? 'Hang' : wanted;
}

function judge(rule: CompiledRule, { shares, caution }: Detection, text: string): RuleResult[] {
  let own = 0;
  let strongestOther = 0;
  for (const share of shares) {
    if (rule.covers(share, text)) own += share.probability;
    else strongestOther = Math.max(strongestOther, share.probability);
  }
  if (own === 0) return [];
  const value = Math.min(own, 1);
  const threshold = rule.threshold + caution * (1 - rule.threshold);
  // A language that is not the main one would not match with any threshold.
  const isMain = rule.isMulti || value > strongestOther;
  const isMatch = isMain && value >= threshold;
  const confidence = isMatch ? value : 0;
  return [{ name: rule.name, isMatch, confidence, value, ...(isMain && { threshold }) }];
}

/** Looks at lines and sentences one by one and adds up their languages by length. */
function detectMixed(detect: (text: string) => Detection, text: string): Detection {
  const sums = new Map<string, LanguageShare>();
  let total = 0;
  for (const segment of segmentsOf(proseOf(text, maxCharacters))) {
    const { shares } = detect(segment);
    if (shares.length === 0) continue;
    total += segment.length;
    for (const { language, script, probability } of shares) {
      const key = `${language}-${script}`;
      const soFar = sums.get(key)?.probability ?? 0;
      sums.set(key, { language, script, probability: soFar + probability * segment.length });
    }
  }
  const shares = Array.from(sums.values(), (share) => ({
    ...share,
    probability: share.probability / total,
  }));
  return { shares, caution: 0 };
}

function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  const size = Math.max(minSegmentCharacters, Math.ceil(text.length / maxSegments));
  let segment = '';
  for (const sentence of text.split(/(?<=[.!?。！？\n])/)) {
    segment += sentence;
    if (segment.length < size) continue;
    segments.push(segment);
    segment = '';
  }
  if (segment !== '') segments.push(segment);
  return segments;
}
