import type { FileReport } from '../engine/file-report.ts';
import type { ComposeModel } from '../formats/compose/model/model.ts';
import type { NginxModel } from '../formats/nginx/model/model.ts';
import type { Span } from '../text/span.ts';

/** A place in a file that names other files, with those that are there. */
export interface FileMention {
  readonly span: Span;
  /** In the order they are read; several for a pattern. */
  readonly uris: readonly string[];
}

/** Where a file names others: compose `env_file`, `include`, nginx `include`. Only what is written in this file. */
export function fileMentions({ model, uri }: FileReport): readonly FileMention[] {
  if (model?.format === 'compose') return composeMentions(model, uri);
  if (model?.format === 'nginx') return nginxMentions(model, uri);
  return [];
}

function composeMentions(model: ComposeModel, uri: string): readonly FileMention[] {
  const named = [...model.includes, ...model.services.flatMap((service) => service.envFiles)];
  const mentions = named.flatMap(({ path, fileUri, state }) =>
    state === 'read' && fileUri !== undefined && path.uri === uri ? [{ span: path.contentSpan, uris: [fileUri] }] : [],
  );
  return distinct(mentions);
}

function nginxMentions(model: NginxModel, uri: string): readonly FileMention[] {
  const mentions = model.includes.flatMap(({ directive, uris }) => {
    const path = directive.args[0];
    return path === undefined || directive.uri !== uri || uris.length === 0 ? [] : [{ span: path.span, uris }];
  });
  return distinct(mentions);
}

/** The same line can be met several times (an anchor, a file included twice). */
function distinct(mentions: readonly FileMention[]): readonly FileMention[] {
  return [...new Map(mentions.map((mention) => [mention.span.start, mention])).values()];
}
