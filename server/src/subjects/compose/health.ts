import type { YamlValue } from '../../formats/compose/edit/yaml-text.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeHealthcheck, ComposeWord } from '../../formats/compose/model/parts.ts';
import type { HealthCheck } from '../../knowledge/images/image-facts.ts';
import { declaresHealthCheck, healthCheckFor, lacking } from '../../knowledge/images/lookup.ts';
import { dockerfileOf } from './dockerfile.ts';

const OPERATORS: ReadonlySet<string> = new Set(['||', '&&', '|', ';', '>', '<', '2>&1']);
const STARTS: ReadonlySet<string> = new Set(['CMD', 'CMD-SHELL', 'NONE']);

/** The `healthcheck` of a service as a fix writes it. */
export function healthCheckValue(check: HealthCheck): YamlValue {
  return {
    entries: [
      ['test', { flow: check.test }],
      ['interval', check.interval],
      ['timeout', check.timeout],
      ['retries', check.retries],
      ['start_period', check.startPeriod],
    ],
  };
}

/** The check that works in this image as the service sets it up; `undefined` where that is not known. */
export function workingCheck(service: ComposeService): HealthCheck | undefined {
  const check = service.build === undefined ? healthCheckFor(service.image?.value) : undefined;
  const port = check?.port;
  if (port === undefined || service.ports.length === 0) return check;
  const asked = service.ports.some(
    ({ targetRange: range }) => range !== undefined && range.first <= port && port <= range.last,
  );
  return asked ? check : undefined;
}

/** Whether the image may have a check of its own: it says so, or it is built from a Dockerfile that does or cannot be read. */
export function mayHaveOwnCheck(service: ComposeService, model: ComposeModel | undefined): boolean {
  if (service.build === undefined) return declaresHealthCheck(service.image?.value);
  const dockerfile = dockerfileOf(service, model);
  if (dockerfile === undefined || dockerfile.hasHealthCheck) return true;
  return declaresHealthCheck(dockerfile.base);
}

/** The test as one line without its first word `CMD` or `CMD-SHELL`. */
export function lineOf({ test, kind }: ComposeHealthcheck): string {
  const words = (test?.words ?? []).map((word) => word.value ?? word.text);
  return (test?.style === 'list' && kind !== 'unknown' ? words.slice(1) : words).join(' ');
}

/** Programs the image of a service has not got; nothing is known of one that is built. */
function lackingIn(service: ComposeService): readonly string[] {
  return service.build === undefined ? lacking(service.image?.value) : [];
}

/** Whether no shell is in the image: nothing but the program itself can check it. */
export function lacksShell(service: ComposeService): boolean {
  return lackingIn(service).includes('sh');
}

/** A program of the test that the image has not got, when the test has no other way to pass. */
export function lackingProgram(service: ComposeService, healthcheck: ComposeHealthcheck): string | undefined {
  const lacks = lackingIn(service);
  const ways = lineOf(healthcheck)
    .split('||')
    .map((way) => way.trim().split(/\s+/)[0] ?? '')
    .filter((program) => program !== 'exit' && program !== 'false');
  const programs = ways.map((program) => program.slice(program.lastIndexOf('/') + 1));
  return programs.length > 0 && programs.every((program) => lacks.includes(program)) ? programs[0] : undefined;
}

/** A program with a password may answer 401 to a check without one: then only its being there counts. */
function asksForLogin(service: ComposeService): boolean {
  return service.environment.some(({ name }) => /PASSWORD|PASSWD|TOKEN|SECRET|SECURITY|AUTH/i.test(name));
}

/** `… || exit 0`, `… ; true`: whatever the programs before it say, the check passes. */
const ALWAYS = /(?:\|\||;)\s*(?:exit\s+0|true|:)\s*;?\s*$/;

/** Why the check passes although what it looks at does not work, as the end of "The health check of x …"; `undefined`: it may fail. */
export function passesAnyway(service: ComposeService, healthcheck: ComposeHealthcheck): string | undefined {
  const { test } = healthcheck;
  const words = test?.words ?? [];
  const first = words[0]?.value;
  if (test === undefined || words.some(({ value }) => value === undefined)) return undefined;
  const isShell = test.style !== 'list' || first === 'CMD-SHELL';
  if (isShell && ALWAYS.test(lineOf(healthcheck)))
    return 'ends in success whatever happens: it never fails; end with exit 1';
  if (test.style === 'list' && first === 'CMD-SHELL' && words.length > 2)
    return 'runs only its second item, the others are dropped; write one line';
  return takesErrors(healthcheck) && !asksForLogin(service)
    ? 'passes on a 500, too: curl counts any answer; add -f'
    : undefined;
}

