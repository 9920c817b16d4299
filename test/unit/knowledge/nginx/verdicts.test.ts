import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { directiveFacts } from '../../../../server/src/knowledge/nginx/directives.ts';
import { refusals } from '../../../support/nginx-verdict.ts';
import { DUPLICATE_CASES } from './duplicate-cases.ts';

const SHARED = new URL('../../../../../shared/catalogue/', import.meta.url);
const hasShared = existsSync(SHARED);

interface LexerCase {
  readonly id: string;
  readonly where: string;
  readonly snippet: string;
  readonly ok: boolean;
}

function wrapped({ where, snippet }: LexerCase): string {
  if (where === 'server') return `events {}\nhttp {\n  server {\n    listen 127.0.0.1:18080;\n${snippet}\n  }\n}\n`;
  return where === 'http' ? `events {}\nhttp {\n${snippet}\n}\n` : `${snippet}events {}\nhttp {}\n`;
}

/** A directive of a module that a stock build of nginx does not have. */
function needsOtherBuild(text: string): boolean {
  const names: string[] = [];
  const visit = (nodes: ReturnType<typeof readNginx>['nodes']): void => {
    for (const node of nodes) {
      names.push(node.name.value);
      if (node.body?.kind === 'directives') visit(node.body.nodes);
    }
  };
  visit(readNginx(text).nodes);
  return names.some((name) => !['oss', undefined].includes(directiveFacts(name)?.source));
}

describe('what nginx -t says', () => {
  it.each(DUPLICATE_CASES.map((one) => [one.id, one] as const))('twice: %s', async (_, { text, ok }) => {
    const found = await refusals(text, { version: '1.22.1' });
    expect(found.length === 0, found.map((finding) => finding.message).join('; ')).toBe(ok);
  });

  it.skipIf(!hasShared)('our duplicate cases cover the catalogue, with its verdicts', () => {
    const oracle = JSON.parse(readFileSync(new URL('duplicates-oracle.json', SHARED), 'utf8')) as Record<
      string,
      { ok: boolean }
    >;
    const ours = Object.fromEntries(DUPLICATE_CASES.map((one) => [one.id, one.ok]));
    expect(ours).toEqual(Object.fromEntries(Object.entries(oracle).map(([id, { ok }]) => [id, ok])));
  });

  it.skipIf(!hasShared)('agrees on every lexer case of the catalogue', async () => {
    const cases = JSON.parse(readFileSync(new URL('lexer-oracle.json', SHARED), 'utf8')) as readonly LexerCase[];
    const wrong: string[] = [];
    for (const one of cases) {
      const text = wrapped(one);
      const found = await refusals(text, { version: '1.22.1', files: { 'inc_rel.conf': '' } });
      if ((found.length === 0 && !needsOtherBuild(text)) !== one.ok) wrong.push(one.id);
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(115);
  });
});
