import type { TomlModel } from '../../formats/toml/model.ts';
import { parseCsp } from '../../knowledge/headers/content-security-policy.ts';
import { scriptHole } from '../../knowledge/headers/script-sources.ts';
import { REFERRER_POLICIES, REFERRER_POLICY } from '../../knowledge/headers/security-headers.ts';
import { HSTS_PRELOAD_MIN_AGE, parseHsts } from '../../knowledge/tls/hsts.ts';
import { replaceValue } from '../../subjects/toml-edit.ts';
import { defineRule, type Fix, fix, type Severity, toml } from '../contract.ts';
import { named } from './findings/check-problem.ts';
import {
  maxAgeSpan,
  type ResponseHeader,
  type ResponseHeaderTable,
  responseHeaderTables,
} from './findings/response-headers.ts';

/** Half a year, as for nginx. */
const SHORTEST = 15_768_000;

interface Weakness {
  readonly says: string;
  readonly severity: Severity;
  readonly fix?: Fix | undefined;
}

export default defineRule({
  id: 'toml/weak-response-header',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'an attacker who can inject markup × runs scripts in visitors’ sessions; low for the other headers',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A security header has a value that protects nobody',
  why: 'Browsers ignore a header whose value they do not know, and do what it says when it is too generous: HSTS is forgotten after max-age, a Content-Security-Policy with `unsafe-inline` lets injected scripts run, `unsafe-url` tells every linked site the full address. The header is there and the protection is not.',
  references: [
    { name: 'OWASP Secure Headers Project', url: 'https://owasp.org/www-project-secure-headers/' },
    { name: 'Netlify: custom headers', url: 'https://docs.netlify.com/manage/routing/headers/' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/*"
          [headers.values]
          Strict-Transport-Security = "max-age=86400"
          X-Content-Type-Options = "nosniff"
          X-Frame-Options = "SAMEORIGIN"
        `,
      ),
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/app/*"
          [headers.values]
          Content-Security-Policy = "default-src 'self'; script-src 'self' 'unsafe-inline'"
        `,
      ),
    ],
    good: [
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/*"
          [headers.values]
          Strict-Transport-Security = '''
          max-age=63072000;
          includeSubDomains'''
          X-Frame-Options = "DENY"
          X-Content-Type-Options = "nosniff"
        `,
      ),
      toml`
        [[headers]]
        for = "/*"
        [headers.values]
        Strict-Transport-Security = "max-age=86400"
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'toml') return;
    for (const table of responseHeaderTables(model)) {
      for (const header of table.headers) {
        const weakness = weaknessOf(model, header, table);
        if (weakness === undefined) continue;
        report({
          at: header.leaf.valueSpan,
          message: `${header.leaf.name} ${weakness.says}`,
          severity: weakness.severity,
          path: header.leaf.path.map(String),
          ...(weakness.fix === undefined ? {} : { fixes: [weakness.fix] }),
        });
      }
    }
  },
});

function weaknessOf(model: TomlModel, header: ResponseHeader, table: ResponseHeaderTable): Weakness | undefined {
  const { name, value } = header;
  const set = (text: string, consequence: string): Fix | undefined => {
    const edits = replaceValue(model, header.leaf, text);
    return edits && fix(`Set ${header.leaf.name} to ${text} (${consequence})`, 'behavior-changing', edits);
  };
  if (name === 'strict-transport-security') return shortHsts(model, header);
  if (name === 'content-security-policy') return openScripts(value);
  if (name === 'x-content-type-options' && value.toLowerCase() !== 'nosniff') {
    const says = 'has a value browsers ignore, so they guess types; use "nosniff"';
    return { says, severity: 'low', fix: set('nosniff', 'files with a wrong type are refused') };
  }
  if (name === 'x-frame-options' && !/^(?:deny|sameorigin)$/i.test(value) && !namesFrameAncestors(table)) {
    const says = 'has a value browsers ignore, so any site may frame the page; use "DENY"';
    return { says, severity: 'medium', fix: set('DENY', 'no site can frame the page') };
  }
  // Of several policies the last one a browser knows counts.
  const policy = value
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one in REFERRER_POLICIES)
    .pop();
  if (name !== 'referrer-policy' || policy === undefined || REFERRER_POLICIES[policy] !== 'leaks') return undefined;
  const says = `= ${policy} tells other sites the full address; use "${REFERRER_POLICY.value}"`;
  return { says, severity: 'low', fix: set(REFERRER_POLICY.value ?? '', 'other sites see the origin only') };
}

function namesFrameAncestors({ headers }: ResponseHeaderTable): boolean {
  return headers.some(({ name, value }) => name === 'content-security-policy' && /frame-ancestors/i.test(value));
}

function openScripts(value: string): Weakness | undefined {
  const hole = scriptHole(parseCsp(value));
  if (hole === undefined) return undefined;
  const says = `has ${hole.word} in ${hole.directive}: ${hole.consequence}; use nonces or named hosts`;
  return { says, severity: hole.isMild ? 'low' : 'medium' };
}

function shortHsts(model: TomlModel, header: ResponseHeader): Weakness | undefined {
  const { maxAge } = parseHsts(header.value);
  if (maxAge !== undefined && maxAge >= SHORTEST) return undefined;
  const digits = maxAgeSpan(model, header);
  const lasts = maxAge === undefined ? 'has no max-age, so browsers ignore it' : `lasts ${maxAge} seconds only`;
  return {
    says: `${lasts}; set max-age=${HSTS_PRELOAD_MIN_AGE}, a year`,
    severity: 'low',
    fix:
      digits &&
      fix('Set max-age to a year (browsers refuse plain HTTP for that long)', 'behavior-changing', [
        { span: digits, newText: String(HSTS_PRELOAD_MIN_AGE) },
      ]),
  };
}
