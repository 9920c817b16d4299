import { describe, expect, it } from 'vitest';
import { lintFiles, lintText } from '../../support/lint.ts';

const COMPOSE = 'docker-compose.yml';

function service(lines: string): string {
  return `services:\n  web:\n    image: ghcr.io/acme/web:1.2.3\n${lines}`;
}

async function rulesIn(path: string, text: string): Promise<readonly string[]> {
  return (await lintText(path, text)).map((finding) => finding.rule);
}

describe('suppression comments', () => {
  it('silence the next element when they stand alone', async () => {
    const text = service(
      '    # preflight-ignore compose/privileged-container -- needs the GPU\n    privileged: true\n',
    );
    const report = await lintFiles({ files: { [COMPOSE]: text }, path: COMPOSE });
    expect(report.findings.map((finding) => finding.rule)).not.toContain('compose/privileged-container');
    expect(report.suppressed.map((finding) => finding.suppressed?.reason)).toContain('needs the GPU');
  });

  it('silence their own line when they trail', async () => {
    expect(
      await rulesIn(COMPOSE, service('    privileged: true # preflight-ignore compose/privileged-container -- GPU\n')),
    ).not.toContain('compose/privileged-container');
  });

  it('cover everything inside a service, a server block or a table', async () => {
    const compose =
      'services:\n  # preflight-ignore compose/privileged-container -- GPU\n  web:\n    image: a/b:1\n    privileged: true\n  api:\n    image: a/b:1\n    privileged: true\n';
    const found = await lintText(COMPOSE, compose);
    const spots = found
      .filter((finding) => finding.rule === 'compose/privileged-container')
      .map((finding) => compose.slice(0, finding.span.start).split('\n').length);
    expect(spots).toEqual([8]);
    const nginx =
      'events {}\nhttp {\n  # preflight-ignore nginx/tls-protocols-weak -- old devices\n  server {\n    listen 443 ssl;\n    ssl_protocols TLSv1;\n  }\n}\n';
    expect(await rulesIn('nginx.conf', nginx)).not.toContain('nginx/tls-protocols-weak');
    const toml = '# preflight-ignore toml/tls-disabled -- behind the proxy\n[server.tls]\nenabled = false\n';
    expect(await rulesIn('service.toml', toml)).not.toContain('toml/tls-disabled');
  });

  it('do not reach the element after the next', async () => {
    const env = '# preflight-ignore env/debug-enabled -- staging\nDEBUG=true\nFLASK_DEBUG=1\n';
    const found = (await lintText('.env', env)).filter((finding) => finding.rule === 'env/debug-enabled');
    expect(found.every((finding) => finding.span.start > env.indexOf('FLASK'))).toBe(true);
  });

  it('for a whole file stand in its first comment block only', async () => {
    expect(await rulesIn('.env', '# preflight-ignore-file env/debug-enabled -- staging\nDEBUG=true\n')).not.toContain(
      'env/debug-enabled',
    );
    const late = await lintText('.env', 'A=1\n# preflight-ignore-file env/debug-enabled -- staging\nDEBUG=true\n');
    expect(late.map((finding) => finding.rule)).toEqual(
      expect.arrayContaining(['env/debug-enabled', 'preflight/suppression']),
    );
  });

  it.each([
    ['no reason', '# preflight-ignore env/debug-enabled\nDEBUG=true\n', 'reason'],
    ['a placeholder', '# preflight-ignore env/debug-enabled -- reason\nDEBUG=true\n', 'gives no reason'],
    [
      'a place to fill in',
      '# preflight-ignore env/debug-enabled -- <your reason here>\nDEBUG=true\n',
      'gives no reason',
    ],
    ['a note to oneself', '# preflight-ignore env/debug-enabled -- TODO\nDEBUG=true\n', 'gives no reason'],
    ['an unknown rule', '# preflight-ignore env/debug-enable -- x\nDEBUG=true\n', 'did you mean env/debug-enabled'],
    ['a past date', '# preflight-ignore env/debug-enabled until=2026-11-21 -- x\nDEBUG=true\n', 'expired'],
    ['a date that is none', '# preflight-ignore env/debug-enabled until=soon -- x\nDEBUG=true\n', 'YYYY-MM-DD'],
    ['no rule', '# preflight-ignore -- x\nDEBUG=true\n', 'names no rule'],
    ['nothing to silence', '# preflight-ignore env/debug-enabled -- x\nPORT=80\n', 'silences nothing'],
  ])('with %s are findings themselves', async (_name, text, words) => {
    const found = (await lintText('.env', text)).filter((finding) => finding.rule === 'preflight/suppression');
    expect(found.map((finding) => finding.message).join()).toContain(words);
  });

  it('count to the end of their last day', async () => {
    expect(await rulesIn('.env', '# preflight-ignore env/debug-enabled until=2026-11-22 -- x\nDEBUG=true\n')).toEqual(
      [],
    );
  });

  it('keep working with CRLF and several rules in one comment', async () => {
    const text = '# preflight-ignore env/debug-enabled, env/permissive-hosts -- demo\r\nDEBUG=true\r\n';
    const found = await lintText('.env', text);
    expect(found.map((finding) => [finding.rule, finding.message])).toEqual([
      ['preflight/suppression', expect.stringContaining('env/permissive-hosts silences nothing')],
    ]);
  });
});

describe('a trailing comment behind a value of several lines', () => {
  it('covers that value', async () => {
    const text = '[cors]\nallowed_origins = [\n  "*",\n] # preflight-ignore toml/permissive-cors -- public data\n';
    const report = await lintFiles({ files: { 'service.toml': text }, path: 'service.toml' });
    expect(report.findings.map((finding) => finding.rule)).not.toContain('toml/permissive-cors');
    expect(report.suppressed.map((finding) => finding.rule)).toContain('toml/permissive-cors');
  });
});
