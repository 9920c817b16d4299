import { describe, expect, it } from 'vitest';
import { Project } from '../../../server/src/project/project.ts';
import type { Rule } from '../../../server/src/rules/contract.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const uri = MemoryHost.uri;

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('project', () => {
  it('tells which rule made a file slow', async () => {
    const slow: string[] = [];
    const host = new MemoryHost({ 'slow.env': 'A=1\n' });
    const rules = RULES.map((rule) =>
      rule.id === 'dotenv/duplicate-key'
        ? {
            ...rule,
            check: () => busy(300),
          }
        : rule,
    ) as Rule[];
    const project = new Project({
      host,
      roots: [MemoryHost.root],
      rules,
      today: () => '2026-11-22',
      onSlow: (path, { rule, ofRule }) => slow.push(`${path} ${rule} ${ofRule >= 200}`),
    });
    await project.check(uri('slow.env'));
    expect(slow).toEqual(['slow.env dotenv/duplicate-key true']);
  });

  it('reads nothing on a second check and nothing on a keystroke', async () => {
    const { project, host } = memoryProject({
      files: {
        'docker-compose.yml': 'services:\n  a:\n    image: x:1\n    env_file: a.env\n',
        'a.env': 'A=1\n',
        '.env': 'B=1\n',
      },
    });
    project.open(uri('docker-compose.yml'), 'services:\n  a:\n    image: x:1\n    env_file: a.env\n');
    await project.check(uri('docker-compose.yml'));
    const reads = host.reads;
    await project.check(uri('docker-compose.yml'));
    project.open(uri('docker-compose.yml'), 'services:\n  a:\n    image: x:2\n    env_file: a.env\n');
    await project.check(uri('docker-compose.yml'));
    expect(host.reads).toBe(reads);
  });

  it('a closed file that changes on disk changes the findings of the file that uses it', async () => {
    const { project, host } = memoryProject({
      files: { 'docker-compose.yml': 'services:\n  a:\n    image: postgres:${TAG}\n', '.env': 'TAG=16.2\n' },
    });
    const tag = async () =>
      (await project.check(uri('docker-compose.yml'))).findings.some(
        (finding) => finding.rule === 'compose/mutable-image-tag',
      );
    expect(await tag()).toBe(false);
    host.set('.env', 'TAG=latest\n');
    project.changed(uri('.env'));
    expect(await tag()).toBe(true);
  });

  it('an nginx fragment is judged through the file that includes it', async () => {
    const files = {
      'nginx/nginx.conf': 'events {}\nhttp {\n  ssl_protocols TLSv1.2 TLSv1.3;\n  include conf.d/*.conf;\n}\n',
      'nginx/conf.d/site.conf':
        'server {\n  listen 443 ssl;\n  server_name a.example;\n  ssl_certificate a;\n  ssl_certificate_key b;\n  ssl_protocols TLSv1;\n}\n',
    };
    const { project } = memoryProject({ files });
    const report = await project.check(uri('nginx/conf.d/site.conf'));
    expect(report.findings.map((finding) => finding.rule)).toContain('nginx/tls-protocols-weak');
    expect(report.findings.every((finding) => finding.uri === uri('nginx/conf.d/site.conf'))).toBe(true);
    expect([...report.dependencies.keys()]).toContain(uri('nginx/nginx.conf'));
  });

  it('a file that comes where a pattern looks is taken in, though what was read before has not changed', async () => {
    const nginx = 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n';
    const { project, host } = memoryProject({
      files: { 'nginx/nginx.conf': nginx, 'nginx/conf.d/a.conf': '# none\n' },
    });
    const taken = async () => [...(await project.check(uri('nginx/nginx.conf'))).dependencies.keys()];
    expect(await taken()).not.toContain(uri('nginx/conf.d/b.conf'));
    host.set('nginx/conf.d/b.conf', 'server { listen 80; }\n');
    project.changed(uri('nginx/conf.d/b.conf'));
    expect(await taken()).toContain(uri('nginx/conf.d/b.conf'));
  });

  it('a file outside the workspace is never read', async () => {
    const { project, host } = memoryProject({
      files: { 'docker-compose.yml': 'services:\n  a:\n    image: x:1\n    env_file: ../../etc/secret.env\n' },
    });
    host.files.set('file:///etc/secret.env', 'PASSWORD=hunter2\n');
    const report = await project.check(uri('docker-compose.yml'));
    expect(JSON.stringify(report.findings)).not.toContain('hunter2');
    expect(project.store.get('file:///etc/secret.env')).toBeUndefined();
  });

  it('a file that cannot be read is a finding, a file of another kind is none', async () => {
    const { project, host } = memoryProject({ files: { 'a.txt': 'x' } });
    host.read = () => Promise.resolve({ state: 'unreadable', reason: 'not UTF-8 text' });
    expect((await project.check(uri('.env'))).findings.map((finding) => finding.message)).toEqual([
      'Not checked: not UTF-8 text',
    ]);
    const other = memoryProject({ files: { 'a.txt': 'DEBUG=true' } });
    expect((await other.project.check(uri('a.txt'))).format).toBeUndefined();
  });

  it('a crashing rule is one finding and the others go on', async () => {
    const { RULES } = await import('../../../server/src/rules/registry.ts');
    const { runRules } = await import('../../../server/src/engine/lint.ts');
    const { RuleSet } = await import('../../../server/src/engine/rule-set.ts');
    const { defaultSettings } = await import('../../../server/src/engine/settings.ts');
    const { project } = memoryProject({ files: { '.env': 'DEBUG=true\n' } });
    const { model } = await project.check(uri('.env'));
    const good = RULES.find((rule) => rule.id === 'env/debug-enabled');
    if (model === undefined || good === undefined) throw new Error('no model');
    const bad = {
      ...good,
      id: 'env/crashing',
      check: () => {
        throw new TypeError('secret-in-message');
      },
    };
    const set = new RuleSet([bad, good].map((rule) => ({ rule, severity: rule.severity, fixed: false })));
    const found = runRules(model, { rules: set, settings: defaultSettings() });
    expect(found.map((finding) => finding.rule).sort()).toEqual(['env/debug-enabled', 'internal/rule-crashed']);
    expect(JSON.stringify(found)).not.toContain('secret-in-message');
  });

  it('fingerprints survive lines added elsewhere', async () => {
    const before = memoryProject({ files: { '.env': 'A=1\nDEBUG=true\n' } });
    const after = memoryProject({ files: { '.env': '# new\nB=2\n\nA=1\nDEBUG=true\n' } });
    const print = async (project: typeof before.project) =>
      (await project.check(uri('.env'))).findings.map((finding) => finding.fingerprint);
    expect(await print(before.project)).toEqual(await print(after.project));
  });
});

