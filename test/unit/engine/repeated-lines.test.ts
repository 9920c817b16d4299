import { expect, test } from 'vitest';
import type { Finding } from '../../../server/src/finding/finding.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { applyFix } from '../../support/apply-fix.ts';
import { lintText } from '../../support/lint.ts';
import { documentsOf } from '../../support/rule-pages.ts';

const PATH = 'nginx.conf';
const REPEATING = /^nginx\/(?:add-header-inheritance|proxy-set-header-inheritance|directive-inheritance|hsts-dropped)$/;

/** A line of the level above, and one of the same set in the location that so loses it. */
const OWN: Readonly<Record<string, readonly [string, string]>> = {
  add_header: ['add_header X-A b;', 'proxy_pass http://app:80;'],
  proxy_set_header: ['proxy_set_header X-A b;', 'proxy_pass http://app:80;'],
  proxy_hide_header: ['proxy_hide_header X-A;', 'proxy_pass http://app:80;'],
  fastcgi_param: ['fastcgi_param X_A b;', 'fastcgi_pass app:9000;'],
};

function configWith(line: string): string {
  const [own, pass] = OWN[line.split(' ')[0] ?? ''] ?? [];
  return [
    'events {}',
    'http {',
    '    server {',
    '        listen 443 ssl;',
    '        ssl_certificate a.pem;',
    '        ssl_certificate_key a.key;',
    `        ${line}`,
    '        location /x/ {',
    `            ${own}`,
    `            ${pass}`,
    '        }',
    '    }',
    '}',
    '',
  ].join('\n');
}

function check(text: string): Promise<readonly Finding[]> {
  return lintText(PATH, text, { profile: 'all' });
}

function more(after: readonly Finding[], before: readonly Finding[]): readonly string[] {
  const count = (list: readonly Finding[], rule: string) => list.filter((finding) => finding.rule === rule).length;
  return [...new Set(after.map(({ rule }) => rule))].filter((rule) => count(after, rule) > count(before, rule));
}

test('a fix that repeats a line is offered only where the line has no finding: it would be there twice', async () => {
  const broken: string[] = [];
  let offered = 0;
  for (const line of linesOfAllExamples()) {
    const text = configWith(line);
    const before = await check(text);
    for (const finding of before.filter(({ rule }) => REPEATING.test(rule))) {
      for (const index of finding.fixes.keys()) {
        offered += 1;
        const after = await check(applyFix({ [PATH]: text }, finding, index)[PATH] ?? '');
        broken.push(...more(after, before).map((rule) => `${line} -> ${rule}`));
        if (after.some(({ rule }) => rule === finding.rule)) broken.push(`${line}: still there`);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(offered).toBeGreaterThan(25);
});

/** Every line of a set that an nginx rule shows in its examples, right or wrong. */
function linesOfAllExamples(): ReadonlySet<string> {
  const examples = RULES.filter((rule) => rule.formats.includes('nginx')).flatMap(({ id }) =>
    Object.values(documentsOf(id)).flat(),
  );
  const line = /^\s*((?:add_header|proxy_set_header|proxy_hide_header|fastcgi_param) [^;\n]*;)/gm;
  return new Set(examples.flatMap(({ text }) => [...text.matchAll(line)].flatMap((match) => match[1] ?? [])));
}

test('blocks of the same words in two servers are two findings: repairing one leaves the other its fingerprint', async () => {
  const server = (port: number, host: string) =>
    `server {\n    listen ${port};\n    location / {\n        proxy_set_header Host ${host};\n        proxy_pass http://app:80;\n    }\n}\n`;
  const prints = async (text: string) =>
    (await lintText('site.nginx.conf', text, { selection: { only: new Set(['nginx/host-header-spoofing']) } })).map(
      ({ fingerprint }) => fingerprint,
    );
  const [first, second] = await prints(server(8001, '$http_x_forwarded_host') + server(8002, '$http_x_forwarded_host'));
  expect(first).not.toBe(second);
  expect(await prints(server(8001, '$host') + server(8002, '$http_x_forwarded_host'))).toEqual([second]);
});

test('regexes that begin alike are told apart by their whole text', async () => {
  const at = (ending: string) => `    location ~* \\.(?:${ending})$ {\n        add_header X-A b;\n    }\n`;
  const text = `server {\n    add_header X-Content-Type-Options nosniff;\n${at('css|js')}${at('png')}}\n`;
  const found = await lintText('site.nginx.conf', text, {
    selection: { only: new Set(['nginx/add-header-inheritance']) },
  });
  expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  const [first, second] = found;
  if (first === undefined || second === undefined) throw new Error('two findings');
  const fixed = applyFix({ 'site.nginx.conf': text }, first, 0)['site.nginx.conf'] ?? '';
  const left = await lintText('site.nginx.conf', fixed, {
    selection: { only: new Set(['nginx/add-header-inheritance']) },
  });
  expect(left.map(({ fingerprint }) => fingerprint)).toEqual([second.fingerprint]);
});
