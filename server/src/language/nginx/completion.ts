import type { NginxModel } from '../../formats/nginx/model/model.ts';
import { argumentCompletions } from './argument-completion.ts';
import { type NginxCompletion, plainItem, rankText } from './completion-item.ts';
import { directiveCompletions } from './directive-completion.ts';
import type { NginxLanguageOptions } from './options.ts';
import { type NginxPlace, typingPlaceAt } from './place.ts';

/** What fits at an offset: directives of this context, or the arguments of the one being written. Empty in comments and strings of Lua. */
export function completeNginx(
  model: NginxModel,
  offset: number,
  options: NginxLanguageOptions = {},
): readonly NginxCompletion[] {
  const place = typingPlaceAt(model, offset);
  if (place === undefined) return [];
  if (place.scope.kind === 'entries') return entryKeywords(place);
  return place.part === 'name'
    ? directiveCompletions(model, place, offset, options)
    : argumentCompletions(model, place, offset, options);
}

const ENTRY_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  map: ['default', 'hostnames', 'include', 'volatile'],
  geo: ['default', 'delete', 'include', 'proxy', 'proxy_recursive', 'ranges', 'volatile'],
  types: ['include'],
};

function entryKeywords({ part, scope, word }: NginxPlace): readonly NginxCompletion[] {
  if (part !== 'name') return [];
  return (ENTRY_KEYWORDS[scope.name] ?? []).map((label, i) =>
    plainItem(label, 'value', scope.name, word, rankText(0, i)),
  );
}
