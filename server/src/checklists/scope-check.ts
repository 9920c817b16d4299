import type { ComposeService } from '../formats/compose/model/model.ts';
import type { NginxScope } from '../formats/nginx/model/model.ts';
import type { ComposeCheck, NginxCheck } from './checklist.ts';
import { type Deployment, scopeLabel } from './deployment.ts';
import type { Evidence } from './evidence.ts';
import { matchesPattern } from './glob.ts';
import { type Outcome, onlyOneNeeded, shown } from './outcome.ts';
import { directiveWords, seenService } from './seen.ts';
import { describeTest, meets } from './test-value.ts';

/** A condition on a setting of services. */
export function evaluateCompose(check: ComposeCheck, deployment: Deployment): Outcome {
  const evidence = deployment.services(check.services ?? 'all').flatMap((service) => judgeService(check, service));
  return shown(check.some === true ? onlyOneNeeded(evidence) : evidence);
}

function judgeService(check: ComposeCheck, service: ComposeService): readonly Evidence[] {
  const { path, test } = check;
  const keys = path.split('.');
  const node = service.get(...keys);
  const who = service.name;
  if (node === undefined) return withoutSetting(check, service);
  const at = { uri: node.uri, span: node.span };
  const values = node.kind === 'scalar' ? [service.text(...keys)] : service.scalars(...keys).map((item) => item.value);
  const known = values.filter((value) => value !== undefined);
  if (test.absent !== true && node.kind !== 'scalar' && test.present === true)
    return [{ at, ok: true, note: seenService(service, path) }];
  if (test.absent !== true && known.length === 0) return [];
  const { unknown } = check;
  if (unknown !== undefined && known.some((value) => matchesPattern(unknown, value))) return [];
  // What must not be there must be in none of several values, anything else in one.
  const isMet = (value: string) => meets(value, test) === true;
  const ok = test.notMatches === undefined ? known.some(isMet) : known.every(isMet);
  return [{ at, ok, note: ok ? seenService(service, path) : `${who}: ${path}: expected ${describeTest(test)}` }];
}

function withoutSetting({ path, test, absence }: ComposeCheck, service: ComposeService): readonly Evidence[] {
  const at = { uri: service.uri, span: service.nameSpan };
  const state = test.absent === true ? 'pass' : (absence ?? 'fail');
  if (state === 'unknown' || !service.complete) return [];
  if (state === 'pass') return [{ at, ok: true, note: seenService(service, path) }];
  return [{ at, ok: false, note: `${service.name}: ${path} is missing, expected ${describeTest(test)}` }];
}

/** A condition on a directive in force. */
export function evaluateNginx(check: NginxCheck, deployment: Deployment): Outcome {
  const evidence = deployment.scopes(check.where).flatMap((scope) => judgeScope(check, scope));
  return shown(check.some === true ? onlyOneNeeded(evidence) : evidence);
}

function judgeScope(check: NginxCheck, scope: NginxScope): readonly Evidence[] {
  const { directive, test } = check;
  const inForce = scope.effective(directive);
  const expected = describeTest(test);
  const who = scopeLabel(scope);
  const [first] = inForce.directives;
  if (first !== undefined) {
    const isMet = inForce.directives.map((one) => meets(one.values.join(' '), test) === true);
    // A header may stand beside others; what must not be said may be said by none of them.
    const isForAll = check.every === true || test.notMatches !== undefined;
    const ok = isForAll ? !isMet.includes(false) : isMet.includes(true);
    const note = ok ? directiveWords(directive, first.values) : `${directive}: expected ${expected}`;
    return [{ at: first.at, ok, note: `${who}: ${note}` }];
  }
  if (!inForce.known) return [];
  if (test.absent === true) return [{ at: scope.at, ok: true, note: `${who} does not set ${directive}` }];
  if (check.default !== undefined) {
    const ok = meets(check.default, test) === true;
    return [{ at: scope.at, ok, note: `${who}: ${directive} is not set, nginx's default is ${check.default}` }];
  }
  return [{ at: scope.at, ok: false, note: `${who}: ${directive} is missing, expected ${expected}` }];
}
