import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { packPages } from './rule-page-source.ts';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const development = process.argv.includes('--dev');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const common: esbuild.BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  minify: !development,
  sourcemap: development ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'warning',
  define: { PREFLIGHT_VERSION: JSON.stringify(version) },
};

/** dotenv names Node modules at its top level, which `parse` never touches; a browser gets empty ones. */
const emptyNodeModules: esbuild.Plugin = {
  name: 'empty-node-modules',
  setup(build) {
    build.onResolve({ filter: /^(node:)?(fs|path|os|crypto|url)$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}', loader: 'js' }));
  },
};

/** The command line loads the language server only for `preflight lsp`: a file of its own beside it. */
const serverBeside: esbuild.Plugin = {
  name: 'server-beside',
  setup(build) {
    build.onResolve({ filter: /\/node\.ts$/ }, ({ kind, importer }) =>
      kind === 'dynamic-import' && /[\\/]src[\\/](cli\.ts|cli[\\/])/.test(importer)
        ? { path: './server.js', external: true }
        : undefined,
    );
  },
};

/** The MCP server brings a library of its own: a file beside the command line, so that nothing else pays for it. */
const agentsBeside: esbuild.Plugin = {
  name: 'agents-beside',
  setup(build) {
    build.onResolve({ filter: /^\.\/mcp\/serve\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './mcp.js', external: true } : undefined,
    );
  },
};

/** The server of the VSIX takes the engine from the worker's bundle beside it, so that the package holds it once. */
const engineBeside: esbuild.Plugin = {
  name: 'engine-beside',
  setup(build) {
    build.onResolve({ filter: /\/lsp\/session\.ts$/ }, () => ({ path: './browser.js', external: true }));
  },
};

/** What the command line is made of besides the engine. */
const isCommandLine = (path: string): boolean => /^(?:cli\.ts$|cli\/|hosts\/node)/.test(path);
const sourcePath = (path: string): string => relative(join(root, 'server/src'), path).split(sep).join('/');

/** The command line of the VSIX takes the engine from the worker's bundle too, and its server is the VSIX's own. */
const engineBesideCommandLine: esbuild.Plugin = {
  name: 'engine-beside-command-line',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, importer, resolveDir }) => {
      if (!isCommandLine(sourcePath(importer))) return undefined;
      const target = sourcePath(join(resolveDir, path));
      if (target === 'node.ts') return { path: './node.js', external: true };
      return isCommandLine(target) ? undefined : { path: './browser.js', external: true };
    });
  },
};

/** The exports of the engine that the command line imports, as the source of a module: the worker's bundle hands them out beside its own. */
function engineForCommandLine(): string {
  const folder = join(root, 'server/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/'));
  const names = new Map<string, Set<string>>();
  for (const file of files.filter((name) => name.endsWith('.ts') && isCommandLine(name))) {
    const source = readFileSync(join(folder, file), 'utf8');
    for (const [, list = '', path = ''] of source.matchAll(/^import \{([^}]*)\} from '(\.[^']*)';/gm)) {
      const target = sourcePath(join(folder, dirname(file), path));
      if (isCommandLine(target)) continue;
      const known = names.get(target) ?? new Set();
      for (const name of list.split(',').map((one) => one.trim())) if (/^\w+$/.test(name)) known.add(name);
      names.set(target, known);
    }
  }
  const lines = [...names].filter(([, list]) => list.size > 0).sort();
  return [
    "export * from './browser.ts';",
    ...lines.map(([target, list]) => `export { ${[...list].sort().join(', ')} } from './${target}';`),
  ].join('\n');
}

/**
 * What the library of the MCP server brings for others: Ajv checks answers to questions to the user, which we never ask, and the other one
 * converts schemas of zod 3. A third of the bundle.
 */
const withoutUnused: esbuild.Plugin = {
  name: 'without-unused',
  setup(build) {
    const contents = [
      "const refuse = () => { throw new Error('left out of this bundle'); };",
      'export class AjvJsonSchemaValidator { getValidator = refuse; }',
      'export const zodToJsonSchema = refuse;',
    ].join('\n');
    build.onResolve({ filter: /(?:\/validation\/ajv-provider\.js|^zod-to-json-schema)$/ }, ({ path }) => ({
      path,
      namespace: 'unused',
    }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents, loader: 'js' }));
  },
};

