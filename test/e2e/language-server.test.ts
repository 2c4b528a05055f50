import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  createProtocolConnection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  LSPErrorCodes,
  type Position,
  PrepareRenameRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ReferencesRequest,
  RenameRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver-protocol/node.js';
import { eventually } from './router-process.ts';

const binary = fileURLToPath(new URL('../../bin/switchyard.js', import.meta.url));
const uri = 'file:///policy.dsl';

const program = `# Two lanes
SIGNAL keyword billing { operator: "OR" keywords: ["invoice"] }
SIGNAL complexity task {
  hard: { candidates: ["prove it"] }
  easy: { candidates: ["greet me"] }
}
ROUTE money {
  PRIORITY 10
  WHEN keyword("billing") AND complexity("task:hard")
  MODEL large
}
ROUTE rest { MODEL small }
TEST lanes { "my invoice" -> money }
`;

let server: ChildProcess;
let connection: ProtocolConnection;
let version = 1;
let text = '';
const published: PublishDiagnosticsParams[] = [];

beforeAll(async () => {
  server = spawn(process.execPath, [binary, 'dsl', 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  connection = createProtocolConnection(
    new StreamMessageReader(server.stdout as NodeJS.ReadableStream),
    new StreamMessageWriter(server.stdin as NodeJS.WritableStream),
  );
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
  });
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'switchyard', version, text: '' },
  });
});

afterAll(() => {
  server.kill();
});

/** What the editor shows after the text became another one. */
async function write(next: string): Promise<PublishDiagnosticsParams['diagnostics']> {
  text = next;
  version += 1;
  const wanted = version;
  await connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [{ text: next }],
  });
  for (let attempt = 0; attempt < 400; attempt++) {
    const found = published.find((params) => params.version === wanted);
    if (found !== undefined) return found.diagnostics;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('no diagnostics came');
}

/** The position of the `|` that marks a place of the text. */
function at(marked: string): Position {
  const index = text.indexOf(marked.replace('|', '')) + marked.indexOf('|');
  const before = text.slice(0, index).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

const here = { textDocument: { uri } };

async function labelsAt(marked: string): Promise<readonly string[]> {
  const found = await connection.sendRequest(CompletionRequest.type, {
    ...here,
    position: at(marked),
  });
  return (found as CompletionItem[]).map(({ label }) => label);
}

/** A text after edits that do not overlap. */
function applied(edits: readonly TextEdit[]): string {
  const starts = text.split('\n').map((_, line, lines) => lines.slice(0, line).join('\n').length);
  const offset = ({ line, character }: Position) =>
    (starts[line] ?? 0) + (line === 0 ? 0 : 1) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (changed, { range, newText }) =>
        changed.slice(0, offset(range.start)) + newText + changed.slice(offset(range.end)),
      text,
    );
}

