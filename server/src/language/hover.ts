import type { FileReport } from '../engine/file-report.ts';
import { subjectsOf } from '../engine/subjects.ts';
import { describeSecret } from '../secrets/describe.ts';
import type { Span } from '../text/span.ts';
import { hoverNginx } from './nginx/hover.ts';
import { nginxAround } from './nginx-around.ts';
import { hoverToml } from './toml/hover.ts';

/** One part of a hover: Markdown and the text it is about. Never holds a value in clear that may be a secret. */
export interface HoverPart {
  readonly markdown: string;
  readonly span: Span;
}

/** What is known of the setting at an offset: the nginx directive, the key of a TOML application, the secret. */
export function languageHover(
  report: FileReport,
  offset: number,
  pathOf: (uri: string) => string,
): readonly HoverPart[] {
  const { model } = report;
  if (model === undefined) return [];
  const parts: HoverPart[] = [];
  if (model.format === 'nginx') push(parts, hoverNginx(model, offset, { around: nginxAround(report), pathOf }));
  if (model.format === 'toml') push(parts, hoverToml(model, offset));
  push(parts, secretHover(report, offset));
  return parts;
}

function push(parts: HoverPart[], part: HoverPart | undefined): void {
  if (part !== undefined) parts.push(part);
}

/** On the name of a key that holds a secret: what such a secret must be like, and how this one does. */
function secretHover({ model, uri }: FileReport, offset: number): HoverPart | undefined {
  if (model === undefined) return undefined;
  const value = subjectsOf(model)
    .of('namedValue')
    .find(({ nameSpan, uri: own }) => own === uri && nameSpan.start <= offset && offset <= nameSpan.end);
  const secret = value === undefined ? undefined : describeSecret(value, model.files.workspaceWords);
  if (value === undefined || secret === undefined) return undefined;
  const mark = secret.isGood ? '✓' : '⚠';
  const markdown = `**${value.name}** is a ${secret.purpose}: ${secret.expected}.\n\n${mark} The value ${secret.state}.`;
  return { markdown, span: value.nameSpan };
}
