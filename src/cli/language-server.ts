import type { Readable, Writable } from 'node:stream';
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  createConnection,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  ErrorCodes,
  LSPErrorCodes,
  type Diagnostic as LspDiagnostic,
  type Range as LspRange,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analysisCodes } from '../analysis/finding-codes.ts';
import type { Diagnostic, Range } from '../dsl/ast.ts';
import { type CheckedProgram, checkProgram } from '../dsl/check/check-program.ts';
import { type Completion, complete } from '../dsl/editor/completion.ts';
import { hoverAt } from '../dsl/editor/hover.ts';
import { isTaken, renameEdits, symbolAt, usesOf } from '../dsl/editor/navigation.ts';
import { createFieldCatalog } from '../dsl/field-catalog.ts';
import { format } from '../dsl/format/format.ts';
import type { ProgramSymbol } from '../dsl/symbols.ts';
import type { JsonObject } from '../lib/json-value.ts';

interface LanguageServerOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Configuration that the programs are meant for. */
  readonly base: JsonObject | undefined;
  readonly version: string;
}

/** Typing is not held up by remarks about what is half written. */
const DIAGNOSTICS_DELAY_MS = 60;
/** In a text this long, what takes reasoning about the policies waits for a longer pause. */
const LONG_TEXT_CHARACTERS = 20_000;
const ANALYSIS_DELAY_MS = 500;

