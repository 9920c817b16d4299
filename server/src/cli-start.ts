import * as module from 'node:module';

// Compiling the program costs more than running it on a small file: from Node 22.8 on V8's code is kept beside Node's own in the temporary
// folder (https://nodejs.org/api/module.html#module-compile-cache). The program is a file of its own because only later imports are cached.
const enableCompileCache: unknown = Reflect.get(module, 'enableCompileCache');
if (typeof enableCompileCache === 'function') enableCompileCache();
await import('./cli.ts');