describe('paths', () => {
  it('a path that is no URI names no file and throws nothing', async () => {
    const { project } = memoryProject({
      files: {
        'docker-compose.yml':
          'services:\n  a:\n    image: x:1\n    env_file: "a\ud800.env"\n    extends: { file: "\udc00.yml", service: b }\n',
        'nginx.conf': 'events {}\nhttp { include "\ud800*.conf"; }\n',
      },
    });
    for (const path of ['docker-compose.yml', 'nginx.conf'])
      expect((await project.check(uri(path))).format).toBeDefined();
  });

  it('nginx paths of the settings are relative to the settings file', async () => {
    const files = {
      'deploy/preflight.json': '{ "nginx": { "prefix": "conf", "pathMap": { "/etc/nginx": "conf" } } }',
      'deploy/conf/nginx.conf':
        'events {}\nhttp {\n  include /etc/nginx/tls.conf;\n  server { listen 443 ssl; ssl_certificate a; ssl_certificate_key b; server_name x.example; }\n}\n',
      'deploy/conf/tls.conf': 'ssl_protocols TLSv1;\n',
    };
    const { project } = memoryProject({ files });
    const report = await project.check(uri('deploy/conf/tls.conf'));
    expect(report.findings.map((finding) => finding.rule)).toContain('nginx/tls-protocols-weak');
  });
});
