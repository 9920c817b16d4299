import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import { workingCheck } from '../../subjects/compose/health.ts';
import { isLimited, limitStyle } from '../../subjects/compose/limits.ts';
import { knownMemory } from '../../subjects/compose/memory-need.ts';
import type { Span } from '../../text/span.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import { type YamlPlace, yamlPlaceAt } from './place.ts';

/** One proposal. */
export interface ComposeCompletion {
  readonly label: string;
  readonly kind: 'variable' | 'reference' | 'snippet';
  readonly detail: string;
  /** Replaces `span`; an LSP snippet when `isSnippet`. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  readonly span: Span;
  readonly sortText: string;
}

/**
 * What the schema of compose files, which other extensions complete, cannot know: the variables of the project's env files, the names of
 * its secrets, and blocks that harden a service.
 */
export function completeCompose(
  model: ComposeModel,
  offset: number,
  { afterBlank = false }: { readonly afterBlank?: boolean | undefined } = {},
): readonly ComposeCompletion[] {
  const { text } = model.file;
  const place = yamlPlaceAt(text, offset);
  if (place === undefined) return [];
  if (!afterBlank) {
    const variables = variableCompletions(model, place, offset);
    if (variables !== undefined) return variables;
  }
  const secrets = secretCompletions(model, place, offset);
  return afterBlank || secrets.length > 0 ? secrets : snippets(model, place, offset);
}

/** Behind `$` or `${`; `undefined` elsewhere. `$$` is a dollar. */
function variableCompletions(
  model: ComposeModel,
  { typed }: YamlPlace,
  offset: number,
): readonly ComposeCompletion[] | undefined {
  const match = /(\$+)(\{?)([A-Za-z_]?\w*)$/.exec(typed);
  if (match === null || (match[1] ?? '').length % 2 === 0) return undefined;
  const { text } = model.file;
  let end = offset;
  while (/\w/.test(text.charAt(end))) end++;
  if (match[2] === '{' && text.charAt(end) === '}') end++;
  const span = { start: offset - (match[2] ?? '').length - (match[3] ?? '').length - 1, end };
  const set = new Map(model.environment.map(({ key, uri }) => [key, fileNameOf(uri)]));
  const known = [...(model.knownNames ?? [])].filter((name) => !set.has(name)).sort();
  const item = (name: string, detail: string, group: number, i: number): ComposeCompletion => ({
    label: `\${${name}}`,
    kind: 'variable',
    detail,
    insertText: `\${${name}}`,
    isSnippet: false,
    span,
    sortText: `${group}${String(i).padStart(4, '0')}`,
  });
  return [
    ...[...set].map(([name, file], i) => item(name, `set in ${file}`, 0, i)),
    ...known.map((name, i) => item(name, 'named in an env file or template here', 1, i)),
  ];
}

/** Names of secrets where a service takes one, and their paths where a setting names the file. */
function secretCompletions(model: ComposeModel, place: YamlPlace, offset: number): readonly ComposeCompletion[] {
  const { path, typed, start, isItem } = place;
  const names = [...new Set(model.secrets.map(({ name }) => name))];
  const offer = (label: (name: string) => string, from: number): readonly ComposeCompletion[] =>
    names.map((name, i) => ({
      label: label(name),
      kind: 'reference',
      detail: 'secret of this project',
      insertText: label(name),
      isSnippet: false,
      span: { start: from, end: offset },
      sortText: `0${String(i).padStart(4, '0')}`,
    }));
  const [root, , section] = path;
  if (root !== 'services') return [];
  if (section === 'secrets' && path.length === 3 && isItem && /^[\w.-]*$/.test(typed))
    return offer((name) => name, start);
  const inFlow = path.length === 2 ? /^secrets:\s*\[(?:[\w.\s,-]*[,\s])?([\w.-]*)$/.exec(typed) : null;
  if (inFlow !== null) return offer((name) => name, offset - (inFlow[1] ?? '').length);
  const file = section === 'environment' ? /^\w+_FILE\s*[:=]\s*["']?((?:\/[\w./-]*)?)$/.exec(typed) : null;
  return file === null ? [] : offer((name) => `/run/secrets/${name}`, offset - (file[1] ?? '').length);
}

/** Blocks that harden the service whose keys are being typed; those it has are left out. */
function snippets(model: ComposeModel, place: YamlPlace, offset: number): readonly ComposeCompletion[] {
  const { path, typed, start, isItem, indent } = place;
  const [root, name] = path;
  const lineEnd = endOfLine(model.file.text, offset);
  const isBare = model.file.text.slice(offset, lineEnd).trim() === '';
  if (root !== 'services' || name === undefined || path.length !== 2 || isItem || !isBare || !/^[\w-]*$/.test(typed))
    return [];
  const service = model.service(name);
  if (service === undefined || indent === 0) return [];
  return blocksFor(service, model).map(({ label, detail, lines }, i) => ({
    label,
    kind: 'snippet',
    detail,
    // An editor indents what a proposal adds by the line it stands in.
    insertText: lines.join('\n'),
    isSnippet: true,
    span: { start, end: offset },
    sortText: `5${String(i).padStart(4, '0')}`,
  }));
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}

interface Block {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
}

function blocksFor(service: ComposeService, model: ComposeModel): readonly Block[] {
  const has = (...path: readonly string[]) => service.get(...path) !== undefined;
  const check = has('healthcheck') ? undefined : workingCheck(service);
  const blocks: (Block | undefined)[] = [
    isLimited(service, 'memory') ? undefined : limits(service, model),
    check === undefined
      ? undefined
      : {
          label: 'healthcheck (known for this image)',
          detail: 'a test that works in the image',
          lines: [
            'healthcheck:',
            `  test: [${check.test.map((word) => JSON.stringify(word).replace(/[\\$}]/g, '\\$&')).join(', ')}]`,
            `  interval: ${check.interval}`,
            `  timeout: ${check.timeout}`,
            `  retries: ${check.retries}`,
            `  start_period: ${check.startPeriod}`,
          ],
        },
    has('security_opt')
      ? undefined
      : {
          label: 'security_opt: no-new-privileges',
          detail: 'programs gain no rights by setuid files',
          lines: ['security_opt:', '  - no-new-privileges:true'],
        },
    has('cap_drop') || has('privileged')
      ? undefined
      : {
          label: 'cap_drop: ALL',
          detail: 'no capabilities but those added: add what the program needs',
          lines: ['cap_drop:', '  - ALL'],
        },
    has('logging')
      ? undefined
      : {
          label: 'logging: rotated',
          detail: 'logs cannot fill the disk',
          lines: ['logging:', '  driver: json-file', '  options:', '    max-size: 10m', '    max-file: "3"'],
        },
  ];
  return blocks.filter((block) => block !== undefined);
}

/** A memory limit in the spelling the file uses; nothing where `deploy` stands already, which a second one would double. */
function limits(service: ComposeService, model: ComposeModel): Block | undefined {
  const size = `\${1:${knownMemory(service) ?? '512m'}}`;
  const label = 'memory limit';
  const detail = 'one leak cannot starve the host';
  if (limitStyle(service, model) !== 'deploy') return { label, detail, lines: [`mem_limit: ${size}`] };
  if (service.get('deploy') !== undefined) return undefined;
  return { label, detail, lines: ['deploy:', '  resources:', '    limits:', `      memory: ${size}`] };
}
