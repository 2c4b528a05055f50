/** Tokens that are paid for; the cached ones and those written to a cache are part of the prompt. */
export interface TokenUsage {
  readonly promptTokens: number;
  readonly cachedPromptTokens: number;
  readonly cacheWriteTokens?: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

/** What a configuration says about the price of a model, per million tokens. */
interface Pricing {
  readonly currency?: string | undefined;
  readonly prompt_per_1m?: number | undefined;
  readonly completion_per_1m?: number | undefined;
  readonly cached_input_per_1m?: number | undefined;
  readonly cache_write_per_1m?: number | undefined;
}

interface PricedModel {
  readonly name: string;
  readonly provider_model_id?: string | undefined;
  readonly external_model_ids?: Readonly<Record<string, string>> | undefined;
  readonly pricing?: Pricing | undefined;
}

/** What one exchange cost, and what the dearest model would have cost for the same tokens. */
export interface Quote {
  readonly cost: number;
  readonly currency: string;
  readonly baselineModel: string;
  readonly baselineCost: number;
  /** Negative where the baseline is dearer by list price but not for this mix of tokens. */
  readonly savings: number;
}

/** Prices of one configuration. */
export interface PriceBook {
  /** Undefined for a model without price: such exchanges take no part in any sum. */
  quote(model: string, usage: TokenUsage): Quote | undefined;
}

interface Price {
  readonly model: string;
  readonly currency: string;
  readonly prompt: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly completion: number;
}

/** Reads the prices once; a model is also found under the names that its providers use. */
export function createPriceBook(models: readonly PricedModel[]): PriceBook {
  const prices = new Map<string, Price>();
  const dearest = new Map<string, Price>();
  const aliases: (readonly [string, Price])[] = [];
  for (const model of models) {
    if (model.pricing === undefined || Object.keys(model.pricing).length === 0) continue;
    const price = readPrice(model.name, model.pricing);
    prices.set(model.name, price);
    for (const id of providerIds(model)) aliases.push([id, price]);
    const rival = dearest.get(price.currency);
    if (rival === undefined || listPrice(price) > listPrice(rival)) {
      dearest.set(price.currency, price);
    }
  }
  // Names of the configuration win over provider ids, whichever comes first in the file.
  for (const [id, price] of aliases) if (!prices.has(id)) prices.set(id, price);

  return {
    quote(model, usage) {
      const price = prices.get(model);
      if (price === undefined) return undefined;
      // Amounts in different currencies are not compared.
      const baseline = dearest.get(price.currency) ?? price;
      const cost = costOf(usage, price);
      const baselineCost = baseline === price ? cost : costOf(usage, baseline);
      return {
        cost,
        currency: price.currency,
        baselineModel: baseline.model,
        baselineCost,
        savings: roundAmount(baselineCost - cost),
      };
    },
  };
}

function readPrice(model: string, pricing: Pricing): Price {
  const {
    currency = 'USD',
    prompt_per_1m: prompt = 0,
    completion_per_1m: completion = 0,
  } = pricing;
  const { cached_input_per_1m: cached = prompt, cache_write_per_1m: cacheWrite = prompt } = pricing;
  return { model, currency, prompt, cached, cacheWrite, completion };
}

function providerIds(model: PricedModel): string[] {
  const ids = Object.values(model.external_model_ids ?? {});
  return model.provider_model_id === undefined ? ids : [model.provider_model_id, ...ids];
}

function listPrice({ prompt, cacheWrite, completion }: Price): number {
  return Math.max(prompt, cacheWrite) + completion;
}

function costOf(usage: TokenUsage, price: Price): number {
  const { promptTokens, cacheWriteTokens = 0, completionTokens } = usage;
  // Backends report parts that exceed the whole; both are clamped into the prompt.
  const cached = Math.min(usage.cachedPromptTokens, promptTokens);
  const written = Math.min(cacheWriteTokens, promptTokens - cached);
  const standard = promptTokens - cached - written;
  return roundAmount(
    (standard * price.prompt +
      cached * price.cached +
      written * price.cacheWrite +
      completionTokens * price.completion) /
      1e6,
  );
}

/** Twelve decimals: far below one token of the cheapest model, and free of binary noise. */
function roundAmount(amount: number): number {
  return Math.round(amount * 1e12) / 1e12;
}
