import { defaultKnowledgeBases, type KnowledgeBaseSettings } from '../knowledge/settings.ts';
import type { ConfigDocument } from './document.ts';
import { policiesOf } from './policies.ts';
import type { Path } from './problem.ts';

/** A knowledge base that a configuration has, declared by it or by default. */
export interface ConfiguredBase {
  readonly settings: KnowledgeBaseSettings;
  /** Of its entry in the document; a default one has none. */
  readonly path: Path | undefined;
  /** Where rules and projections name it. */
  readonly uses: readonly KnowledgeUse[];
}

interface KnowledgeUse {
  readonly path: Path;
  /** Undefined: a metric is read. */
  readonly rule?: {
    readonly name: string;
    readonly target: { readonly kind: 'label' | 'group'; readonly value: string };
    readonly match: 'best' | 'threshold';
  };
}

const kbsPath = ['global', 'model_catalog', 'kbs'];

/** Without a list of its own a configuration has the default ones, of which only those in use count. */
export function configuredBases(config: ConfigDocument): readonly ConfiguredBase[] {
  const uses = usesOf(config);
  const { kbs } = config.global.model_catalog;
  if (kbs !== undefined) {
    return kbs.map((settings, index) => ({
      settings,
      path: [...kbsPath, index],
      uses: uses.get(settings.name) ?? [],
    }));
  }
  return defaultKnowledgeBases.flatMap((settings) => {
    const used = uses.get(settings.name);
    return used === undefined ? [] : [{ settings, path: undefined, uses: used }];
  });
}

function usesOf(config: ConfigDocument): ReadonlyMap<string, readonly KnowledgeUse[]> {
  const uses = new Map<string, KnowledgeUse[]>();
  const add = (base: string, use: KnowledgeUse) => {
    uses.set(base, [...(uses.get(base) ?? []), use]);
  };
  for (const { routing, path } of policiesOf(config)) {
    for (const [index, rule] of routing.signals.kb.entries()) {
      const { name, kb, target, match = 'threshold' } = rule;
      add(kb, { path: [...path, 'signals', 'kb', index], rule: { name, target, match } });
    }
    for (const [score, { inputs }] of (routing.projections?.scores ?? []).entries()) {
      for (const [index, { kb }] of inputs.entries()) {
        const place = [...path, 'projections', 'scores', score, 'inputs', index];
        if (kb !== undefined) add(kb, { path: place });
      }
    }
  }
  return uses;
}