/** CommonJS packages inside an ESM bundle call `require` for Node's own modules. */
const requireInEsm = {
  js: "import { createRequire as preflightRequire } from 'node:module'; const require = preflightRequire(import.meta.url);",
};

/** The same address for CommonJS output, which has no `import.meta`. */
const importMetaInCjs: esbuild.BuildOptions = {
  banner: { js: "const preflightUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { ...common.define, 'import.meta.url': 'preflightUrl' },
};

// `module` first: jsonc-parser's `main` is UMD, which no bundler can follow. yaml's build for Node asks `process.env` about every
// token, a fifth of its time; its ES modules for browsers are the same code without that, and only what is used is bundled.
const node: esbuild.BuildOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
};
const browser: esbuild.BuildOptions = { ...common, platform: 'browser', plugins: [emptyNodeModules] };

/** Everything that is built. The VSIX takes `dist`, npm takes `server/dist`. */
export const bundles: readonly esbuild.BuildOptions[] = [
  // CommonJS: VS Code 1.91 loads extensions with `require`, and no web-worker host takes ESM; hence no `type` in the manifest.
  {
    ...node,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: ['client/src/node.ts'],
    outfile: 'dist/client/node.js',
  },
  {
    ...browser,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: ['client/src/browser.ts'],
    outfile: 'dist/client/browser.js',
    plugins: [emptyNodeModules],
  },
  {
    ...node,
    format: 'cjs',
    entryPoints: ['server/src/node.ts'],
    outfile: 'dist/server/node.js',
    ...importMetaInCjs,
    plugins: [engineBeside],
  },
  {
    ...browser,
    format: 'iife',
    globalName: 'preflightServer',
    footer: { js: "if (typeof module === 'object') module.exports = preflightServer;" },
    stdin: { contents: engineForCommandLine(), resolveDir: join(root, 'server/src'), loader: 'ts' },
    outfile: 'dist/server/browser.js',
  },
  {
    ...node,
    format: 'cjs',
    entryPoints: ['server/src/cli.ts'],
    outfile: 'dist/server/cli.js',
    ...importMetaInCjs,
    plugins: [agentsBeside, engineBesideCommandLine],
  },
  {
    ...node,
    format: 'esm',
    banner: requireInEsm,
    entryPoints: ['server/src/node.ts'],
    outfile: 'server/dist/server.js',
  },
  {
    // CommonJS: what starts it hands V8 the code an earlier run left, which Node offers for scripts only.
    ...node,
    format: 'cjs',
    entryPoints: ['server/src/cli.ts'],
    outfile: 'server/dist/preflight.cjs',
    ...importMetaInCjs,
    plugins: [serverBeside, agentsBeside],
  },
  {
    ...node,
    format: 'cjs',
    entryPoints: ['server/src/mcp/serve.ts'],
    outfile: 'dist/server/mcp.js',
    plugins: [withoutUnused],
  },
  {
    ...node,
    format: 'esm',
    banner: requireInEsm,
    entryPoints: ['server/src/mcp/serve.ts'],
    outfile: 'server/dist/mcp.js',
    plugins: [withoutUnused],
  },
  {
    ...node,
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
    entryPoints: ['server/src/cli-start.ts'],
    outfile: 'server/dist/cli.js',
  },
];

/** Builds the bundles whose path holds one of the words, all without a word. */
export async function buildBundles(words: readonly string[] = []): Promise<readonly string[]> {
  const wanted = selectBundles(words);
  await Promise.all(wanted.map((options) => esbuild.build(options)));
  const outfiles = wanted.map(({ outfile = '' }) => outfile);
  const folders = new Set(outfiles.filter((path) => path.includes('server/')).map((path) => dirname(path)));
  return [...outfiles, ...[...folders].map(writePages)];
}

/** Packs the pages of the rules into one file beside the bundles of a folder, read when somebody wants to see one. */
export function writePages(folder: string): string {
  const path = `${folder}/rule-pages.json`;
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(packPages(join(root, 'docs/rules'))));
  return path;
}

export function selectBundles(words: readonly string[]): readonly esbuild.BuildOptions[] {
  return bundles.filter(({ outfile }) => words.length === 0 || words.some((word) => outfile?.includes(word) === true));
}
