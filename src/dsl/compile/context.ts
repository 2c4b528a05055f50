import type { Diagnostic, Fix, Pair, Range } from '../ast.ts';
import { createFieldCatalog, type FieldCatalog } from '../field-catalog.ts';
import { createWriter, type Writer } from './values.ts';

type Severity = Diagnostic['severity'];

/** What all parts of one compilation share. */
export interface CompileContext {
  readonly writer: Writer;
  readonly catalog: FieldCatalog;
  readonly report: (
    code: string,
    at: { readonly range: Range },
    remark: {
      readonly message: string;
      readonly severity?: Severity;
      readonly fixes?: readonly Fix[];
    },
  ) => void;
  /** A key that is there already. */
  readonly reportTwice: (pair: Pick<Pair, 'key'>) => void;
  readonly diagnostics: readonly Diagnostic[];
  /** The same place to speak about, in messages of a recipe. */
  readonly within: (recipe: string) => CompileContext;
}

export function createCompileContext(): CompileContext {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const writer = createWriter();
  const catalog = createFieldCatalog();

  function contextIn(prefix: string): CompileContext {
    const report: CompileContext['report'] = (
      code,
      { range },
      { message, severity = 'error', fixes = [] },
    ) => {
      // Conditions of a tree are compiled once a branch, what is wrong with them is said once.
      const key = `${code} ${range.start} ${range.end} ${message}`;
      if (seen.has(key)) return;
      seen.add(key);
      diagnostics.push({ code, severity, message: `${prefix}${message}`, range, fixes });
    };
    return {
      writer,
      catalog,
      diagnostics,
      report,
      reportTwice: ({ key }) =>
        report('D110', key, { message: `\`${key.value}\` is given twice, keep one of them` }),
      within: (recipe) => contextIn(`RECIPE ${JSON.stringify(recipe)}: `),
    };
  }

  return contextIn('');
}
