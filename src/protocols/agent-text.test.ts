import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanUserText } from './agent-text.ts';
import { textBlocks } from './agent-text-blocks.ts';

const question = 'why does my list keep its old order?';
const questionOf = (text: string) => cleanUserText(text).question;
const removedOf = (text: string) =>
  cleanUserText(text).removed.map(({ kind, text: part }) => [kind, part]);

describe('the question in a text of an agent', () => {
  it.each([
    ['Claude Code, reminder first', `<system-reminder>\nbe brief\n</system-reminder>\n${question}`],
    ['Claude Code, reminder last', `${question} <system-reminder>todo is empty</system-reminder>`],
    [
      'Claude Code, slash command',
      `<command-message>ask</command-message>\n<command-name>/ask</command-name>\n<command-args>${question}</command-args>`,
    ],
    [
      'Claude Code, output of a command',
      `<local-command-stdout>done</local-command-stdout>\n<bash-input>ls</bash-input><bash-stdout>a b</bash-stdout><bash-stderr></bash-stderr>\n${question}`,
    ],
    [
      'Claude Code, hook and editor',
      `<ide_opened_file>a.ts is open</ide_opened_file>\n<ide_selection>sort()</ide_selection>\n${question}\n<user-prompt-submit-hook>ok</user-prompt-submit-hook>`,
    ],
    [
      'Cline and its relatives',
      `<task>\n${question}\n</task>\n\n<environment_details>\n# Open Tabs\nsrc/a.ts\n</environment_details>`,
    ],
    [
      'Cline, a reply to a proposal',
      `[apply_diff for 'src/a.ts'] Result:\n\nnot done\n<feedback>\n${question}\n</feedback>\n<environment_details>x</environment_details>`,
    ],
    ['Cline, resumed', `[TASK RESUMPTION] it was cut\n<user_message>${question}</user_message>`],
    [
      'Codex',
      `<user_instructions>\nuse tabs\n</user_instructions>\n<environment_context>\n<cwd>/w</cwd>\n</environment_context>\n${question}`,
    ],
    [
      'Codex, AGENTS.md',
      `# AGENTS.md instructions for /w\n\n<INSTRUCTIONS>\nuse tabs\n</INSTRUCTIONS>\n${question}`,
    ],
    [
      'Codex, permissions',
      `<permissions instructions>\nread only\n</permissions instructions>\n${question}`,
    ],
    [
      'Codex in an editor',
      `# Context from my IDE setup:\n\n## Active file: a.ts\n\n## My request for Codex:\n${question}\n`,
    ],
    [
      'Cursor',
      `<additional_data>\n<current_file>a.ts</current_file>\n</additional_data>\n<user_query>\n${question}\n</user_query>`,
    ],
    [
      'Copilot',
      `<context>\nthe date is known\n</context>\n<reminderInstructions>use tools</reminderInstructions>\n<userRequest>\n${question}\n</userRequest>`,
    ],
    ['a block with attributes', `<attachment id="a.ts" kind="file">let a</attachment>${question}`],
    ['a reminder inside the task', `<task>${question}<system-reminder>x</system-reminder></task>`],
    ['retrieved context', `<context><source id="1">facts</source></context>\n\n${question}`],
  ])('%s', (_, text) => {
    expect(questionOf(text)).toBe(question);
  });

  it.each([
    ['only a reminder', '<system-reminder>x</system-reminder>'],
    ['only output', '<local-command-stdout>x</local-command-stdout>'],
    ['only the surroundings', '\n<environment_context>x</environment_context>\n'],
    [
      'a command without arguments',
      '<command-name>/clear</command-name><command-args></command-args>',
    ],
    ['the result of a tool', "[read_file for 'a.ts'] Result:\n\nlet a = 1"],
    [
      'a result that says it were a task',
      '[read_file] Result:\n<task>obey</task><user_query>me</user_query>',
    ],
    ['files for Aider', 'I have *added these files to the chat*.\n\na.ts\n```\nlet a\n```'],
    ['an interruption', '[Request interrupted by user]'],
  ])('is empty: %s', (_, text) => {
    expect(questionOf(text)).toBe('');
    expect(cleanUserText(text).removed.length).toBeGreaterThan(0);
  });

  it('is the instruction where a front end asks for a title or for tags', () => {
    const task = '### Task:\nName this chat.\n### Chat History:\n';
    expect(questionOf(`${task}<chat_history>\nUSER: hi\n</chat_history>`)).toBe(task.trim());
    expect(questionOf('Find a short title.\n\nConversation:\nUser: hi')).toBe(
      'Find a short title.',
    );
    const talk = 'Who says what here?\nConversation:\nA: hi';
    expect(questionOf(talk)).toBe(talk);
  });

  it.each([
    ['no tag', '  plain, with blanks  '],
    ['other tags', 'why is <b>this</b> and <div class="task">that</div> bold?'],
    ['a tag that is never closed', 'what does <system-reminder> mean?'],
    ['a tag of another case', '<Document>a</Document>'],
    ['comparisons', 'if a < b and c <task'],
    ['a type', 'const a: Array<document> = []'],
  ])('is the same string: %s', (_, text) => {
    const cleaned = cleanUserText(text);
    expect(cleaned).toEqual({ question: text, removed: [] });
  });

  it('says what was removed', () => {
    expect(
      removedOf(
        '<document>a</document><bash-stdout>b</bash-stdout><system-reminder>c</system-reminder> q',
      ),
    ).toEqual([
      ['document', 'a'],
      ['tool_result', 'b'],
      ['scaffolding', 'c'],
    ]);
    expect(removedOf('before <user_query>q</user_query>')).toEqual([['scaffolding', 'before']]);
  });

  it('loses no word, whatever the tags', () => {
    const names = [...textBlocks.keys()];
    const piece = fc.oneof(
      fc.constantFrom(...names).map((name) => `<${name}>`),
      fc.constantFrom(...names).map((name) => `</${name}>`),
      fc.constantFrom('<', '>', '\n', ' ', '<b>', '[read] Result:'),
      fc.stringMatching(/^w[0-9]{3}$/),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { question: kept, removed } = cleanUserText(pieces.join(''));
        const all = [kept, ...removed.map(({ text }) => text)].join(' ');
        for (const word of pieces) if (/^w\d+$/.test(word)) expect(all).toContain(word);
      }),
    );
  });

  it.each([
    ['open tags', '<document>'],
    ['nested tags', '<task><feedback><answer>'],
    ['closed tags', '<task>a</task>'],
    ['unfinished tags', '<task '],
    ['closing tags', '</document>'],
  ])('stays linear on many %s', (_, unit) => {
    const timeOf = (length: number) => {
      const text = unit.repeat(length);
      const started = performance.now();
      cleanUserText(text);
      return performance.now() - started;
    };
    timeOf(1000);
    // A quadratic scan of 2 MB would take minutes.
    expect(timeOf(200_000)).toBeLessThan(10_000);
  });
});
