import { z } from 'zod';
import { parseLanguageTag } from '../../lib/language-tag.ts';

/** ISO 639-1 codes that the detector can tell apart. */
export const supportedLanguages: readonly string[] = (
  'af am ar az be bg bn bo bs ca cs cy da de dv el en eo es et eu fa fi fr ga gu he hi hr hu hy id ' +
  'is it ja ka kk km kn ko la lg lo lt lv mi mk ml mn mr ms my nb nl nn no om or pa pl pt ro ru si ' +
  'sk sl sn so sq sr st sv sw ta te th ti tl tn tr ts uk ur vi xh yo zh zu'
).split(' ');

const defaultThreshold = 0.3;

const name = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    if (isSupported(value)) return;
    const suggestion = suggestLanguage(value);
    const help =
      suggestion === undefined
        ? `supported are ${supportedLanguages.join(', ')}`
        : `did you mean \`${suggestion}\`?`;
    context.addIssue({ code: 'custom', message: `unknown language code \`${value}\`, ${help}` });
  });

/** Matches prompts in the language that the name stands for: `en`, `pt-BR` or `zh-Hans`. */
export const languageRule = z.strictObject({
  name,
  description: z.string().optional(),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .transform((value) => value || defaultThreshold)
    .default(defaultThreshold)
    .describe('Needed probability; 0 stands for the default'),
  multi: z
    .boolean()
    .default(false)
    .describe('Matches any language above the threshold, not only the likeliest'),
});

export type LanguageRule = z.output<typeof languageRule>;

function isSupported(value: string): boolean {
  const primary = value.split('-', 1)[0] ?? '';
  return supportedLanguages.includes(primary) && parseLanguageTag(value) !== undefined;
}

/** Finds the code behind `EN`, `en_US`, `eng`, `iw` or `English`. */
function suggestLanguage(value: string): string | undefined {
  const code = parseLanguageTag(value.trim().replaceAll('_', '-'))?.language;
  if (code !== undefined && supportedLanguages.includes(code)) return code;
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const wanted = value.trim().toLowerCase();
  return supportedLanguages.find((supported) => names.of(supported)?.toLowerCase() === wanted);
}
