/**
 * What people say in so many words about an answer, per label and in several languages. Every pattern
 * is a plain list with bounded gaps.
 */
const cues: Readonly<Record<string, readonly RegExp[]>> = {
  wrong_answer: [
    /\b(?:that|this|it|which|your answer|you|the answer|they|these|those)(?:'s|'re| is| are| was| were|) (?:\w+ ){0,2}(?:wrong|incorrect|mistaken|false|not right|not correct|not true|inaccurate)\b/i,
    /\b(?:isn't|is not|wasn't|can't be|cannot be|not) (?:at all )?(?:right|correct|what I (?:asked|wanted|meant))\b/i,
    /\byou (?:clearly )?(?:got|have|mixed|made) (?:\w+ ){0,3}(?:wrong|backwards|mistake|error|up)\b/i,
    /\b(?:still )?(?:doesn't|does not|didn't|did not) work\b/i,
    /^(?:wrong|incorrect|nope)\b/i,
    /不对|错了|錯了|不正确|弄错|搞错|这不行|違います|間違/,
    /틀렸|틀린|잘못됐/,
    /\b(?:c'est faux|est fausse|incorrecte?s?|incorrect[oa]s?|equivocad[oa]|está mal|es falso|falsch|stimmt nicht|sbagliat[oa]|errad[oa])(?![\p{L}])/iu,
    /(?:неправильно|неверно|ошибка|это не так)/i,
  ],
  need_clarification: [
    /\b(?:I am|I'm|I got|you) (?:\w+ ){0,2}(?:lost|confused|unclear)\b/i,
    /\b(?:don't|do not|didn't|did not) (?:\w+ )?(?:understand|get it|follow)\b/i,
    /\b(?:in other words|more clearly|more simply|in simpler (?:words|terms)|what do you mean)\b/i,
    /没太?明白|不太?明白|没看懂|看不懂|听不懂|换个说法|講清楚|讲清楚|わかりません|分かりません|もっとわかりやすく/,
    /이해가 (?:안|잘 안)|더 쉽게/,
    /\b(?:no (?:lo )?entiendo|no me queda claro|más sencill[oa]|pas compris|plus simple(?:ment|s)?|verstehe (?:\w+ )?nicht|einfacher erklären|non ho capito|não entendi)(?![\p{L}])/iu,
    /(?:не понял|не понимаю|объясни проще)/i,
  ],
};

const LONGEST = 600;

/** The label that a text names in so many words; undefined where there is none or more than one. */
export function saidLabel(text: string): string | undefined {
  // Whoever writes more tells of something else, too.
  if (text.length > LONGEST) return undefined;
  const plain = text.replaceAll('’', "'");
  const said = Object.keys(cues).filter((label) => cues[label]?.some((cue) => cue.test(plain)));
  return said.length === 1 ? said[0] : undefined;
}