describe('the language server', () => {
  it('finds nothing wrong with a good program but what has no effect yet', async () => {
    const diagnostics = await write(program);
    expect(diagnostics.filter(({ severity }) => severity !== 3)).toEqual([]);
  });

  it('points at what is wrong, and offers what settles it', async () => {
    const diagnostics = await write(program.replace('keyword("billing")', 'keyword("biling")'));
    const [found] = diagnostics.filter(({ severity }) => severity === 1);
    expect(found).toMatchObject({ code: 'D200', range: { start: { line: 8 } } });
    const actions = (await connection.sendRequest(CodeActionRequest.type, {
      ...here,
      range: found?.range ?? { start: at('|#'), end: at('|#') },
      context: { diagnostics: [] },
    })) as CodeAction[];
    const edits = actions.flatMap(({ edit }) => edit?.changes?.[uri] ?? []);
    expect(applied(edits.slice(0, 1))).toBe(program);
  });

  it('points at syntax errors and keeps what is around them', async () => {
    const diagnostics = await write(program.replace('MODEL large', 'MODEL'));
    const errors = diagnostics.filter(({ severity }) => severity === 1);
    expect(errors.map(({ code }) => code)).toContain('D100');
    const symbols = await connection.sendRequest(DocumentSymbolRequest.type, here);
    expect(symbols?.map(({ name }) => name)).toEqual(['billing', 'task', 'money', 'rest', 'lanes']);
  });

  it.each([
    ['blocks', `${program}|`, ['ROUTE', 'SIGNAL', 'RECIPE']],
    ['types of signals', `${program}SIGNAL |`, ['keyword', 'jailbreak']],
    [
      'fields that are not there yet',
      `${program}SIGNAL keyword x { operator: "OR" |`,
      ['keywords'],
    ],
    ['values', `${program}SIGNAL keyword x { operator: |`, ['OR', 'AND', 'NOR']],
    ['fields of what is nested', `${program}SIGNAL structure x { feature: { |`, ['type', 'source']],
    ['statements', `${program}ROUTE x {\n  |`, ['WHEN', 'MODEL', 'PRIORITY']],
    ['conditions', `${program}ROUTE x {\n  WHEN |`, ['NOT', 'keyword', 'projection']],
    ['operators', `${program}ROUTE x {\n  WHEN keyword("billing") |`, ['AND', 'OR']],
    ['names of signals', `${program}ROUTE x {\n  WHEN keyword(|`, ['billing']],
    ['levels', `${program}ROUTE x {\n  WHEN complexity("|`, ['task:easy', 'task:hard']],
    ['algorithms', `${program}ROUTE x {\n  ALGORITHM |`, ['static', 'fusion']],
    ['settings of algorithms', `${program}ROUTE x { ALGORITHM fusion { |`, ['analysis_models']],
    ['plugins', `${program}ROUTE x {\n  PLUGIN |`, ['response_cache', 'rag']],
    ['options of models', `${program}ROUTE x {\n  MODEL large (|`, ['reasoning', 'effort']],
    ['routes', `${program}TEST y { "hello" -> |`, ['money', 'rest']],
  ])('completes %s', async (_, marked, expected) => {
    await write(marked.replace('|', ''));
    const line = marked.slice(program.length);
    const labels = await labelsAt(line === '|' ? `${program.slice(-12)}|` : line);
    expect(labels).toEqual(expect.arrayContaining([...expected]));
  });

  it('does not offer a field twice', async () => {
    await write(`${program}SIGNAL keyword x { operator: "OR" `);
    expect(await labelsAt('SIGNAL keyword x { operator: "OR" |')).not.toContain('operator');
  });

  it('explains words, fields and names', async () => {
    await write(program);
    const about = async (marked: string) => {
      const hover = await connection.sendRequest(HoverRequest.type, {
        ...here,
        position: at(marked),
      });
      return JSON.stringify(hover?.contents);
    };
    expect(await about('PRIO|RITY')).toContain('Higher wins');
    expect(await about('oper|ator')).toContain('NOR');
    expect(await about('keyword("bil|ling")')).toContain('used once');
  });

  it('finds declarations and uses', async () => {
    await write(program);
    const definition = await connection.sendRequest(DefinitionRequest.type, {
      ...here,
      position: at('complexity("ta|sk:hard")'),
    });
    expect(definition).toMatchObject({ range: { start: { line: 2, character: 18 } } });
    const references = await connection.sendRequest(ReferencesRequest.type, {
      ...here,
      position: at('ROUTE mon|ey'),
      context: { includeDeclaration: true },
    });
    expect(references?.map(({ range }) => range.start.line)).toEqual([6, 12]);
  });

  it('renames everywhere, with quotes where the new name needs them', async () => {
    await write(program);
    const position = at('SIGNAL complexity ta|sk');
    const prepared = await connection.sendRequest(PrepareRenameRequest.type, { ...here, position });
    expect(prepared).toMatchObject({ placeholder: 'task' });
    const edit = await connection.sendRequest(RenameRequest.type, {
      ...here,
      position,
      newName: 'how hard',
    });
    const renamed = applied(edit?.changes?.[uri] ?? []);
    expect(renamed).toBe(
      program
        .replace('SIGNAL complexity task', 'SIGNAL complexity "how hard"')
        .replace('"task:hard"', '"how hard:hard"'),
    );
    const diagnostics = await write(renamed);
    expect(diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
  });

  it('lays out the text', async () => {
    await write('ROUTE   a{MODEL   b}# end');
    const edits = await connection.sendRequest(DocumentFormattingRequest.type, {
      ...here,
      options: { tabSize: 2, insertSpaces: true },
    });
    const formatted = applied(edits ?? []);
    expect(formatted).toContain('# end');
    await write(formatted);
    const again = await connection.sendRequest(DocumentFormattingRequest.type, {
      ...here,
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(again).toEqual([]);
  });

  it('counts characters as editors do, whatever ends the lines', async () => {
    await write(
      'SIGNAL keyword "😀 b" {}\r\nROUTE r {\r\n  WHEN keyword("😀 b")\r\n  MODEL m\r\n}\r\n',
    );
    const edit = await connection.sendRequest(RenameRequest.type, {
      ...here,
      position: at('keyword("😀| b")'),
      newName: 'WHEN',
    });
    expect(applied(edit?.changes?.[uri] ?? [])).toBe(
      'SIGNAL keyword "WHEN" {}\r\nROUTE r {\r\n  WHEN keyword("WHEN")\r\n  MODEL m\r\n}\r\n',
    );
  });

  it('follows edits of parts of the text', async () => {
    await write('# 😀\nROUTE a { MODEL b }\n');
    version += 1;
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [
        { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 7 } }, text: 'c' },
        {
          range: { start: { line: 0, character: 4 }, end: { line: 0, character: 4 } },
          text: '\r\n',
        },
      ],
    });
    const symbols = await connection.sendRequest(DocumentSymbolRequest.type, here);
    expect(symbols).toMatchObject([{ name: 'c', range: { start: { line: 2, character: 0 } } }]);
  });

  it('refuses to mix up two names', async () => {
    await write(program);
    const renaming = connection.sendRequest(RenameRequest.type, {
      ...here,
      position: at('ROUTE mon|ey'),
      newName: 'rest',
    });
    await expect(renaming).rejects.toThrow('`rest` is something else already');
  });

  it('shows in grey what nothing uses, and acts only on what it is asked for', async () => {
    const diagnostics = await write(`${program}SIGNAL language de {}`);
    const [unused] = diagnostics.filter(({ code }) => code === 'D420');
    expect(unused?.tags).toEqual([1]);
    const broken = await write(program.replace('keyword("billing")', 'keyword("biling")'));
    const found = broken.find(({ severity }) => severity === 1);
    const range = found?.range ?? { start: at('|#'), end: at('|#') };
    const actionsFor = (only: string[]) =>
      connection.sendRequest(CodeActionRequest.type, {
        ...here,
        range,
        context: { diagnostics: [], only },
      });
    expect(await actionsFor(['quickfix'])).not.toEqual([]);
    expect(await actionsFor(['source.organizeImports'])).toEqual([]);
  });

  it('answers for no document that is closed, and lives on', async () => {
    const closed = 'file:///other.dsl';
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: closed, languageId: 'switchyard', version: 1, text: 'ROUTE {' },
    });
    await connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: closed },
    });
    const asked = connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri: closed },
    });
    await expect(asked).rejects.toThrow('is not open');
    expect((await write(program)).filter(({ severity }) => severity === 1)).toEqual([]);
    expect(published.filter((params) => params.uri === closed).at(-1)?.diagnostics).toEqual([]);
  });

  it('leaves out work that nobody waits for any more', async () => {
    const large = Array.from({ length: 3000 }, (_, index) => `ROUTE r${index} { MODEL m }`).join(
      '\n',
    );
    version += 1;
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text: large }],
    });
    const position = { line: 0, character: 1 };
    // Keeps the server busy until it has the second request and its end before it.
    const first = connection.sendRequest(HoverRequest.type, { ...here, position });
    const source = new CancellationTokenSource();
    const second = connection.sendRequest(HoverRequest.type, { ...here, position }, source.token);
    source.cancel();
    await expect(second).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(await first).not.toBeNull();
  });

  it('reasons about a long text after a pause, and says the rest at once', async () => {
    const never =
      'ROUTE never { WHEN keyword("billing") AND NOT keyword("billing") MODEL small PLUGIN response_cache {} }';
    const first = await write(`${program}# ${'x'.repeat(20_000)}\n${never}\n`);
    const codes = (diagnostics: typeof first) => diagnostics.map(({ code }) => code);
    expect(codes(first)).toContain('D320');
    expect(codes(first)).not.toContain('D411');
    const last = await eventually(async () =>
      published.find((one) => one.version === version && codes(one.diagnostics).includes('D411')),
    );
    expect(codes(last.diagnostics)).toContain('D320');
  });

  it('ends when the editor says so', async () => {
    const exited = once(server, 'exit');
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    expect(await exited).toEqual([0, null]);
  });
});
