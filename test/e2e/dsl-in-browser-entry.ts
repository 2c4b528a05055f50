export { checkProgram } from '../../src/dsl/check-program.ts';
export { complete } from '../../src/dsl/completion.ts';
export { decompile } from '../../src/dsl/decompile.ts';
export { createFieldCatalog } from '../../src/dsl/field-catalog.ts';
export { format } from '../../src/dsl/format.ts';
export { hoverAt } from '../../src/dsl/hover.ts';
export { renameEdits, symbolAt } from '../../src/dsl/navigation.ts';
export { parse } from '../../src/dsl/parse.ts';
