import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { fileNameOf, folderUriOf } from '../../text/uri-text.ts';
import { placeWords } from './place-words.ts';

/** Ad servers by name, and the words for pages that other sites show in a frame. */
const FRAMED =
  /(?:^|[^a-z])(?:revive|openx|ad-?servers?|embed(?:s|ded|dable)?|iframes?|widgets?|oembed|banners?)(?:[^a-z]|$)/i;

/** Whether other sites are meant to frame what a scope serves, by its words or its file's folder: X-Frame-Options would stop that. */
export function isMadeForFrames(scope: NginxScope): boolean {
  return [...placeWords(scope), fileNameOf(folderUriOf(scope.uri))].some((word) => FRAMED.test(word));
}
