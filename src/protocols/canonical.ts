/** Who wrote a message; `function` is the legacy name of a tool result. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';

export interface MessageView {
  readonly index: number;
  readonly role: Role;
  /** All text parts joined by one space, as they came; empty when the message has none. */
  readonly text: string;
}

/** Who asks, as a trusted peer says. */
export interface Identity {
  readonly userId: string;
  readonly groups: readonly string[];
}

/** A text that no user wrote into the prompt: it may carry instructions of somebody else. */
export interface UntrustedText {
  /** `scaffolding` is what an agent says to its model, the others come from tools and files. */
  readonly kind: 'tool_result' | 'document' | 'file' | 'scaffolding';
  readonly messageIndex: number;
  readonly role: Role;
  readonly text: string;
}

/** What can be counted in a request without reading its prose. */
export interface RequestFacts {
  readonly messageCounts: Readonly<Record<Role, number>>;
  readonly toolDefinitions: number;
  readonly assistantToolCalls: number;
  readonly distinctTools: number;
  readonly toolResults: number;
  /** Tool results that are marked as errors. */
  readonly toolErrors: number;
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
  /** What the user asks: the last user message with words of the user, without agents' scaffolding. */
  readonly currentUserText: string;
  /** The same message as it came; the last user text where no message has a question. */
  readonly originalUserText: string;
  /** Earlier questions, oldest first. */
  readonly priorUserTexts: readonly string[];
  /** System, developer and assistant texts, in order. */
  readonly nonUserTexts: readonly string[];
  readonly toolTexts: readonly string[];
  /** Tool results, documents, files and what was left out of user texts, in order of messages. */
  readonly untrustedTexts: readonly UntrustedText[];
  /** `currentUserText`; without one `originalUserText`, else the non-user texts joined by a space. */
  readonly evaluationText: string;
  /** First image of the user that came as a data URI; others are never fetched. */
  readonly imageUrl: string | undefined;
  /** Undefined: nobody who is trusted said who asks. */
  readonly identity: Identity | undefined;
  readonly facts: RequestFacts;
  /** String entries of the request's `metadata`; written by the client, so never proof of identity. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Estimated prompt tokens of the whole envelope plus the reserved output; computed on first use. */
  tokenEstimate(): number;
}

export type JsonObject = { readonly [key: string]: unknown };
