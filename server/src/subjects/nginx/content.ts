import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { handlerOf } from './answers.ts';

const ASSETS =
  /\b(fonts?|assets?|static|images?|img|css|js|woff2?|ttf|eot|otf|svg|png|jpe?g|gif|ico|media|public|dist|webp|json|txt|well-known)\b/i;

/** Whether a scope and everything in it hands out files only; a path that says so counts where nothing else is visible. */
export function isStaticOnly(scope: NginxScope): boolean {
  const place = scope.kind === 'if' || scope.kind === 'limit_except' ? (scope.location?.scope ?? scope) : scope;
  const scopes = [place, ...place.descendants()];
  if (scopes.some((inner) => handlerOf(inner) !== undefined)) return ASSETS.test(place.location?.path ?? '');
  if (place.kind === 'location') return true;
  return place.kind === 'server';
}

const ASSET_FILES =
  /\.?\b(css|js|mjs|map|png|jpe?g|gif|svgz?|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|txt|xml|json|pdf)\b/i;

const ASSET_FOLDERS: ReadonlySet<string> = new Set(
  'asset assets css font fonts icon icons image images img imgs js media static'.split(' '),
);

/** Whether a location is only for files that are no pages, by the folders (`^/(css|js)/`) or the extensions its path names. */
export function isAssetPath(scope: NginxScope): boolean {
  const path = scope.location?.path ?? '';
  const words = path.toLowerCase().match(/[a-z]+/g) ?? [];
  if (words.length > 0 && words.every((word) => ASSET_FOLDERS.has(word))) return true;
  return path.includes('.') && ASSET_FILES.test(path) && !/html?|php|\$uri/i.test(path);
}
