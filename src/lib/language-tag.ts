export interface LanguageTag {
  readonly language: string;
  /** Four letters such as `Hans`; undefined when the tag names none. */
  readonly script: string | undefined;
  readonly region: string | undefined;
}

/** Reads `en`, `pt-BR` or `zh-Hans`; old and three-letter codes become the two-letter ones. */
export function parseLanguageTag(text: string): LanguageTag | undefined {
  try {
    const { language, script, region } = new Intl.Locale(text);
    return { language, script, region };
  } catch {
    return undefined; // the only error is a malformed tag
  }
}
