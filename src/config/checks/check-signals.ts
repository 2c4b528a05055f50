import type { DraftDocument } from './draft.ts';
import type { DraftPolicy, DraftRouting } from './draft-policies.ts';
import { type Entry, entriesOf, type Report } from './report.ts';
import { leavesOf } from './rule-leaves.ts';

type Signals = NonNullable<DraftRouting['signals']>;
type Keyword = NonNullable<NonNullable<Signals['keywords']>[number]>;

interface CheckOptions {
  readonly document: DraftDocument;
  readonly report: Report;
}

/** Checks what rules say beside the point, and rules whose detector is off. */
export function checkSignals(policy: DraftPolicy, { document, report }: CheckOptions): void {
  const base = [...policy.path, 'signals'];
  const keywords = entriesOf(policy.routing.signals?.keywords, [...base, 'keywords']);
  for (const rule of keywords) checkKeyword(rule, report);
  checkGuarded(policy, { document, report });
}

/** Settings of one way to look for words, which the others do not read. */
function checkKeyword({ value, path }: Entry<Keyword>, report: Report): void {
  const { method = 'literal', fuzzy_match: isFuzzy = false } = value;
  const readers = {
    bm25_threshold: method === 'bm25',
    ngram_threshold: method === 'ngram',
    ngram_arity: method === 'ngram',
    fuzzy_threshold: method === 'fuzzy' || isFuzzy,
  };
  for (const [key, isRead] of Object.entries(readers)) {
    if (isRead || value[key as keyof typeof readers] === undefined) continue;
    const reader = key === 'fuzzy_threshold' ? 'fuzzy_match: true' : `method: ${key.split('_')[0]}`;
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...path, key],
      isAboutKey: true,
      message: `is not read without \`${reader}\``,
    });
  }
}

/** A rule that can never match must not look like a guard. */
function checkGuarded({ routing, path }: DraftPolicy, { document, report }: CheckOptions): void {
  const modules = document.global?.model_catalog?.modules;
  const isOff = {
    jailbreak: modules?.prompt_guard?.enabled === false,
    pii: modules?.classifier?.pii?.enabled === false,
  };
  if (!isOff.jailbreak && !isOff.pii) return;
  const attacks = new Map((routing.signals?.jailbreak ?? []).map((rule) => [rule?.name, rule]));
  for (const decision of entriesOf(routing.decisions, [...path, 'decisions'])) {
    for (const leaf of leavesOf(decision.value.rules, [...decision.path, 'rules'])) {
      const { type, name } = leaf;
      if ((type !== 'jailbreak' && type !== 'pii') || !isOff[type]) continue;
      if (type === 'jailbreak' && attacks.get(name)?.method === 'contrastive') continue;
      const [asked, key] = guards[type];
      report({
        code: 'disabled_module',
        severity: 'warning',
        path: [...leaf.path, 'name'],
        message: `\`${name}\` asks ${asked}, which is switched off`,
        suggestion: `switch \`global.model_catalog.modules.${key}\` on`,
      });
    }
  }
}

const guards = {
  jailbreak: ['the prompt guard', 'prompt_guard'],
  pii: ['the finder of personal data', 'classifier.pii'],
} as const;
