import type { ConfigDocument } from '../../config/document.ts';
import type { KnowledgeBase } from '../../knowledge/knowledge-bases.ts';
import type { KnowledgeProblem, LoadedKnowledgeBase } from '../../knowledge/load-knowledge.ts';
import type { Manifest } from '../../knowledge/manifest.ts';
import type { KnowledgeBaseSettings } from '../../knowledge/settings.ts';

/** Knowledge bases, as the management API reads and changes them. */
export interface KnowledgeControl {
  /** What runs. */
  config(): ConfigDocument;
  /** Undefined: it is not part of what runs. */
  find(name: string): KnowledgeBase | undefined;
  /** Reads the files as they are now. */
  load(settings: KnowledgeBaseSettings): Promise<{
    readonly loaded: LoadedKnowledgeBase | undefined;
    readonly problems: readonly KnowledgeProblem[];
  }>;
  /** Whether the product writes the file itself. */
  isManaged(manifestPath: string): boolean;
  /** Writes labels beside those of before, which versions of the configuration still name. */
  write(base: string, manifest: Manifest): Promise<WrittenManifest>;
}

export interface WrittenManifest {
  readonly source: { readonly path: string; readonly manifest: string };
  /** Nothing names it after all. */
  undo(): Promise<void>;
  /** It is in use: what is too old to be kept beside it goes. */
  keep(): Promise<void>;
}
