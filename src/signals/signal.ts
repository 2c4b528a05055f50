import type { KnowledgeBases } from '../knowledge/knowledge-bases.ts';
import type { ExternalClients } from '../models/external/external-clients.ts';
import type { TextModels } from '../models/text-models.ts';
import type { RequestView } from '../protocols/canonical.ts';
import type { SignalType } from './collections.ts';
import type { GuardSettings } from './jailbreak/guard.ts';
import type { LiteralPool } from './literal-pool.ts';
import type { PiiSettings } from './pii/pii.ts';
import type { PreparedBanks } from './prepared-banks.ts';
import type { PrototypeScoring } from './prototype-bank.ts';
import type { RuleOf } from './schemas.ts';
import type { WindowsOf } from './text-vectors.ts';

/** Which texts of a request: the question, earlier messages, what tools and files say. */
export type TextSource = 'user' | 'history' | 'tool_results' | 'documents';

/** Where a match comes from: a word of the text, an example, a label with its score. */
export interface Evidence {
  readonly text: string;
  /** UTF-16 offset into the evaluation text, or into the text of `source`. */
  readonly start?: number;
  readonly end?: number;
  readonly score?: number;
  readonly source?: TextSource;
  /** Message of `source`. */
  readonly messageIndex?: number;
}

/** What a signal says about one of its names; names that it leaves out did not match. */
export interface RuleResult {
  readonly name: string;
  /** False: only `value` is reported. */
  readonly isMatch: boolean;
  /** 0..1 */
  readonly confidence: number;
  /** Raw number for predicates and projections: a count, a density, a probability. */
  readonly value?: number;
  /** The value from which the rule matches, where one number decides. */
  readonly threshold?: number;
  /** Matched below its threshold, as the configuration allows. */
  readonly isSoft?: true;
  /** Nothing of its partition matched, so that it counts as the default. */
  readonly isSynthesized?: true;
  /** Matched, but a rule that it competes with took its place. */
  readonly lostTo?: string;
  /** Orders rules of a type that compete, before their confidence does. */
  readonly preference?: number;
  /** Further numbers by their keys, for example `embedding:code:best` or `kb_metric:privacy:gap`. */
  readonly values?: Readonly<Record<string, number>>;
  readonly evidence?: readonly Evidence[];
  /** This rule has no result, whatever the others have. */
  readonly error?: SignalErrorCode;
}

/** Why a signal has no result; its rules are then `unknown`, never "no match". */
export type SignalErrorCode =
  | 'signal_failed'
  | 'signal_timeout'
  | 'signal_cancelled'
  | 'signal_invalid_output'
  | 'signal_unavailable';

/** What a rule without a result does: nothing, count as a match, or refuse the request. */
export type OnError = 'no_match' | 'match' | 'block';

/**
 * Synchronous, microseconds. May throw: a `SwitchyardError` refuses the request, anything else makes
 * its rules unknown.
 */
export interface CheapSignal {
  readonly cost: 'cheap';
  evaluate(view: RequestView): readonly RuleResult[];
}

/**
 * Asks a model, here (`model`) or on a server (`remote`, asked only when nothing cheaper decides);
 * runs off the main thread, obeys the abort signal, rejects when it cannot answer.
 */
export interface LearnedSignal {
  readonly cost: 'model' | 'remote';
  /** Embeds examples and the like; called once, after the router accepts traffic. */
  prepare(): Promise<void>;
  evaluate(view: RequestView, abort: AbortSignal): Promise<readonly RuleResult[]>;
}

export type Signal = CheapSignal | LearnedSignal;

/** `global.model_catalog.embeddings.semantic.embedding_config`, as far as rules use it. */
export interface EmbeddingSettings {
  /** How many matched embedding rules stand; 0 = all. */
  readonly top_k: number;
  /** Floor of soft matches, 0..1. */
  readonly min_score_threshold: number;
  /** Undefined: only in partitions. */
  readonly enable_soft_matching?: boolean | undefined;
  readonly prototype_scoring: PrototypeScoring;
}

/** `global.model_catalog.modules.classifier.domain`. */
export interface DomainSettings {
  readonly enabled: boolean;
  /** Probability from which a domain counts. */
  readonly threshold: number;
  /** Matches where nothing else does; unset or blank: `other`. */
  readonly fallback_category?: string | undefined;
}

/** `global.model_catalog.modules.hallucination_mitigation.fact_check`. */
export interface FactCheckSettings {
  readonly threshold: number;
  /** Width of the dead band on each side of the threshold. */
  readonly margin: number;
}

/** `global.model_catalog.modules.feedback_detector`. */
export interface UserFeedbackSettings {
  readonly enabled: boolean;
  readonly threshold: number;
}

/** `global.model_catalog.modules.modality_detector`. */
export interface ModalitySettings {
  readonly enabled?: boolean | undefined;
  readonly method?: 'classifier' | 'keyword' | 'hybrid' | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly both_keywords?: readonly string[] | undefined;
  readonly confidence_threshold?: number | undefined;
  /** Of the threshold, from where the model is believed more than words. */
  readonly lower_threshold_ratio?: number | undefined;
}

/** `global.model_catalog.modules.classifier.preference`. */
export interface PreferenceSettings {
  /** False: an external model is asked. */
  readonly use_contrastive: boolean;
  readonly prototype_scoring: PrototypeScoring & { readonly margin_threshold: number };
}

/** `global.services.authz`, as far as the signal uses it. */
interface AuthzSettings {
  /** Requests of nobody known go on, without a role. */
  readonly fail_open: boolean;
}

/** `global.model_catalog.modules.complexity`. */
export interface ComplexitySettings {
  readonly prototype_scoring: PrototypeScoring;
  /** Share of the trained head's margin that is added to that of the examples, 0..1. */
  readonly head_weight: number;
}

/** What a signal may use besides its rules. */
export interface SignalServices {
  /** Shared by the signals of one engine, which starts and ends its scans. */
  readonly literals: LiteralPool;
  /** `type:name` of everything that is asked of this engine. */
  readonly needed: ReadonlySet<string>;
  readonly models: TextModels;
  readonly external: ExternalClients;
  /** Shared by everything that compares with examples. */
  readonly banks: PreparedBanks;
  readonly windowsOf: WindowsOf;
  readonly knowledge: KnowledgeBases;
  readonly embedding: EmbeddingSettings;
  /** Of each partition, the names of its members. */
  readonly partitions: readonly ReadonlySet<string>[];
  readonly authz: AuthzSettings;
  readonly complexity: ComplexitySettings;
  readonly domain: DomainSettings;
  readonly guard: GuardSettings;
  readonly pii: PiiSettings;
  readonly factCheck: FactCheckSettings;
  readonly userFeedback: UserFeedbackSettings;
  readonly modality: ModalitySettings;
  readonly preference: PreferenceSettings;
}

/** Called at load with the rules that some decision needs, in declared order. */
export type SignalFactory<T extends SignalType> = (
  rules: readonly RuleOf<T>[],
  services: SignalServices,
) => Signal;
