import { type Fix, fix } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { replaceValue } from '../../formats/toml/edit/edit.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import { parseCsp } from '../../knowledge/headers/content-security-policy.ts';
import { scriptHole } from '../../knowledge/headers/script-sources.ts';
import { REFERRER_POLICIES, REFERRER_POLICY } from '../../knowledge/headers/security-headers.ts';
import { HSTS_PRELOAD_MIN_AGE, parseHsts } from '../../knowledge/tls/hsts.ts';
import { maxAgeSpan, type ResponseHeader, type ResponseHeaderTable } from './response-headers.ts';

/** Half a year, as for nginx. */
const SHORTEST = 15_768_000;

/** What is wrong with a header’s value, behind its name. */
export interface Weakness {
  readonly says: string;
  readonly severity: Severity;
  readonly fix?: Fix | undefined;
}

/** Why a header protects nobody; `undefined` when it does, or is none that protects. */
export function weaknessOf(model: TomlModel, header: ResponseHeader, table: ResponseHeaderTable): Weakness | undefined {
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
