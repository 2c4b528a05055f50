import type { ConfigDocument } from '../../config/document.ts';
import { type SignalType, signalCollections } from '../../signals/collections.ts';

/** What a policy can use; drafts are told of it and choose from it. */
export interface DraftCatalog {
  readonly models: readonly DraftModel[];
  /** Rules that are there already. */
  readonly signals: readonly DraftSignal[];
}

export interface DraftModel {
  readonly name: string;
  readonly description?: string | undefined;
  /** Capabilities and tags. */
  readonly labels: readonly string[];
  /** E.g. `8b`. */
  readonly parameterSize?: string | undefined;
  /** Tokens. */
  readonly contextWindow?: number | undefined;
}

interface DraftSignal {
  readonly type: string;
  readonly name: string;
  readonly description?: string | undefined;
}

/** The models and rules of a configuration. */
export function draftCatalogOf({ providers, routing }: ConfigDocument): DraftCatalog {
  const cards = new Map(routing.modelCards.map((card) => [card.name, card]));
  const names = new Set([...providers.models.map(({ name }) => name), ...cards.keys()]);
  const types = Object.keys(signalCollections) as SignalType[];
  return {
    models: [...names].map((name): DraftModel => {
      const card = cards.get(name);
      return {
        name,
        description: card?.description,
        labels: [...(card?.capabilities ?? []), ...(card?.tags ?? [])],
        parameterSize: card?.param_size,
        contextWindow: card?.context_window_size,
      };
    }),
    signals: types.flatMap((type) =>
      routing.signals[signalCollections[type]].map((rule): DraftSignal => {
        const { name, description } = rule as { name: string; description?: string };
        return { type, name, description };
      }),
    ),
  };
}
