/** The import rules of ARCHITECTURE.md; type-only imports may look anywhere in their direction. */
const stages = 'protocols|signals|projections|decisions|selection|plugins|backends|records';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-runtime-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-sibling-implementations',
      comment: 'one implementation never imports another; what they share moves up beside the seam',
      severity: 'error',
      from: { path: '^src/(signals|plugins|stores|protocols)/([^/]+)/' },
      to: {
        path: '^src/$1/([^/]+)/',
        pathNot: '^src/$1/$2/',
      },
    },
    {
      name: 'stages-know-no-surroundings',
      severity: 'error',
      from: { path: `^src/(${stages}|models|knowledge|stores|lib)/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(app|cli|gateway|management|config|dsl|mock)/' },
    },
    {
      name: 'lib-knows-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/(?!lib/)' },
    },
    {
      name: 'registries-only-in-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { path: '^src/[^/]+/registry\\.ts$' },
    },
    {
      name: 'schemas-are-browser-safe',
      severity: 'error',
      from: { path: '^src/.*/schemas?\\.ts$' },
      to: {
        pathNot: [
          '^src/.*/schemas?\\.ts$',
          '^src/signals/(collections|rule-fields|rule-tree)\\.ts$',
          '^src/config/(global/|address|routing|global)',
          '^src/lib/',
          'node_modules/zod/',
        ],
      },
    },
    {
      name: 'app-only-from-cli-and-index',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|cli)/|^src/index\\.ts$' },
      to: { path: '^src/app/' },
    },
    {
      name: 'onnxruntime-only-in-models',
      severity: 'error',
      from: { path: '^(src|test|bench)/', pathNot: '^src/models/' },
      to: { path: 'onnxruntime' },
    },
    {
      name: 'database-drivers-only-in-stores',
      severity: 'error',
      from: { path: '^(src|test|bench)/', pathNot: '^src/stores/' },
      to: { path: 'node_modules/(libsql|kysely|better-sqlite3)/' },
    },
    {
      name: 'no-tests-from-source',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.(test|contract)\\.ts$' },
      to: { path: '\\.(test|contract)\\.ts$|^test/' },
    },
    {
      name: 'no-missing-dependencies',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
};
