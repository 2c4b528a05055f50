interface FleetOptions {
  /** `host:port` of the backend. */
  readonly backend: string;
  readonly listener?: string;
  readonly timeouts?: string;
  readonly router?: string;
}

/** A small fleet without learned signals: code, maths with reasoning, a default. */
export function fleetConfig({
  backend,
  listener = '',
  timeouts = '',
  router = '',
}: FleetOptions): string {
  return `version: v0.3
listeners:
  - name: http
    address: 127.0.0.1
    port: 8899
    timeout: 20s
${indent(listener, 4)}
providers:
  defaults:
    default_model: small
    reasoning_families:
      switch: { type: chat_template_kwargs, parameter: enable_thinking }
${indent(timeouts, 4)}
  models:
    - name: small
      backend_refs: [{ endpoint: "${backend}" }]
      pricing: { prompt_per_1m: 0.1, completion_per_1m: 0.2 }
    - name: coder
      provider_model_id: coder-v2
      backend_refs: [{ endpoint: "${backend}" }]
      pricing: { prompt_per_1m: 1, completion_per_1m: 2 }
    - name: thinker
      reasoning_family: switch
      backend_refs: [{ endpoint: "${backend}" }]
      pricing: { prompt_per_1m: 3, completion_per_1m: 15 }
global:
  router:
    include_config_models_in_list: true
${indent(router, 4)}
routing:
  modelCards: [{ name: small }, { name: coder }, { name: thinker }]
  signals:
    keywords:
      - { name: code, operator: OR, keywords: [function, python, compile error] }
      - { name: maths, operator: OR, keywords: [prove, integral, theorem] }
    context:
      - { name: long, min_tokens: 4K }
  decisions:
    - name: code
      priority: 20
      rules: { type: keyword, name: code }
      modelRefs: [{ model: coder }]
    - name: maths
      priority: 10
      rules:
        operator: AND
        conditions:
          - { type: keyword, name: maths }
          - { operator: NOT, conditions: [{ type: context, name: long }] }
      modelRefs: [{ model: thinker, use_reasoning: true }]
`;
}

function indent(text: string, spaces: number): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${' '.repeat(spaces)}${line}`)
    .join('\n');
}
