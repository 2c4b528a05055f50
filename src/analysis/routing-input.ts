import type { Bounds } from './intervals.ts';

// What the analysis reads of a parsed policy. Narrow, so that anything of that shape can be analysed.

export interface RuleLeaf {
  readonly type: string;
  readonly name: string;
  readonly label?: string | undefined;
  readonly predicate?: Bounds | undefined;
  readonly on_error?: 'no_match' | 'match' | 'fail' | undefined;
}

interface RuleGroup {
  readonly operator: 'AND' | 'OR' | 'NOT';
  readonly conditions: readonly RuleNode[];
}

export type RuleNode = RuleLeaf | RuleGroup;

export interface DecisionInput {
  readonly name: string;
  readonly priority: number;
  readonly tier: number;
  readonly rules?: RuleNode | undefined;
  readonly plugins?: readonly { readonly type: string }[] | undefined;
  readonly action?:
    | { readonly type: string; readonly signals?: Readonly<Record<string, number>> | undefined }
    | undefined;
}

interface Named {
  readonly name: string;
}

interface ContextInput extends Named {
  readonly min_tokens: number;
  readonly max_tokens?: number | undefined;
  readonly max_exclusive: boolean;
}

export interface MeasuredInput extends Named {
  readonly feature: { readonly type: string; readonly source: { readonly type: string } };
  readonly predicate?: Bounds | undefined;
}

interface LanguageInput extends Named {
  readonly multi: boolean;
}

interface MetadataInput extends Named {
  readonly key: string;
  readonly predicate: Bounds & {
    readonly equals?: string | undefined;
    readonly in?: readonly string[] | undefined;
    readonly exists?: boolean | undefined;
    readonly prefix?: string | undefined;
    readonly regex?: string | undefined;
  };
}

interface DomainInput extends Named {
  readonly mmlu_categories: readonly string[];
}

interface ComplexityInput extends Named {
  readonly composer?: RuleNode | undefined;
}

interface BindingInput extends Named {
  readonly role: string;
}

interface KnowledgeBaseInput extends Named {
  readonly kb: string;
  readonly target: { readonly kind: string; readonly value: string };
  readonly match?: string | undefined;
}

interface ClassifierInput extends Named {
  readonly type: string;
  readonly labels: readonly string[];
}

/** Lists of signals by the names of their collections; unset: none. */
export interface SignalsInput {
  readonly keywords?: readonly Named[];
  readonly embeddings?: readonly Named[];
  readonly domains?: readonly DomainInput[];
  readonly fact_check?: readonly Named[];
  readonly user_feedbacks?: readonly Named[];
  readonly reasks?: readonly Named[];
  readonly preferences?: readonly Named[];
  readonly language?: readonly LanguageInput[];
  readonly context?: readonly ContextInput[];
  readonly structure?: readonly MeasuredInput[];
  readonly complexity?: readonly ComplexityInput[];
  readonly modality?: readonly Named[];
  readonly role_bindings?: readonly BindingInput[];
  readonly jailbreak?: readonly Named[];
  readonly pii?: readonly Named[];
  readonly kb?: readonly KnowledgeBaseInput[];
  readonly conversation?: readonly MeasuredInput[];
  readonly events?: readonly Named[];
  readonly metadata?: readonly MetadataInput[];
  readonly classifiers?: readonly ClassifierInput[];
}

export interface PartitionInput extends Named {
  readonly members: readonly string[];
}

interface ScoreInput extends Named {
  readonly inputs: readonly { readonly type: string; readonly name?: string | undefined }[];
}

export interface OutputInput extends Named, Bounds {}

export interface MappingInput extends Named {
  readonly source: string;
  readonly method?: 'threshold_bands' | 'multi_emit' | undefined;
  readonly outputs: readonly OutputInput[];
}

export interface RoutingInput {
  readonly signals: SignalsInput;
  readonly projections?:
    | {
        readonly partitions?: readonly PartitionInput[] | undefined;
        readonly scores?: readonly ScoreInput[] | undefined;
        readonly mappings?: readonly MappingInput[] | undefined;
      }
    | undefined;
  readonly decisions: readonly DecisionInput[];
}
