import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = readdirSync(join(root, 'client/src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, read(`client/src/${name}`)] as const);

describe('texts of the client', () => {
  const { l10n } = JSON.parse(read('package.json')) as { readonly l10n: string };
  const bundle = JSON.parse(read(join(l10n, 'bundle.l10n.json'))) as Readonly<Record<string, string>>;

  it('are all in the bundle that the manifest names and the package takes along', () => {
    const calls = sources.flatMap(([name, text]) =>
      [...text.matchAll(/(?<![\w$.])(?:vscode\.l10n\.)?t\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g)].map(
        ([, quote, given = '']) => ({
          name,
          quote,
          text: given.replace(/\\(.)/g, '$1'),
        }),
      ),
    );
    expect(calls.length).toBeGreaterThan(40);
    // A text with something of the moment in it is none that a bundle could hold.
    expect(calls.filter(({ quote }) => quote === '`')).toEqual([]);
    expect(calls.filter(({ text }) => bundle[text] === undefined)).toEqual([]);
    expect(Object.keys(bundle).sort()).toEqual([...new Set(calls.map(({ text }) => text))].sort());
    expect(read('.vscodeignore')).toContain('!l10n/bundle.l10n.json\n');
  });

  it('are never shown without being asked of the bundle', () => {
    const bare = sources.flatMap(([name, text]) =>
      [
        ...text.matchAll(/show(?:Information|Warning|Error)Message\(\s*(['"`])(?!\$\{)([^'"`]*)\1/g),
        ...text.matchAll(
          /\b(?:title|detail|placeHolder|prompt|tooltip|message|description):\s*(['"`])([^'"`]* [^'"`]*)\1/g,
        ),
      ].map(([, , words]) => `${name}: ${words}`),
    );
    // The name of the extension is the same in every language.
    expect(bare.filter((one) => !one.endsWith(': Config Preflight'))).toEqual([]);
  });
});
