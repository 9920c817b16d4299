import type { NginxModel } from '../../../formats/nginx/model/model.ts';
import { directiveFacts } from '../../../knowledge/nginx/directives.ts';
import { looksForeign } from '../../../knowledge/nginx/nearest.ts';

/** The dynamic modules of nginx's own packages: their directives and variables are in the tables. */
const OWN_MODULE =
  /(?:^|\/)ngx_(?:http_(?:geoip|image_filter|perl|xslt_filter|js|geoip2)|stream(?:_geoip|_js|_geoip2)?|mail|otel)_module\.so$/;

/** A model does not change: every unknown name asks. */
const KNOWN = new WeakMap<NginxModel, boolean>();

/** Whether the file shows that this nginx has modules the tables do not know: OpenResty, `load_module`, a name of a known module. */
export function hasForeignModules(model: NginxModel): boolean {
  let has = KNOWN.get(model);
  if (has === undefined) {
    has = looksForModules(model);
    KNOWN.set(model, has);
  }
  return has;
}

function looksForModules(model: NginxModel): boolean {
  return model.directives.some((directive) => {
    if (directive.name === 'load_module') return !OWN_MODULE.test(directive.arg(0) ?? '');
    if (directive.scope.kind === 'entries') return false;
    const facts = directiveFacts(directive.name);
    return facts === undefined ? looksForeign(directive.name) : facts.source === 'lua';
  });
}

/** Whether everything nginx will read is seen: a root file, every include of it read or known, no placeholder, no mistake. */
export function isWholeConfiguration(model: NginxModel): boolean {
  if (!model.top.visible || model.isTemplate || !model.file.complete) return false;
  if (!model.includes.every(({ state }) => state === 'read' || state === 'empty' || state === 'stock')) return false;
  return model.scopes.every((scope) => scope.complete) && !hasForeignModules(model);
}
