import type { NginxControl, NginxDirective, NginxModel, NginxScope, NginxTaint } from './model.ts';

export function taintOf(text: string, scope: NginxScope, model: NginxModel): readonly NginxTaint[] {
  void text;
  void scope;
  void model;
  const none: readonly (NginxControl | NginxDirective)[] = [];
  return none.length > 0 ? [] : [];
}