/** Serves one editor over the Language Server Protocol 3.17; resolves when the editor is done. */
export function runLanguageServer(options: LanguageServerOptions): Promise<void> {
  const { input, output, base, version } = options;
  const connection = createConnection(
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  const documents = new TextDocuments(TextDocument);
  const catalog = createFieldCatalog();
  const checked = new Map<string, { readonly version: number; readonly result: CheckedProgram }>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** What the editor was told last, by document. */
  const sent = new Map<string, readonly LspDiagnostic[]>();
  const fromAnalysis: ReadonlySet<string> = new Set(Object.values(analysisCodes));

  function programOf(document: TextDocument): CheckedProgram {
    const known = checked.get(document.uri);
    if (known?.version === document.version) return known.result;
    const result = checkProgram(document.getText(), base === undefined ? {} : { base });
    checked.set(document.uri, { version: document.version, result });
    return result;
  }

  function documentOf(uri: string, token: CancellationToken): TextDocument {
    if (token.isCancellationRequested) {
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'nobody waits for the answer');
    }
    const document = documents.get(uri);
    if (document !== undefined) return document;
    throw new ResponseError(ErrorCodes.InvalidParams, `\`${uri}\` is not open`);
  }

  function sendDiagnostics(document: TextDocument): void {
    const diagnostics = programOf(document).diagnostics.map((one) => toDiagnostic(document, one));
    sent.set(document.uri, diagnostics);
    connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  }

  /** What can be said at once, beside what the last analysis said. */
  function sendFirstDiagnostics(document: TextDocument): void {
    const { diagnostics } = checkProgram(document.getText(), { base, isAnalysed: false });
    const analysed = (sent.get(document.uri) ?? []).filter(({ code }) =>
      fromAnalysis.has(`${code}`),
    );
    connection.sendDiagnostics({
      uri: document.uri,
      version: document.version,
      diagnostics: [...diagnostics.map((one) => toDiagnostic(document, one)), ...analysed],
    });
  }

  function sendSoon(document: TextDocument): void {
    const { uri } = document;
    const later = (delayMs: number, send: () => void) => {
      clearTimeout(timers.get(uri));
      timers.set(uri, setTimeout(send, delayMs));
    };
    const isLong = document.getText().length >= LONG_TEXT_CHARACTERS;
    later(DIAGNOSTICS_DELAY_MS, () => {
      if (!isLong) {
        sendDiagnostics(document);
        return;
      }
      sendFirstDiagnostics(document);
      later(ANALYSIS_DELAY_MS, () => sendDiagnostics(document));
    });
  }

  connection.onInitialize(() => ({
    serverInfo: { name: 'switchyard', version },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      completionProvider: { triggerCharacters: ['"', '(', ':', ' ', ','] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      documentFormattingProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    },
  }));

  documents.onDidChangeContent(({ document }) => sendSoon(document));
  documents.onDidClose(({ document }) => {
    clearTimeout(timers.get(document.uri));
    timers.delete(document.uri);
    checked.delete(document.uri);
    sent.delete(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onCompletion(({ textDocument, position }, token) => {
    const document = documentOf(textDocument.uri, token);
    const offset = document.offsetAt(position);
    const { symbols } = programOf(document);
    const entries = complete({
      text: document.getText(),
      offset,
      symbols,
      catalog,
      models: modelsOf(base),
    });
    return entries.map((entry) => ({
      label: entry.label,
      kind: completionKinds[entry.kind],
      detail: entry.detail,
      filterText: entry.newText,
      textEdit: toEdit(document, {
        range: { start: entry.start, end: entry.end },
        newText: entry.newText,
      }),
    }));
  });

  connection.onHover(({ textDocument, position }, token) => {
    const document = documentOf(textDocument.uri, token);
    const hover = hoverAt({
      text: document.getText(),
      offset: document.offsetAt(position),
      symbols: programOf(document).symbols,
      catalog,
    });
    if (hover === undefined) return null;
    return {
      range: toRange(document, hover.range),
      contents: { kind: 'markdown', value: hover.markdown },
    };
  });

  function symbolUnder(
    document: TextDocument,
    position: Parameters<TextDocument['offsetAt']>[0],
  ): ProgramSymbol | undefined {
    return symbolAt(programOf(document).symbols, document.offsetAt(position));
  }

  connection.onDefinition(({ textDocument, position }, token) => {
    const document = documentOf(textDocument.uri, token);
    const symbol = symbolUnder(document, position);
    if (symbol === undefined) return null;
    return { uri: document.uri, range: toRange(document, symbol.nameRange) };
  });

  connection.onReferences(({ textDocument, position, context }, token) => {
    const document = documentOf(textDocument.uri, token);
    const symbol = symbolUnder(document, position);
    if (symbol === undefined) return [];
    const uses = usesOf(programOf(document).symbols, symbol).map(({ range }) => range);
    const ranges = context.includeDeclaration ? [symbol.nameRange, ...uses] : uses;
    return ranges.map((range) => ({ uri: document.uri, range: toRange(document, range) }));
  });

  connection.onPrepareRename(({ textDocument, position }, token) => {
    const document = documentOf(textDocument.uri, token);
    const symbol = symbolUnder(document, position);
    if (symbol === undefined) return null;
    const { symbols } = programOf(document);
    const offset = document.offsetAt(position);
    const places = [symbol.nameRange, ...usesOf(symbols, symbol).map(({ range }) => range)];
    const range = places.find(({ start, end }) => offset >= start && offset <= end);
    return { range: toRange(document, range ?? symbol.nameRange), placeholder: symbol.name };
  });

  connection.onRenameRequest(({ textDocument, position, newName }, token) => {
    const document = documentOf(textDocument.uri, token);
    const symbol = symbolUnder(document, position);
    if (symbol === undefined) return null;
    if (newName.trim() === '') {
      throw new ResponseError(ErrorCodes.InvalidParams, 'the new name is blank');
    }
    const { symbols } = programOf(document);
    if (isTaken(symbols, symbol, newName)) {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        `\`${newName}\` is something else already`,
      );
    }
    const edits = renameEdits(symbols, symbol, { name: newName, text: document.getText() });
    return { changes: { [document.uri]: edits.map((edit) => toEdit(document, edit)) } };
  });

  connection.onDocumentFormatting(({ textDocument }, token) => {
    const document = documentOf(textDocument.uri, token);
    const text = document.getText();
    const formatted = format(text);
    if (formatted.text === text) return [];
    return [toEdit(document, { range: { start: 0, end: text.length }, newText: formatted.text })];
  });

  connection.onDocumentSymbol(({ textDocument }, token) => {
    const document = documentOf(textDocument.uri, token);
    return outlineOf(document, programOf(document).symbols.declared);
  });

  connection.onCodeAction(({ textDocument, range, context: { only } }, token) => {
    const document = documentOf(textDocument.uri, token);
    if (only?.every((kind) => kind !== CodeActionKind.QuickFix)) return [];
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return programOf(document)
      .diagnostics.filter((one) => one.range.start <= end && one.range.end >= start)
      .flatMap((one) => quickFixes(document, one));
  });

  return new Promise((resolve) => {
    const end = () => {
      for (const timer of timers.values()) clearTimeout(timer);
      resolve();
    };
    connection.onExit(end);
    input.once('end', end);
    documents.listen(connection);
    connection.listen();
  });
}

const completionKinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  type: CompletionItemKind.Class,
  name: CompletionItemKind.Variable,
  field: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  option: CompletionItemKind.Property,
};

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

const symbolKinds: Readonly<Record<ProgramSymbol['kind'], SymbolKind>> = {
  signal: SymbolKind.Event,
  projection: SymbolKind.Operator,
  output: SymbolKind.EnumMember,
  model: SymbolKind.Object,
  template: SymbolKind.Struct,
  route: SymbolKind.Function,
  tree: SymbolKind.Class,
  recipe: SymbolKind.Module,
  test: SymbolKind.Method,
};

function toRange(document: TextDocument, { start, end }: Range): LspRange {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

function toEdit(
  document: TextDocument,
  { range, newText }: { readonly range: Range; readonly newText: string },
): TextEdit {
  return { range: toRange(document, range), newText };
}

function toDiagnostic(document: TextDocument, diagnostic: Diagnostic): LspDiagnostic {
  const { code, severity, message, range } = diagnostic;
  return {
    range: toRange(document, range),
    severity: severities[severity],
    source: 'switchyard',
    code,
    message,
    ...(code === unusedCode ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

/** What nothing uses; editors show it in grey. */
const unusedCode = 'D420';

function quickFixes(document: TextDocument, diagnostic: Diagnostic): readonly CodeAction[] {
  return diagnostic.fixes.map((fix) => ({
    title: fix.description,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(document, diagnostic)],
    edit: { changes: { [document.uri]: [toEdit(document, fix)] } },
  }));
}

/** Blocks in the order of the text, what recipes declare below them. */
function outlineOf(document: TextDocument, declared: readonly ProgramSymbol[]): DocumentSymbol[] {
  const entries = (recipe: string | undefined): DocumentSymbol[] =>
    declared
      .filter((symbol) => symbol.recipe === recipe && symbol.kind !== 'output')
      .map((symbol) => ({
        name: symbol.name === '' ? '?' : symbol.name,
        detail: symbol.type ?? symbol.kind,
        kind: symbolKinds[symbol.kind],
        range: toRange(document, symbol.range),
        selectionRange: toRange(document, symbol.nameRange),
        children: symbol.kind === 'recipe' ? entries(symbol.name) : [],
      }));
  return entries(undefined);
}

/** Names of the cards that a configuration declares. */
function modelsOf(base: JsonObject | undefined): readonly string[] {
  const { routing } = (base ?? {}) as { readonly routing?: { readonly modelCards?: unknown } };
  const cards = routing?.modelCards;
  if (!Array.isArray(cards)) return [];
  return cards.flatMap((card: { readonly name?: unknown } | null) =>
    typeof card?.name === 'string' ? [card.name] : [],
  );
}
