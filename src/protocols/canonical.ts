/** Who wrote a message; `function` is the legacy name of a tool result. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';

export interface MessageView {
  readonly index: number;
  readonly role: Role;
  /** All text parts joined by one space; empty when the message has none. */
  readonly text: string;
}

/** What can be counted in a request without reading its prose. */
export interface RequestFacts {
  readonly messageCounts: Readonly<Record<Role, number>>;
  readonly toolDefinitions: number;
  readonly assistantToolCalls: number;
  readonly distinctTools: number;
  readonly toolResults: number;
  readonly images: number;
  readonly files: number;
  readonly audioParts: number;
  readonly hasPriorAssistantReply: boolean;
  readonly isLastMessageToolResult: boolean;
  readonly isLastUserAfterToolResult: boolean;
  readonly isStreaming: boolean;
  readonly responseFormat: string | undefined;
  readonly reasoningEffort: string | undefined;
}

/** The one normalised reading of a request that signals, records and evaluation share. */
export interface RequestView {
  readonly messages: readonly MessageView[];
  /** Text of the last user message that has any. */
  readonly currentUserText: string;
  /** Earlier user texts, oldest first. */
  readonly priorUserTexts: readonly string[];
  /** System, developer and assistant texts, in order. */
  readonly nonUserTexts: readonly string[];
  readonly toolTexts: readonly string[];
  /** `currentUserText`, or the non-user texts joined by a space when there is none. */
  readonly evaluationText: string;
  readonly facts: RequestFacts;
  /** String entries of the request's `metadata`; written by the client, so never proof of identity. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Estimated prompt tokens of the whole envelope plus the reserved output; computed on first use. */
  tokenEstimate(): number;
}

export type JsonObject = { readonly [key: string]: unknown };
