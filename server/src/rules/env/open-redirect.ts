import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** Where a login may send its tokens; GoTrue and Supabase, oauth2-proxy, and what others call theirs. */
const KEYS =
  /(?:^|_)(?:URI_ALLOW_LIST|(?:REDIRECT|CALLBACK)(?:_(?:URI|URL|HOST|DOMAIN)S?)?_(?:ALLOW(?:ED)?_?LIST|WHITELIST)|(?:ALLOWED|VALID|WHITELISTED)_(?:[A-Z]{1,20}_){0,2}(?:REDIRECT|CALLBACK)(?:_(?:URI|URL|ORIGIN|DOMAIN|HOST))?S?|OAUTH2_PROXY_WHITELIST_DOMAINS)$/;
/** An item that every address matches, or every address of the whole web. */
const ANYWHERE = /^(?:\*{1,2}|\.\*|(?:https?|\*|https?\*):\/\/\*{1,2}(?:\/\*{0,2})?)$/i;
/** GoTrue's `*` stops at a dot and at a slash: no address of the web is without. */
const GLOBS = /(?:^|_)URI_ALLOW_LIST$/;

export default defineRule({
  id: 'env/open-redirect',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'running',
  summary: 'After a login the tokens may be sent to any address',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const setting = settingOf(variable, KEYS);
    if (setting === undefined) return;
    const items = setting.text
      .replace(/^\[|\]$/g, '')
      .split(/[\s,;]+/)
      .map((item) => item.replace(/^["']|["']$/g, ''));
    if (!items.some((item) => ANYWHERE.test(item) && (item.includes('**') || !GLOBS.test(setting.key)))) return;
    report({
      at: setting.at,
      message: `${setting.name} lets a login send its tokens to any address; list the addresses of your own pages`,
    });
  },
});
