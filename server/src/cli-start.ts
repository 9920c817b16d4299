import * as module from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vm from 'node:vm';
import { optimizeLate } from './cli/engine-flags.ts';
import { KeptCode } from './hosts/node/kept-code.ts';

// Compiling the program costs more than running it on a small file: from Node 22.8 on V8's code is kept in Node's compile cache, in the
// temporary folder (https://nodejs.org/api/module.html#module-compile-cache). The program is a file of its own because only what is loaded
// later is cached.

/** What the program exports. */
interface Program {
  leavesCode(): boolean;
}

type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
  folder: string,
) => void;

const program = fileURLToPath(new URL('preflight.cjs', import.meta.url));
const require = module.createRequire(program);
const folder = compileCacheFolder();
if (folder === undefined || process.argv[2] !== 'scan') require(program);
else runKept(folder);

/** The folder of Node's compile cache, switched on; `undefined` where there is none (`NODE_DISABLE_COMPILE_CACHE`). */
function compileCacheFolder(): string | undefined {
  const [enable, folder]: unknown[] = ['enableCompileCache', 'getCompileCacheDir'].map((name) =>
    Reflect.get(module, name),
  );
  if (typeof enable !== 'function' || typeof folder !== 'function') return undefined;
  enable();
  return folder() as string | undefined;
}

/** Runs the program with the code that an earlier scan left, or leaves it. */
function runKept(folder: string): void {
  // V8 takes only code that was compiled under the same flags: the scan's own are set before.
  optimizeLate();
  const kept = new KeptCode(folder, program);
  const source = kept.source();
  const cachedData = kept.read();
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: program,
    ...(cachedData !== undefined && { cachedData }),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const loaded = { exports: {} };
  (script.runInThisContext() as Wrapped)(loaded.exports, require, loaded, program, dirname(program));
  if (script.cachedDataRejected === false) return;
  process.once('exit', () => {
    if ((loaded.exports as Program).leavesCode()) kept.write(script.createCachedData());
  });
}
