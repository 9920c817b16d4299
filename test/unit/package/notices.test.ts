import * as esbuild from 'esbuild';
import { expect, it } from 'vitest';
import { bundles } from '../../../tools/bundles.ts';
import { BUNDLED } from '../../../tools/notices.ts';

it('names in the notices exactly the packages whose code the bundles hold', async () => {
  const built = await Promise.all(
    bundles.map((options) => esbuild.build({ ...options, write: false, metafile: true, minify: false })),
  );
  const names = built.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
        bytesInOutput === 0 ? [] : (/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
      ),
    ),
  );
  expect([...BUNDLED].sort()).toEqual([...new Set(names)].sort());
}, 120_000);
