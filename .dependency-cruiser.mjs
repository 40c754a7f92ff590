/**
 * The fan of packages (ARCHITECTURE.md): who may import whom. Seen are all imports, type-only ones too.
 * `packages/config/src/boundaries.test.ts` shows that each rule bites.
 */

const tests = '[.](test|spec)[.]tsx?$|/src/(testing|rehearsal)/';
const free = '^(bench|e2e|packages/testkit)/';

const src = (name) => `^packages/${name}/`;
const own = (name, mayImport) => ({
  name: `${name}-imports-only-${mayImport.length === 0 ? 'itself' : mayImport.join('-')}`,
  severity: 'error',
  from: { path: src(name), pathNot: tests },
  to: { path: '^(packages|apps|e2e|bench)/', pathNot: [name, ...mayImport].map(src) },
});
const withoutPackages = (name, packages) => ({
  name: `${name}-without-${packages[0]}`,
  severity: 'error',
  from: { path: src(name), pathNot: tests },
  to: { path: packages.map((one) => `node_modules/${one}/|^${one}(/|$)`) },
});

export default {
  forbidden: [
    own('contract', []),
    own('db', ['contract']),
    own('delivery', ['contract']),
    own('api', ['contract', 'db']),
    own('client', ['contract', 'api']),
    own('embedded', []),
    own('files', ['contract']),
    own('previews', ['contract']),
    withoutPackages('delivery', ['postgres', 'drizzle-orm', '@trpc']),
    withoutPackages('client', ['react', 'react-dom', '@trpc/server']),
    {
      name: 'client-sees-only-types-of-api',
      severity: 'error',
      from: { path: src('client'), pathNot: tests },
      to: { path: src('api'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-server-joins-api-db-delivery',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['^apps/server/', tests] },
      to: { path: ['api', 'db', 'delivery', 'files', 'previews'].map(src) },
    },
    {
      name: 'cli-sees-client-and-contract',
      severity: 'error',
      from: { path: '^apps/cli/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: ['^apps/cli/', src('client'), src('contract')] },
    },
    {
      name: 'web-sees-client-and-contract',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: ['^apps/web/', src('client'), src('contract')] },
    },
    {
      name: 'launcher-sees-embedded',
      severity: 'error',
      from: { path: '^apps/launcher/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: ['^apps/launcher/', src('embedded')] },
    },
    {
      name: 'packages-do-not-see-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'testkit-only-in-tests',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: [src('testkit'), tests] },
      to: { path: src('testkit') },
    },
    {
      name: 'other-packages-through-their-exports',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/', pathNot: free },
      to: { path: '^(packages|apps)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      // Types alone may refer to each other: nothing of it is left at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-what-is-declared',
      severity: 'error',
      from: { pathNot: free },
      // `mdast` is types alone, and comes as @types/mdast.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '^mdast$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|[.]next|coverage)/|next-env[.]d[.]ts$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