/**
 * Whether the check is one `curl` that counts every answer, errors of the server too (curl(1), `--fail`): nothing looks at the status
 * or at what comes back.
 */
function takesErrors(healthcheck: ComposeHealthcheck): boolean {
  if (healthcheck.test?.words.some(({ value }) => value === undefined)) return false;
  const line = lineOf(healthcheck)
    .replace(/\|\|\s*(?:exit\s+1|false)\s*$/, '')
    .trim();
  const words = line.split(/\s+/);
  if (!/(?:^|\/)curl$/.test(words[0] ?? '') || /[|;&<`]|\$\(/.test(line.replace(/&(?=\w+=)/g, ''))) return false;
  // the answer is thrown away on purpose: that there is one is what counts, as in front of pages that ask for a login
  if (words.some((word) => /^(?:-[a-zA-Z]*o$|--output)/.test(word))) return false;
  if (words.some((word) => /^(?:-w|--write-out|-K|--config|-X|--request|--head|-I)/.test(word))) return false;
  return (
    words.some((word) => /^['"]?https?:\/\//.test(word)) && !words.some((word) => /^(?:-[a-zA-Z]*f|--fail)/.test(word))
  );
}

/** What is wrong with the form of a list test, and the list that is meant. */
export function formProblem(
  words: readonly ComposeWord[],
): { readonly what: string; readonly meant: readonly string[] } | undefined {
  const [first, ...rest] = words.map((word) => word.text);
  if (first === undefined) return undefined;
  if (!STARTS.has(first))
    return {
      what: 'does not start with CMD or CMD-SHELL: Compose refuses it',
      meant: ['CMD', first, ...rest],
    };
  if (first !== 'CMD' || rest.length === 0) return undefined;
  if (rest.some((word) => OPERATORS.has(word))) {
    return {
      what: 'has shell operators but no shell to read them',
      meant: ['CMD-SHELL', rest.join(' ')],
    };
  }
  const unread = unreadVariable(words);
  if (unread !== undefined)
    return {
      what: `hands $${unread.slice(0, 24)} on as it stands, no shell reads it`,
      meant: ['CMD-SHELL', words.slice(1).map(inShell).join(' ')],
    };
  const [only] = rest;
  const isLine = rest.length === 1 && only !== undefined && only.trim().includes(' ');
  return isLine
    ? {
        what: 'is one word without a shell: no such program',
        meant: ['CMD-SHELL', only],
      }
    : undefined;
}

/**
 * The variable of the container that a program is given by name instead of by value: without a shell nobody replaces it. Programs that
 * take code or a line of their own (`sh -c`, `mongosh --eval`) have their own meaning for a dollar, behind another program (`timeout 5 sh`)
 * as well.
 */
function unreadVariable(words: readonly ComposeWord[]): string | undefined {
  if (words.slice(1).some(({ value }) => READS_CODE.test(value ?? ''))) return undefined;
  for (const { value } of words.slice(2)) {
    const name = /^(?:-{1,2}[\w-]*=?)?\$(?:\{(\w+)\}|([A-Za-z_]\w*))$/.exec(value ?? '');
    if (name !== null) return name[1] ?? name[2];
  }
  return undefined;
}

const READS_CODE = /(?:^|\/)(?:\w*sh|env|busybox|perl|[gm]?awk|python[\d.]*|ruby|node|php)$/;

/**
 * A word for a line that a shell reads. The container's variables are replaced there, and their values stay one word; every other dollar
 * stays one.
 */
function inShell({ text, references }: ComposeWord): string {
  const dollars = text.split('$$').slice(1);
  const isRead = dollars.length > 0 && dollars.every((after) => /^(?:[A-Za-z_]|\{\w+\})/.test(after));
  if (isRead && references.length === 0) return `"${text.replace(/["\\`]/g, '\\$&')}"`;
  return /^[\w@%+=:,./${}-]+$/.test(text) && dollars.length === 0 ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Whether a test hands on a variable (`$$NAME`) that the service does not set: a shell puts nothing in its place, and the check passes or
 * fails for another reason.
 */
export function namesUnset(service: ComposeService, words: readonly ComposeWord[]): boolean {
  return words.some(({ text }) =>
    [...text.matchAll(/\$\$\{?([A-Za-z_]\w{0,100})/g)].some(([, name = '']) => service.variable(name) === undefined),
  );
}
