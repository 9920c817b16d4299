import { reachOf } from '../../knowledge/env/hosts.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** Where the program itself is found by its users: links, cookies and redirects are made from it. */
const KEYS =
  /(?:^|_)(?:APP_URL|SITE_URL|NEXTAUTH_URL|AUTH_URL|API_EXTERNAL_URL|EXTERNAL_URL|PUBLIC_URL|PUBLIC_BASE_URL|PUBLIC_SERVER_URL|WEB_URL|WEBAPP_URL|ROOT_URL|BASE_URL|SERVER_ROOT_URL|FRONTEND_URL|CALLBACK_URLS?|REDIRECT_UR[IL]|ISSUER(?:_URL)?)$|^DOMAIN$/;
/** What this program calls, not what calls it. */
const UPSTREAM =
  /(?:^|_)(?:OPENAI|OLLAMA|ANTHROPIC|LLM|MODEL|PROXY|UPSTREAM|BACKEND|ELASTIC|ELASTICSEARCH|GRAFANA_LOKI|LOKI|PROMETHEUS|WEBHOOK|SERVICE|CLIENT_API)_/;

export default defineRule({
  id: 'env/plain-http-url',
  subject: 'setting',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'The public address of the program is plain HTTP',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || UPSTREAM.test(setting.key)) return;
    const match = /^http:\/\/(\[[0-9a-f:]+\]|[^/:\s?#@,]{1,253})(:\d{1,5})?(?:[/?#]\S*)?$/i.exec(setting.text);
    const host = match?.[1];
    if (host === undefined || /^(?:0\.0\.0\.0|\[::\])$/.test(host)) return;
    const reach = reachOf(host);
    if (reach !== 'public' && reach !== 'reserved') return;
    const https = setting.text.replace(/^http:/i, 'https:');
    // another port speaks TLS there, or none: a person must know
    const others = besides(variable, context.all('setting')).filter(({ value }) => isOn(host, value.resolved));
    const also = others.length === 0 ? '' : `; ${namesOf(others)} with http as well`;
    report({
      at: setting.at,
      // the host of a sample is replaced by whoever copies it, the scheme in front of it is not
      severity: reach === 'public' ? 'medium' : 'low',
      message: `${setting.name} is plain HTTP: logins and links from it can be read on the way; use https`,
      fixes: () =>
        match?.[2] === undefined ? setFix(setting.value, https, `the site must answer with TLS${also}`) : [],
    });
  },
});

/** Whether a setting is a plain address of the host: pages over https may not call it. */
function isOn(host: string, text: string | undefined): boolean {
  const start = `http://${host.toLowerCase()}`;
  const written = text?.trim().toLowerCase();
  return written?.startsWith(start) === true && /^(?:$|[:/?#])/.test(written.slice(start.length));
}

function namesOf(others: readonly Setting[]): string {
  const [first, ...more] = others.map(({ name }) => name.slice(0, 40));
  return more.length === 0 ? `${first} names it` : `${first} and ${more.length} more name it`;
}
