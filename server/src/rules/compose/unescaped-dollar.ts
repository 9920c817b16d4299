import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import { replaceInScalar, replaceScalar } from '../../formats/compose/edit/scalar.ts';
import type { Edits } from '../../formats/compose/edit/types.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeNode } from '../../formats/compose/model/nodes.ts';
import type { Location } from '../../formats/format.ts';
import { wordsOf } from '../../subjects/compose/command-words.ts';
import { modelOf } from '../../subjects/compose/role.ts';
import { at, type Span } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

/** How password hashes begin: `$2y$`, `$apr1$`, `$argon2id$`, `$6$` … between single dollars. */
const HASH = /(^|[^$])\$(?:2[abxy]|apr1|argon2(?:id|i|d)|[156]|y|scrypt|pbkdf2(?:-[a-z0-9]+)?|scram-sha-256)\$(?!\$)/i;

interface Text {
  readonly name: string;
  readonly text: string;
  readonly at: Location;
  /** The scalar that holds it and the part of it that is the text. */
  readonly node: ComposeNode | undefined;
  readonly part: Span;
  readonly path: readonly string[];
}

function textsOf(service: ComposeService): readonly Text[] {
  const keyed = [
    ...service.environment.map((one) => ({ one, section: 'environment' })),
    ...service.labels.map((one) => ({ one, section: 'labels' })),
    ...(service.build?.args ?? []).map((one) => ({ one, section: 'args' })),
  ];
  return [
    ...keyed.flatMap(({ one, section }) =>
      one.value === undefined
        ? []
        : [
            {
              name: one.name,
              text: one.value.text,
              at: { uri: one.uri, span: one.valueSpan },
              node: one.shared ? undefined : one.node,
              part: one.valueSpan,
              path: [section, one.name],
            },
          ],
    ),
    ...wordsOf(service).map(({ key, command, index, word }) => {
      const item = command.node.kind === 'list' ? command.node.items[index] : undefined;
      const at = { uri: word.uri, span: word.span };
      return {
        name: key,
        text: word.text,
        at,
        node: item?.shared ? undefined : item,
        part: word.span,
        path: [key, String(index)],
      };
    }),
  ];
}

/** Doubles each single dollar of the text; what is doubled already stays. */
function escaped(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    result += text[i];
    if (text[i] !== '$') continue;
    result += '$';
    if (text[i + 1] === '$') i++;
  }
  return result;
}

function escapeEdits({ node, part, text }: Text): Edits {
  if (node?.kind !== 'scalar') return undefined;
  const isWhole = node.contentSpan.start === part.start && node.contentSpan.end === part.end;
  return isWhole ? replaceScalar(node, escaped(text)) : replaceInScalar(node, part, escaped(text));
}

/**
 * A command that uses a variable the service gives its container with a fixed value: Compose reads it from its own environment, where no
 * env file sets it, and the container sees nothing in its place.
 */
function checkCommand(service: ComposeService, model: ComposeModel | undefined, report: ReportFunction): void {
  for (const { key, command, index, word } of wordsOf(service)) {
    for (const reference of word.references) {
      const own = service.environment.find((keyed) => keyed.name === reference.name);
      const isFixed = own?.value !== undefined && own.value.references.length === 0;
      if (!isFixed || reference.operator !== '' || reference.resolved !== undefined) continue;
      if (model?.knownNames?.has(reference.name) === true) continue;
      const item = command.node.kind === 'list' ? command.node.items[index] : command.node;
      const edits =
        item?.kind === 'scalar' && !item.shared ? replaceInScalar(item, at(reference.span.start), '$') : undefined;
      report({
        at: { uri: word.uri, span: reference.span },
        message: `Compose replaces $${reference.name.slice(0, 30)} before the container sees it: write $$${reference.name.slice(0, 30)}`,
        path: ['services', service.name, key, reference.name],
        advice: reference.name,
        fixes: fixIf(
          `Write $$${reference.name} (a shell in the container puts its own value there)`,
          'behavior-changing',
          edits,
        ),
      });
    }
  }
}

export default defineRule({
  id: 'compose/unescaped-dollar',
  subject: 'service',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Dollar signs meant for the container are taken by Compose',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report, context) {
    checkCommand(service, modelOf(context), report);
    for (const one of textsOf(service)) {
      if (!HASH.test(one.text)) continue;
      report({
        at: one.at,
        message: `Compose takes the dollars of this hash in ${one.name.slice(0, 32)} for variables: write each of them twice`,
        path: ['services', service.name, ...one.path],
        fixes: fixIf('Double the dollar signs (the hash arrives as it is)', 'behavior-changing', escapeEdits(one)),
      });
    }
  },
});
