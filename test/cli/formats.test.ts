import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKLISTS } from '../../server/src/checklists/checklists.ts';
import { folderWith, runCli } from './run-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(import.meta.url);

const FILES = {
  'app/.env':
    '# preflight-ignore env/permissive-hosts -- one tenant, its own network\nALLOWED_HOSTS=*\nDEBUG=true\nDB_PASSWORD=hunter2\n# preflight-ignore env/debug-enabled -- gone\nPORT=1\n',
  'docker-compose.yml':
    'services:\n  "a<b>&c":\n    image: x:1\n    privileged: true\n    environment:\n      DB_PASSWORD: hunter2\n',
  'weird ,:%name/.env': 'DEBUG=true\n',
  'nginx/nginx.conf': 'events {}\nhttp {\n  server {\n    listen 443 ssl;\n    ssl_protocols TLSv1;\n  }\n}\n',
  'clean.env': 'PORT=80\n',
};

let cwd = '';
beforeAll(async () => {
  cwd = folderWith(FILES);
});

async function output(format: string): Promise<string> {
  const { stdout } = await runCli(['scan', '--format', format, '--fail-on', 'never'], { cwd });
  expect(stdout).not.toContain('hunter2');
  return stdout;
}

function validator(schema: object): (data: unknown) => string {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (data) => (validate(data) ? '' : ajv.errorsText(validate.errors));
}

describe('output formats', () => {
  it('JSON follows schemas/report.schema.json', async () => {
    const check = validator(JSON.parse(readFileSync(`${ROOT}schemas/report.schema.json`, 'utf8')));
    const report = JSON.parse(await output('json'));
    expect(check(report)).toBe('');
    expect(report.findings.length).toBeGreaterThan(4);
    expect(report.files.map((file: { path: string }) => file.path)).toContain('clean.env');
  });

  it('SARIF is accepted by the official 2.1.0 schema, with relative URIs, fingerprints, suppressions and fixes', async () => {
    const schema = JSON.parse(
      readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
    );
    // The official file says draft-04; nothing it uses means something else in draft-07.
    delete schema.$schema;
    delete schema.id;
    const log = JSON.parse(await output('sarif'));
    expect(validator(schema)(log)).toBe('');
    const [run] = log.runs;
    const uris: string[] = run.results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris.every((uri) => !uri.startsWith('/') && !uri.includes(':'))).toBe(true);
    expect(uris).toContain('weird%20%2C%3A%25name/.env');
    expect(
      run.results.every((result: { partialFingerprints: Record<string, string> }) =>
        /^[0-9a-f]{16}$/.test(result.partialFingerprints['preflightFingerprint/v1'] ?? ''),
      ),
    ).toBe(true);
    expect(run.results.some((result: { suppressions?: unknown[] }) => result.suppressions?.length === 1)).toBe(true);
    expect(run.results.some((result: { fixes?: unknown[] }) => result.fixes?.length === 1)).toBe(true);
    expect(
      run.tool.driver.rules.every(
        (rule: { helpUri: string; properties: Record<string, string> }) =>
          rule.helpUri !== '' && rule.properties['security-severity'] !== undefined,
      ),
    ).toBe(true);
  });

  it('JUnit has one suite a file and escapes what XML needs', async () => {
    const text = await output('junit');
    expect(text).toContain('name="clean.env" tests="1" failures="0"');
    expect(text).toContain('a&lt;b&gt;&amp;c');
    const opened = text.match(/<(?:testsuites|testsuite|testcase|failure)\b[^>]*[^/]>/g)?.length;
    expect(text.match(/<\/(?:testsuites|testsuite|testcase|failure)>/g)?.length).toBe(opened);
  });

  it('GitHub annotations escape properties', async () => {
    const lines = (await output('github')).trim().split('\n');
    expect(lines.every((line) => /^::(error|warning|notice) file=/.test(line))).toBe(true);
    expect(lines.some((line) => line.includes('file=weird %2C%3A%25name/.env'))).toBe(true);
  });

  it('Markdown links rules', async () => {
    expect(await output('markdown')).toMatch(
      /\| critical \| docker-compose\.yml:4 \| .* \| \[compose\/privileged-container\]\(https:/,
    );
  });

  it('HTML is one page that loads nothing', async () => {
    const page = await output('html');
    expect(page).toContain('<!doctype html>');
    expect(page).not.toMatch(/<script|<link|src=|@import|url\(/);
    expect(page).toContain('a&lt;b&gt;&amp;c');
    expect(page).toContain('color-scheme: light dark');
  });

  it('writes to a file with --output', async () => {
    await runCli(['scan', '--format', 'sarif', '--output', 'out/report.sarif', '--fail-on', 'never'], { cwd });
    expect(JSON.parse(readFileSync(`${cwd}/out/report.sarif`, 'utf8')).version).toBe('2.1.0');
  });
});

describe('checklist command', () => {
  it.each(['text', 'markdown', 'html', 'json'])('prints %s without secrets', async (format) => {
    const { stdout, code } = await runCli(['checklist', 'bap', '--format', format], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('bap-fw-ports');
    expect(stdout).not.toContain('hunter2');
  });

  it('evaluates a custom list and names its mistakes with the line', async () => {
    const folder = folderWith({
      '.env': 'DEBUG=true\n',
      'ours.json':
        '{"name":"ours","sections":[{"title":"A","items":[{"id":"d","title":"No debug","kind":"rule","checks":[{"kind":"rule","rules":["env/debug-enabled"],"about":{"env":"DEBUG"}}]}]}]}',
      'bad.json': '{\n"name":"x",\n"sectoins":[]}',
    });
    const good = await runCli(['checklist', 'ours.json', '--format', 'json', '--fail-on', 'medium'], { cwd: folder });
    expect(JSON.parse(good.stdout).summary.fail).toBe(1);
    expect(good.code).toBe(1);
    expect((await runCli(['checklist', 'bad.json'], { cwd: folder })).stderr).toContain(
      'bad.json:3: Unknown key "sectoins"; did you mean "sections"?',
    );
  });

  it('every built-in list and the custom schema agree', () => {
    const check = validator(JSON.parse(readFileSync(`${ROOT}schemas/checklist.schema.json`, 'utf8')));
    for (const checklist of CHECKLISTS.values())
      expect(check(JSON.parse(JSON.stringify(checklist))), checklist.name).toBe('');
  });
});

describe('completion scripts', () => {
  it.each(['bash', 'zsh', 'fish'])('%s names commands and options', async (shell) => {
    const { stdout, code } = await runCli(['completion', shell], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('checklist');
    expect(stdout).toContain('fail-on');
  });

  it('bash accepts its script and completes', async () => {
    const { spawnSync } = await import('node:child_process');
    const { stdout } = await runCli(['completion', 'bash'], { cwd });
    const run = spawnSync(
      'bash',
      ['-c', `${stdout}\nCOMP_WORDS=(preflight scan --fail-on ""); COMP_CWORD=3; _preflight; echo "\${COMPREPLY[*]}"`],
      { encoding: 'utf8' },
    );
    expect(run.stdout.trim()).toBe('critical high medium low never');
  });
});
