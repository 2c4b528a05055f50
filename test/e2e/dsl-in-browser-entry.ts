export { checkProgram } from '../../src/dsl/check/check-program.ts';
export { decompile } from '../../src/dsl/decompile/decompile.ts';
export { complete } from '../../src/dsl/editor/completion.ts';
export { hoverAt } from '../../src/dsl/editor/hover.ts';
export { renameEdits, symbolAt } from '../../src/dsl/editor/navigation.ts';
export { createFieldCatalog } from '../../src/dsl/field-catalog.ts';
export { format } from '../../src/dsl/format/format.ts';
export { parse } from '../../src/dsl/syntax/parse.ts';
