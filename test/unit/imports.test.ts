import { describe, expect, it } from 'vitest';
import {
  circlesIn,
  importsOf,
  packageOf,
  partOfFile,
  readArchitecture,
  sourceFiles,
  sourceText,
} from '../support/architecture.ts';

/** The table of folders and the one of libraries in ARCHITECTURE.md: what they say is what is allowed. */
const ARCHITECTURE = readArchitecture();
const FILES = sourceFiles();

/** A rule's path: one folder, the family, below `rules`. */
const RULE = /^server\/src\/rules\/[a-z]+\/[^/]+\.ts$/;

describe('import directions', () => {
  it('every folder has a row in ARCHITECTURE.md, and every row a folder', () => {
    expect(FILES.filter((file) => partOfFile(ARCHITECTURE, file) === undefined)).toEqual([]);
    // Folders of data hold no source file; they are imported.
    const named = FILES.flatMap((file) => [file, ...importsOf(file).flatMap((one) => one.file ?? [])]);
    const used = new Set(named.map((file) => partOfFile(ARCHITECTURE, file)));
    expect([...ARCHITECTURE.parts.keys()].filter((part) => !used.has(part))).toEqual([]);
  });

  it('every part imports only what ARCHITECTURE.md allows', () => {
    const wrong = FILES.flatMap((file) => {
      const part = partOfFile(ARCHITECTURE, file) ?? '';
      const allowed = ARCHITECTURE.parts.get(part);
      return importsOf(file).flatMap(({ name, file: target }) => {
        const other = target === undefined ? packageOf(name) : partOfFile(ARCHITECTURE, target);
        const isAllowed =
          target === undefined
            ? allowed?.packages.has(packageOf(name))
            : other === part || (other !== undefined && allowed?.imports.has(other));
        return isAllowed === true ? [] : [`${file} -> ${name} (${part} -> ${other})`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('parts import each other in one direction: the table has no circle', () => {
    expect(circlesIn(new Map([...ARCHITECTURE.parts].map(([part, { imports }]) => [part, [...imports]])))).toEqual([]);
  });

  it('no files import each other in a circle, types included', () => {
    const edges = FILES.map((file) => [file, importsOf(file).flatMap(({ file: target }) => target ?? [])] as const);
    expect(circlesIn(new Map(edges)).map((circle) => circle.join(' <-> '))).toEqual([]);
  });

  it('finds circles of two, of more, and none in a tree', () => {
    const graph = (text: string) => new Map(text.split(' ').map((edge) => [edge.charAt(0), [...edge.slice(1)]]));
    expect(circlesIn(graph('abc bd cd d'))).toEqual([]);
    expect(circlesIn(graph('ab bac c'))).toEqual([['a', 'b']]);
    expect(circlesIn(graph('ab bc cda d efd fe'))).toEqual([
      ['a', 'b', 'c'],
      ['e', 'f'],
    ]);
  });

  it('rules/<family> holds rules only, and no rule imports a rule', () => {
    const rules = FILES.filter((file) => RULE.test(file));
    expect(rules.length).toBeGreaterThan(300);
    expect(rules.filter((file) => !sourceText(file).includes('export default defineRule('))).toEqual([]);
    expect(rules.filter((file) => importsOf(file).some(({ file: target = '' }) => RULE.test(target)))).toEqual([]);
  });

  it('the client takes the messages of the protocol at run time and nothing else of the server', () => {
    const wrong = FILES.filter((file) => file.startsWith('client/')).flatMap((file) =>
      importsOf(file).flatMap(({ name, file: target = '' }) =>
        target.startsWith('server/') && target !== 'server/src/protocol/messages.ts' ? [`${file} -> ${name}`] : [],
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('no file is over 400 lines, no rule over 150; functions are held to 60 by Biome', () => {
    const long = FILES.filter((file) => {
      const isTable = /\/knowledge\/|\/secrets\/tables\/|registry\.ts$/.test(file);
      return !isTable && sourceText(file).trimEnd().split('\n').length > (RULE.test(file) ? 150 : 400);
    });
    expect(long).toEqual([]);
    const biome = JSON.parse(sourceText('biome.json'));
    expect(biome.linter.rules.complexity.noExcessiveLinesPerFunction).toMatchObject({
      level: 'error',
      options: { maxLines: 60 },
    });
  });
});
