import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { URI, Utils } from 'vscode-uri';
import { Project } from '../../../server/src/project/project.ts';
import {
  baseName,
  canonicalUri,
  parentUri,
  relativePath,
  resolveUri,
  uriPath,
} from '../../../server/src/project/uri.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const SPELLINGS = [
  'file:///C:/Work/My%20App/.env',
  'file:///c:/Work/My%20App/.env',
  'file:///c%3A/Work/My%20App/.env',
  'file:///C%3A/Work/My App/.env',
];

describe('a file on a Windows drive', () => {
  it.each(SPELLINGS)('%s has one key', (uri) => {
    expect(canonicalUri(uri)).toBe('file:///c%3A/Work/My%20App/.env');
  });

  it.each(SPELLINGS)('%s lies in its folder, however that is spelled', (uri) => {
    for (const root of ['file:///C:/Work', 'file:///c%3A/Work', 'file:///c:/Work/'])
      expect(relativePath(root, uri)).toBe('My App/.env');
    expect(relativePath('file:///d%3A/Work', uri)).toBeUndefined();
    expect(relativePath('file:///c%3A/Wor', uri)).toBeUndefined();
    expect(baseName(uri)).toBe('.env');
    expect(parentUri(canonicalUri(uri))).toBe('file:///c%3A/Work/My%20App');
  });

  it('is reached by the relative paths of its neighbours, and not above the drive', () => {
    const folder = 'file:///c%3A/Work/App';
    expect(resolveUri(folder, './conf/a.env')).toBe('file:///c%3A/Work/App/conf/a.env');
    expect(resolveUri(folder, '../b/.env')).toBe('file:///c%3A/Work/b/.env');
    expect(relativePath(folder, resolveUri(folder, '../../../../x/.env'))).toBeUndefined();
  });
});

describe('a file on a share', () => {
  it('lies in a folder of the same share only', () => {
    const uri = canonicalUri('file://server/share/app/.env');
    expect(relativePath('file://server/share', uri)).toBe('app/.env');
    expect(relativePath('file://other/share', uri)).toBeUndefined();
    expect(uriPath(uri)).toBe('/share/app/.env');
    expect(resolveUri('file://server/share/app', '../conf/x.env')).toBe('file://server/share/conf/x.env');
  });
});

describe('a project on a Windows drive', () => {
  it('knows its files by every spelling, with what they depend on', async () => {
    const root = 'file:///c%3A/Work/My%20App';
    const host = new MemoryHost();
    host.files.set(
      `${root}/docker-compose.yml`,
      'services:\n  web:\n    env_file: ./conf/app.env\n    privileged: true\n',
    );
    host.files.set(`${root}/conf/app.env`, 'DEBUG=true\n');
    const project = new Project({
      host,
      roots: [root],
      rules: RULES,
      profile: 'recommended',
      today: () => '2026-11-22',
    });
    for (const spelling of ['file:///C:/Work/My%20App/docker-compose.yml', `${root}/docker-compose.yml`]) {
      const report = await project.check(spelling);
      expect(report.findings.map(({ rule }) => rule)).toContain('compose/privileged-container');
      expect([...report.dependencies.keys()]).toContain(`${root}/conf/app.env`);
      expect(project.pathOf(spelling)).toBe('docker-compose.yml');
    }
  });
});

describe('a file of an editor that says more behind its path', () => {
  it.each([
    'git:/w/app?{"path":"/w/app/.env","ref":"HEAD"}',
    'git:/w/app?a=b#c',
    'vscode-vfs://github/w/app#main',
  ])('keeps it in a path below %s', (uri) => {
    for (const path of ['x.env', './conf/x.env', '.env', '../x.env'])
      expect(resolveUri(uri, path)).toBe(Utils.resolvePath(URI.parse(uri), path).toString());
  });
});

describe('a URI that is cut instead of parsed', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[\w.~-]{1,6}$/),
    fc.constantFrom('.', '..', '.env', '..a', 'C:', 'a b', 'ä', '%20', '%2e', ''),
  );
  const uris = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `file:///${names.join('/')}`);
  const accepted = uris.filter((uri) => !uri.startsWith('file:////'));

  it('is what the library makes of it', () => {
    fc.assert(
      fc.property(accepted, (uri) => {
        expect(canonicalUri(uri)).toBe(URI.parse(uri).toString());
        expect(parentUri(uri)).toBe(Utils.dirname(URI.parse(uri)).toString());
        expect(baseName(uri)).toBe(Utils.basename(URI.parse(uri)));
        expect(uriPath(uri)).toBe(URI.parse(uri).path);
      }),
    );
  });

  it('and so is a path below it', () => {
    const paths = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(accepted, paths, fc.constantFrom('', './', '/'), (uri, path, before) => {
        expect(resolveUri(uri, before + path)).toBe(Utils.resolvePath(URI.parse(uri), before + path).toString());
      }),
    );
  });
});
