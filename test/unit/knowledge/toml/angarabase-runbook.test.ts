import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/text/edit.ts';
import { lintText } from '../../../support/lint.ts';

/** The deployment hardening runbook's own final configuration: step 1 in TOML, the rest as settings of the same names. */
const TLS = `[tls]
enabled = true
cert_path = "/etc/angarabase/tls/server.crt"
key_path = "/etc/angarabase/tls/server.key"
require_on_remote_bind = true
`;
const WHOLE = `[server]
addr = "0.0.0.0:5152"

${TLS}
[security]
auth_mode = "scram"
tde_enabled = true
tde_master_key_hex = "\${ANGARABASE_TDE_MASTER_KEY_HEX}"
tde_master_key_id = "master-prod-2026q1"

[audit]
log_path = "/var/lib/angarabase/audit/audit.jsonl"
dml_mode = "allowlist"
dml_allowlist = ["public.users", "public.payments"]
export_json_enabled = true
export_rate_limit_rps = 50

[ops]
metrics_addr = "127.0.0.1:9898"
`;

const FILE = 'etc/angarabase.conf';
const lint = async (text: string, file = FILE) =>
  (await lintText(file, text)).map(
    ({ rule, severity, span }) => `${severity} ${rule} ${text.slice(span.start, span.end)}`,
  );

/** The runbook's configuration with one text changed. */
function without(part: string, replacement: string): string {
  expect(WHOLE).toContain(part);
  return WHOLE.replace(part, replacement);
}

describe('AngaraBase deployment hardening runbook', () => {
  it('is clean as it stands', async () => {
    expect(await lint(WHOLE)).toEqual([]);
    expect(await lint(TLS)).toEqual([]);
    expect(await lint(TLS, 'angarabase.toml')).toEqual([]);
    expect(await lint(TLS.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  it.each([
    ['step 1: TLS off', 'enabled = true', 'enabled = false', ['high toml/tls-disabled false']],
    [
      'step 1: TLS not set',
      'enabled = true\n',
      '',
      ['high toml/remote-bind-without-tls "0.0.0.0:5152"', 'high toml/tls-disabled tls'],
    ],
    [
      'step 1: no certificate',
      'cert_path = "/etc/angarabase/tls/server.crt"\n',
      '',
      ['high toml/missing-credential tls'],
    ],
    ['step 1: empty key', '"/etc/angarabase/tls/server.key"', '""', ['high toml/missing-credential ""']],
    [
      'step 1: remote bind allowed',
      'require_on_remote_bind = true',
      'require_on_remote_bind = false',
      ['high toml/tls-disabled false'],
    ],
    ['step 1: remote bind not set', 'require_on_remote_bind = true\n', '', ['medium toml/tls-disabled tls']],
    ['step 2: trust', '"scram"', '"trust"', ['critical toml/auth-disabled "trust"']],
    ['step 2: mode not set', 'auth_mode = "scram"\n', '', ['medium toml/auth-disabled security']],
    ['step 3: no encryption', 'tde_enabled = true', 'tde_enabled = false', ['medium toml/unencrypted-storage false']],
    [
      'step 3: key of the wrong length',
      '"${ANGARABASE_TDE_MASTER_KEY_HEX}"',
      '"abc123"',
      ['high toml/missing-credential "abc123"'],
    ],
    ['step 3: key without a name', '"master-prod-2026q1"', '""', ['low toml/missing-credential ""']],
    [
      'step 4: audit path is lost',
      '/var/lib/angarabase/audit/audit.jsonl',
      '/tmp/audit.jsonl',
      ['medium toml/audit-disabled "/tmp/audit.jsonl"'],
    ],
    ['step 4: policy off', '"allowlist"', '"off"', ['medium toml/audit-disabled "off"']],
    ['step 4: empty allowlist', '["public.users", "public.payments"]', '[]', ['medium toml/audit-disabled []']],
    [
      'step 4: unbounded export',
      'export_rate_limit_rps = 50',
      'export_rate_limit_rps = 0',
      ['medium toml/unlimited 0'],
    ],
    [
      'step 4: export above the bound',
      'export_rate_limit_rps = 50',
      'export_rate_limit_rps = 500',
      ['low toml/unlimited 500'],
    ],
    [
      'checklist: break-glass without end',
      'auth_mode = "scram"',
      'auth_mode = "scram"\nbreak_glass_max_ttl = "0"',
      ['medium toml/unlimited "0"'],
    ],
    ['metrics on the network', '127.0.0.1:9898', '0.0.0.0:9898', ['medium toml/exposed-endpoint "0.0.0.0:9898"']],
  ])('%s', async (_, part, replacement, wanted) => {
    const text = without(part, replacement);
    const found = await lint(text);
    for (const finding of wanted) expect(found).toContain(finding);
    expect(found.filter((finding) => finding.includes(' toml/')).sort()).toEqual([...wanted].sort());
  });

  it('scram and cert are both fine, a loopback server may do without TLS', async () => {
    expect(await lint(without('"scram"', '"cert"'))).toEqual([]);
    expect(await lint('[server]\naddr = "127.0.0.1:5152"\n')).toEqual([]);
    expect(await lint('[server]\nhost = "0.0.0.0"\n')).toContain('high toml/remote-bind-without-tls "0.0.0.0"');
  });

  it('adds step 1 as a whole when there is no TLS at all', async () => {
    const text = '[server]\naddr = "0.0.0.0:5152"\n';
    const [finding] = await lintText(FILE, text);
    expect(applyEdits(text, finding?.fixes[0]?.edits() ?? [])).toBe(`${text}\n${TLS}`);
    expect(await lint(`${text}\n${TLS}`)).toEqual([]);
  });

  it('repairs TLS and authentication in place', async () => {
    let text =
      '[server]\nhost = "0.0.0.0"\n\n[tls]\nenabled = false # later\ncert_path = "/c"\nkey_path = "/k"\n\n[security]\nauth_mode = "trust"\n';
    for (let round = 0; round < 5; round++) {
      const fix = (await lintText(FILE, text)).flatMap(({ fixes }) => fixes.slice(0, 1))[0];
      if (fix === undefined) break;
      text = applyEdits(text, fix.edits());
    }
    expect(text).toBe(
      '[server]\nhost = "0.0.0.0"\n\n[tls]\nenabled = true # later\ncert_path = "/c"\nkey_path = "/k"\nrequire_on_remote_bind = true\n\n[security]\nauth_mode = "scram"\n',
    );
    expect(await lint(text)).toEqual([]);
  });
});
