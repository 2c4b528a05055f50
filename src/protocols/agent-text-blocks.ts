/** What the content of a tag is: the user's words, or what an agent put beside them. */
export interface TextBlock {
  /**
   * `question`: all that the user asks, so the rest of the text is not; `own`: words of the user among
   * others; `reply`: words of the user in a turn that carries results of tools.
   */
  readonly role: 'question' | 'own' | 'reply' | 'scaffolding' | 'document' | 'tool_result';
  /** Where the closing tag has another name. */
  readonly closes?: string;
}

const names: Readonly<Record<TextBlock['role'], readonly string[]>> = {
  question: ['user_query', 'userRequest', 'user-request'],
  own: ['task', 'command-args', 'user_request'],
  reply: ['feedback', 'answer', 'user_message', 'user_feedback'],
  scaffolding: [
    // Claude Code
    'system-reminder',
    'system_reminder',
    'command-name',
    'command-message',
    'command-contents',
    'local-command-caveat',
    'bash-input',
    'task-notification',
    'user-prompt-submit-hook',
    'session-start-hook',
    'available-deferred-tools',
    'ide_opened_file',
    'ide_selection',
    'ide_diagnostics',
    'new-diagnostics',
    // Cline, Roo, Kilo
    'environment_details',
    'explicit_instructions',
    'hook_context',
    'workspace_diagnostics',
    // Codex
    'environment_context',
    'user_instructions',
    'INSTRUCTIONS',
    'skills_instructions',
    'apps_instructions',
    'plugins_instructions',
    'recommended_plugins',
    'collaboration_mode',
    'personality_spec',
    'token_budget',
    'model_switch',
    'turn_aborted',
    'subagent_notification',
    // Cursor
    'additional_data',
    'attached_files',
    'open_and_recently_viewed_files',
    'project_layout',
    'cursor_rules_context',
    'agent_skills',
    'git_status',
    'linter_errors',
    // Copilot
    'environment_info',
    'workspace_info',
    'editorContext',
    'reminderInstructions',
    'repoContext',
    'toolReferences',
    'currentDatetime',
    'copilot_instructions',
    // Open WebUI, LibreChat
    'chat_history',
    'memory_user_context',
  ],
  document: [
    'document',
    'documents',
    'context',
    'file_content',
    'file_contents',
    'folder_content',
    'url_content',
    'git_commit',
    'git_working_state',
    'attachment',
    'attachments',
    'current_file',
    'search_results',
  ],
  tool_result: [
    'local-command-stdout',
    'local-command-stderr',
    'bash-stdout',
    'bash-stderr',
    'terminal_output',
    'user_shell_command',
    'tool_use_error',
    'tool_result',
    'function_results',
  ],
};

/** Tag name -> what its content is. */
export const textBlocks: ReadonlyMap<string, TextBlock> = new Map([
  ...(Object.keys(names) as TextBlock['role'][]).flatMap((role) =>
    names[role].map((name): [string, TextBlock] => [name, { role }]),
  ),
  // Tags of two words, of which the first is found as the name.
  ['permissions', { role: 'scaffolding', closes: 'permissions instructions' }],
]);

interface BlockEnd {
  readonly close: string;
  readonly from: number;
  /** Closing tag -> where it stands next; kept for one text. */
  readonly closing: Map<string, number>;
}

/** Where the closing tag begins, or -1. Each closing tag is looked for only once over the text. */
export function findBlockEnd(text: string, { close, from, closing }: BlockEnd): number {
  const known = closing.get(close);
  if (known !== undefined && (known < 0 || known >= from)) return known;
  const found = text.indexOf(close, from);
  closing.set(close, found);
  return found;
}
