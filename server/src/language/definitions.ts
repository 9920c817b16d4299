import type { FileReport } from '../engine/file-report.ts';
import type { Location } from '../formats/format.ts';
import { at } from '../text/span.ts';
import { composeDefinitions, composeNameAt } from './compose/names.ts';
import { fileMentions } from './file-mentions.ts';
import type { FolderLook } from './item/folder-look.ts';
import { nginxDefinitions } from './nginx/definitions.ts';
import { nginxAround } from './nginx-around.ts';
import { holds, referenceAt } from './references.ts';

/** Where the `${VARIABLE}` or the name of nginx or compose at an offset is set, or the start of the files that the path there names; else empty. */
export function definitionsAt(report: FileReport, offset: number, look?: FolderLook): readonly Location[] {
  const variable = referenceAt(report, offset)?.resolved;
  if (variable !== undefined) return [variable.at];
  const { model } = report;
  const named = model?.format === 'compose' ? composeNameAt(model, offset) : undefined;
  const places =
    model?.format === 'nginx'
      ? nginxDefinitions(model, offset, nginxAround(report))
      : model?.format === 'compose' && named !== undefined
        ? composeDefinitions(model, named)
        : [];
  if (places.length > 0) return places;
  const mention = fileMentions(report, look).find(({ span }) => holds(span, offset));
  return mention?.uris.map((uri) => ({ uri, span: at(0) })) ?? [];
}
