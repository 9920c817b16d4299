import type { FileReport } from '../engine/file-report.ts';
import type { NginxModel } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import type { Span } from '../text/span.ts';
import { type ComposeCompletion, completeCompose } from './compose/completion.ts';
import { type AskedNames, completeDotenv } from './dotenv/completion.ts';
import type { FolderLook } from './item/folder-look.ts';
import { completeNginx } from './nginx/completion.ts';
import type { NginxCompletionKind } from './nginx/completion-item.ts';
import { directivePage } from './nginx/directive-page.ts';
import { typingPlaceAt } from './nginx/place.ts';
import { nginxAround } from './nginx-around.ts';
import { completeToml, type TomlCompletion } from './toml/completion.ts';

export type CompletionKind = NginxCompletionKind | TomlCompletion['kind'] | ComposeCompletion['kind'];

/** Names the page of a proposal, which is made when somebody looks at it. */
export interface PageRequest {
  readonly directive: string;
  readonly protocol: string;
}

/** One proposal of any format. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A short line beside the label. */
  readonly detail: string;
  /** Replaces `span`; an LSP snippet when `isSnippet`. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  readonly span: Span;
  /** Ascending: the likelier first. */
  readonly sortText: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly page?: PageRequest;
  /** There is something to choose behind it: an editor that can, asks again at once. */
  readonly goesOn?: boolean;
}

/** What completion may ask for besides the report. */
export interface CompletionOptions {
  /** The names in a folder, as far as they are known. */
  readonly look?: FolderLook;
  /** A blank was typed: only what follows one word is of interest, not what a line may begin with. */
  readonly afterBlank?: boolean;
  /** `.env`: what the project asks for. */
  readonly asked?: AskedNames;
}

/** What can be typed at an offset: what fits into an nginx block, settings of a recognised TOML application, names of variables and secrets. */
export function completionsAt(
  report: FileReport,
  offset: number,
  options: CompletionOptions = {},
): readonly Completion[] {
  const { model } = report;
  if (model?.format === 'nginx') return ofNginx(report, model, offset, options);
  if (model?.format === 'compose') return completeCompose(model, offset, options);
  if (options.afterBlank === true) return [];
  if (model?.format === 'dotenv') return completeDotenv(model, offset, options.asked);
  return model?.format === 'toml' ? ofToml(model, offset) : [];
}

/** The page of a proposal in Markdown; `undefined` when nothing is known of it. */
export function completionPage({ directive, protocol }: PageRequest): string | undefined {
  return directivePage(directive, protocol);
}

function ofToml(model: TomlModel, offset: number): readonly Completion[] {
  return completeToml(model, offset).map(({ label, kind, detail, documentation, unsafe, span, snippet }, index) => ({
    label,
    kind,
    detail,
    span,
    insertText: snippet,
    isSnippet: true,
    // Unsafe values stay at hand, below everything else.
    sortText: `${unsafe ? 1 : 0}${String(index).padStart(4, '0')}`,
    ...(documentation === '' ? {} : { documentation }),
  }));
}

function ofNginx(
  report: FileReport,
  model: NginxModel,
  offset: number,
  { look, afterBlank }: CompletionOptions,
): readonly Completion[] {
  const place = typingPlaceAt(model, offset);
  if (place === undefined || (afterBlank === true && place.part === 'name')) return [];
  const protocol = place.scope.protocol;
  const { version } = report.settings.nginx;
  return completeNginx(model, offset, { version, around: nginxAround(report), look }).map((item) =>
    item.kind === 'directive' || item.kind === 'block' ? { ...item, page: { directive: item.label, protocol } } : item,
  );
}
