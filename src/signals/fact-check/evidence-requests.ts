/**
 * How people ask for evidence, per language: verbs that ask for it, and evidence in the role of
 * something to be given. The gaps are bounded, so the patterns stay linear. Without the flag `u`, which
 * makes those that ignore case eight times as slow.
 */
const plainly: readonly RegExp[] = [
  // English
  /\b(?:fact[- ]?check|double[- ]check)(?:ed|ing|s)?\b/i,
  /\b(?:verify|verified|verifying|substantiate|corroborate) (?!my (?:email|account|identity|phone))/i,
  /\b(?:verify|cite|citing|citations?|footnotes?)\b[.!]?$/im,
  /\b(?:cite|citing|quote|name|list|link|give|provide|show|include|add|attach|need|want|using?|find|back|support\w*)\b (?:[\w'-]+ ){0,5}(?:sources?|citations?|references|evidence)\b/i,
  /\bwith (?:[\w'-]+ ){0,3}(?:sources|citations?|references|evidence)\b/i,
  /\b(?:what|which|where)(?:'s| is| are)? (?:[\w'-]+ ){0,3}(?:evidence|sources?|proof|stud(?:y|ies))\b[^.\n]{0,30}\?/i,
  /\bwhere (?:does|did) (?:[\w'-]+ ){1,4}come from\b/i,
  // Chinese, Japanese, Korean
  /核实|核對|核对一下|查证|查證|求证|求證|给出处|給出處|注明出处|附出处|给(?:出|个|我)?(?:\S{0,4})(?:来源|证据|依据|出处)|引用(?:\S{0,6})(?:资料|文献|来源|数据)|(?:根据|依据|参考)(?:\S{0,4})(?:文献|研究)|事实核查|(?:来源|证据|出处)在哪/,
  /出典|根拠を|裏付け|ファクトチェック|証拠を|事実確認/,
  /출처|근거를|팩트\s?체크|검증해|증거를/,
  // Spanish, Portuguese, Italian, French
  /\b(?:verif[ií]ca\w*|compru[eé]ba\w*|contrasta) /i,
  /\b(?:con|com|cita\w*|citando|dame|da|respald\w*|indica\w*|aporta\w*) (?:\S+ ){0,4}(?:fuentes?|fontes?|fonti|referencias?|referências?|pruebas?|provas?|evidencias?|riferimenti)/i,
  /\b(?:vérifie[rz]?|en citant|cite[rz]?|avec|donne[rz]?(?:-moi)?) (?:\S+ ){0,4}(?:sources?|références?|preuves?|études)/i,
  /\b(?:vérifie[rz]?|verifica(?:re)?)\b/i,
  // German, Dutch, Russian
  /\b(?:beleg(?:e|en|t)?|faktencheck|nachweise?n?|überprüf\w*|quellenangaben?)\b|\b(?:mit|nenne\w*|gib|zitier\w*) (?:\S+ ){0,4}(?:quellen?|belegen|studien)/i,
  /\b(?:controleer|onderbouw|met bronnen|bronvermelding)\b/i,
  /(?:проверь|проверьте|докажи|со ссылк|с источник|приведи\S* (?:\S+ ){0,3}(?:источник|доказательств|ссылк)|укажи\S* (?:\S+ ){0,3}источник|фактчек)/i,
];

/** Asks whether something holds, or names the kind of source that the answer should rest on. */
const indirectly: readonly RegExp[] = [
  /\bis (?:it|this|that) (?:really |actually )?true\b/i,
  /\baccording to (?:[\w'-]+ ){0,2}(?:guidelines?|research|studies|sources|literature|historians|experts|evidence)\b/i,
  /\b(?:reliable|reputable|credible|authoritative|primary|peer[- ]reviewed) (?:[\w'-]+ ){0,2}(?:sources?|studies|evidence|references?)\b/i,
  /\bwhat do (?:the )?(?:trials|studies|data|experts) say\b/i,
  /这是真的吗|是真的吗|本当ですか|사실인가요/,
  /\b(?:es cierto que|est-il vrai|è vero che|é verdade que|stimmt es)\b|правда ли/i,
];

const PLAIN = 0.95;
const INDIRECT = 0.75;

/** Probability that a text asks for evidence, sources or a check of facts. */
export function evidenceRequest(text: string): number {
  if (plainly.some((pattern) => pattern.test(text))) return PLAIN;
  return indirectly.some((pattern) => pattern.test(text)) ? INDIRECT : 0;
}
