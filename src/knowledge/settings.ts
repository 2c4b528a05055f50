/** A knowledge base as the configuration declares it. */
export interface KnowledgeBaseSettings {
  readonly name: string;
  readonly source: { readonly path: string; readonly manifest?: string | undefined };
  /** Score from which a label matches. */
  readonly threshold: number;
  readonly label_thresholds?: Readonly<Record<string, number>> | undefined;
  /** Group -> labels. */
  readonly groups?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly metrics?: readonly KnowledgeMetric[] | undefined;
  readonly prototype_scoring?:
    | {
        readonly enabled: boolean;
        readonly cluster_similarity_threshold: number;
        readonly max_prototypes: number;
        readonly best_weight: number;
        readonly top_m: number;
      }
    | undefined;
}

interface KnowledgeMetric {
  readonly name: string;
  readonly type: 'group_margin';
  readonly positive_group: string;
  readonly negative_group: string;
}

export const DEFAULT_MANIFEST = 'labels.json';

/** What every knowledge base measures. */
export const commonMetrics = ['best_score', 'best_matched_score'] as const;

const security = [
  'prompt_injection',
  'credential_exfiltration',
  'jailbreak_role',
  'system_prompt_extraction',
];
const privacy = [
  'proprietary_code',
  'internal_document',
  'pii',
  'business_strategy',
  'trade_secret_ip',
  'operational_infrastructure',
  'locality_directive',
  'customer_data',
];
const frontier = ['architecture_analysis', 'root_cause_analysis', 'multi_step_tradeoffs'];
const local = ['generic_coding', 'simple_task', 'general_knowledge'];

/** Bases that exist by name where a configuration has no list of its own; users bring the files. */
export const defaultKnowledgeBases: readonly KnowledgeBaseSettings[] = [
  {
    name: 'privacy_kb',
    source: { path: 'knowledge_bases/privacy/' },
    threshold: 0.55,
    label_thresholds: { prompt_injection: 0.7 },
    groups: {
      security_containment: security,
      privacy_policy: privacy,
      frontier_reasoning: frontier,
      local_standard: local,
      private: [...security, ...privacy],
      public: [...frontier, ...local],
    },
    metrics: [
      {
        name: 'private_vs_public',
        type: 'group_margin',
        positive_group: 'private',
        negative_group: 'public',
      },
    ],
  },
  {
    name: 'mmlu_kb',
    source: { path: 'knowledge_bases/mmlu/' },
    threshold: 0.25,
    groups: {
      escalate: [
        'biology',
        'business',
        'computer science',
        'economics',
        'history',
        'math',
        'other',
        'philosophy',
        'psychology',
      ],
      keep: ['chemistry', 'engineering', 'health', 'law', 'physics'],
    },
    metrics: [
      {
        name: 'escalate_vs_keep',
        type: 'group_margin',
        positive_group: 'escalate',
        negative_group: 'keep',
      },
    ],
  },
];
