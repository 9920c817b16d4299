import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { commentNear } from '../../text/comment-near.ts';
import type { NamedValue } from '../named-value.ts';
import type { Model } from '../subject.ts';

type TomlModel = Extract<Model, { readonly format: 'toml' }>;

/** What the author says a switch has to be in production. */
export type Wanted = 'on' | 'off';

/** No file of a person has more switches; each looks at the lines above it. */
const MOST_SWITCHES = 2_000;
const SENTENCES = 24;
const LONGEST = 300;
const PRODUCTION = /\bprod(?:uction)?\b/i;
/** About the file, or about nothing that a switch decides. */
const OF_ANOTHER_THING =
  /\b(?:this|the) (?:compose |config(?:uration)? |example |env(?:ironment)? )?(?:file|stack|setup|example|config(?:uration)?|template)\b|\bnot (?:only|possible|needed|necessary|required|available|supported|yet)\b|\bno (?:need|effect)\b/i;
const WORD = '[\\w,\'"`()/ -]';
const IN_PRODUCTION = `${WORD}{0,40}\\b(?:in|for|on|during) (?:a |any |the |your )?prod(?:uction)?\\b`;
const OFF_WORD = '["\'`]?(?:false|off|no|0|disabled)["\'`]?(?![\\w])';
const ON_WORD = '["\'`]?(?:true|on|yes|1|enabled)["\'`]?(?![\\w])';
const SETS = '(?:set|put|use|is|are|be|keep|leave|change|switch|turn)';

const FORBIDS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:never|not|don'?t|mustn'?t|shouldn'?t|cannot)\\b ?(?:\\w+ ){0,2}(?:enabled?|used?|turned? on|switched? on|set|run|left|leave|recommended|safe|secure|suitable|intended|meant|for)\\b${IN_PRODUCTION}`,
    'i',
  ),
  /\bnot for prod(?:uction)?\b/i,
  new RegExp(
    `\\b(?:disabled?|turn(?:ed)? (?:it |this )?off|switch(?:ed)? (?:it |this )?off|unset)\\b${IN_PRODUCTION}`,
    'i',
  ),
  new RegExp(`\\b${SETS} ${WORD}{0,30}${OFF_WORD}${IN_PRODUCTION}`, 'i'),
  new RegExp(`\\b(?:in|for|on) (?:a )?prod(?:uction)?\\b${WORD}{0,40}\\b${SETS} ${WORD}{0,30}${OFF_WORD}`, 'i'),
];
const DEMANDS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:must|should|always|remember to|make sure to|needs to)\\b ${WORD}{0,20}${ON_WORD}${IN_PRODUCTION}`,
    'i',
  ),
  new RegExp(
    `\\b(?:must|should|always|remember to|make sure to)\\b ${WORD}{0,12}\\benabled? ${WORD}{0,12}${IN_PRODUCTION}`,
    'i',
  ),
  new RegExp(`\\b(?:set|put|change|switch) ${WORD}{0,12}to ${ON_WORD}${IN_PRODUCTION}`, 'i'),
  new RegExp(
    `\\b(?:in|for|on) (?:a )?prod(?:uction)?\\b${WORD}{0,30}\\b(?:set|must|should)\\b ${WORD}{0,20}${ON_WORD}`,
    'i',
  ),
];
/** "Set to true only if …", "usually true": no demand. */
const DEPENDS = /\b(?:if|unless|when|only|usually|optional(?:ly)?|may|can)\b/i;
/** The same said of what it is for. */
const ONLY_ELSEWHERE =
  /\b(?:dev(?:elopment)?|test(?:ing|s)?|local dev(?:elopment)?)(?: purposes?)?[- ]only\b|\bonly (?:be )?(?:used |enabled |meant |intended )?(?:for|in|during) (?:local )?(?:dev(?:elopment)?|test(?:ing|s)?)\b/i;
/** Weaker: it counts where the name says so too. */
const MEANT_ELSEWHERE =
  /\b(?:useful|meant|intended|helpful|handy) (?:in|for|during) (?:local )?(?:dev(?:elopment)?|test(?:ing|s)?)\b/i;
const NAMED_SO = /^(?:dev|test|unsafe|insecure)_/i;

/** What a comment says a switch of that name has to be in production; `undefined`: nothing, or both. */
export function wantedInProduction(comment: string, name: string): Wanted | undefined {
  if (!PRODUCTION.test(comment) && !/\b(?:dev|test)/i.test(comment)) return undefined;
  let isForbidden = false;
  let isDemanded = false;
  for (const sentence of comment.split(/[.;!?](?:\s|$)/, SENTENCES)) {
    const text = sentence.slice(0, LONGEST);
    if (OF_ANOTHER_THING.test(text)) continue;
    const forbids =
      (PRODUCTION.test(text) && FORBIDS.some((pattern) => pattern.test(text))) ||
      ONLY_ELSEWHERE.test(text) ||
      (NAMED_SO.test(name) && MEANT_ELSEWHERE.test(text));
    if (forbids) isForbidden = true;
    else if (PRODUCTION.test(text) && !DEPENDS.test(text) && DEMANDS.some((pattern) => pattern.test(text)))
      isDemanded = true;
  }
  if (isForbidden === isDemanded) return undefined;
  return isForbidden ? 'off' : 'on';
}

/** A switch that is set the other way than the comment at it says for production. */
export interface AgainstAdvice {
  readonly value: NamedValue;
  readonly wanted: Wanted;
}

/** The switches of a file that a comment on them speaks against, in the order of the file. */
export function againstAdvice(
  model: Model,
  values: readonly NamedValue[],
  text: string,
  uri: string,
): readonly AgainstAdvice[] {
  if (model.format === 'toml' && isSimulation(model)) return [];
  const headers = model.format === 'toml' ? headerComments(model, text) : undefined;
  const known = new Map<string, Wanted | undefined>();
  const ask = (comment: string, name: string): Wanted | undefined => {
    // Values on one line and the tables of a run share a comment.
    const key = `${NAMED_SO.test(name) ? '!' : ''}${comment}`;
    if (!known.has(key)) known.set(key, wantedInProduction(comment, name));
    return known.get(key);
  };
  const switches = values.filter((value) => value.uri === uri && isSwitch(value)).slice(0, MOST_SWITCHES);
  return switches.flatMap((value) => {
    const { literal = '', name } = value;
    const wanted =
      ask(commentNear(text, value.valueSpan), name) ?? ask(headers?.get(value.valueSpan.start) ?? '', name);
    if (wanted === undefined || isOn(literal) === (wanted === 'on')) return [];
    return [{ value, wanted }];
  });
}

const SIMULATED = /^(?:simulat(?:ed|or|ion)|emulat(?:ed|or))$/i;

/** A file that declares a part as simulated (`kind = "simulated"`) sets up no production. */
function isSimulation({ leaves }: TomlModel): boolean {
  return leaves.some(
    ({ value, name }) =>
      typeof value === 'string' && /^(?:kind|type|mode|driver|backend)$/i.test(name) && SIMULATED.test(value),
  );
}

/** On or off as it stands here; numbers of TOML count something. */
function isSwitch({ literal, place, isString }: NamedValue): boolean {
  if (literal === undefined || !(isOn(literal) || isOff(literal))) return false;
  return place !== 'toml' || isString || /^(?:true|false)$/.test(literal);
}

/** By the place of each value in a table: what is said of its key above the table's header, or above the first of its kind (`[[name]]`). */
function headerComments(model: TomlModel, text: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const ofFirst = new Map<string, string>();
  const parts = new Map<string, ReadonlyMap<string, string>>();
  for (const table of model.tables) {
    if (table.headerSpan === undefined || table.form === 'inline') continue;
    const kind = table.path.filter((step) => typeof step === 'string').join('.');
    const own = commentNear(text, table.headerSpan);
    if (!ofFirst.has(kind)) ofFirst.set(kind, own);
    const comment = own === '' ? (ofFirst.get(kind) ?? '') : own;
    const said = parts.get(comment) ?? partsByKey(comment);
    parts.set(comment, said);
    if (said.size === 0) continue;
    for (const { key, value } of table.statements) {
      const part = said.get(key.at(-1)?.text ?? '');
      if (value !== undefined && part !== undefined) found.set(value.span.start, part);
    }
  }
  return found;
}

/** A comment cut at the names it puts in backticks: each with what follows up to the next. Words with a blank are no names. */
function partsByKey(comment: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let last: { readonly name: string; readonly start: number } | undefined;
  for (const match of comment.matchAll(/`([a-z][\w-]{2,60})`/gi)) {
    const name = match[1] ?? '';
    if (isOn(name) || isOff(name)) continue;
    if (last !== undefined)
      parts.set(last.name, `${parts.get(last.name) ?? ''} ${comment.slice(last.start, match.index)}`);
    last = { name, start: match.index };
  }
  if (last !== undefined) parts.set(last.name, `${parts.get(last.name) ?? ''} ${comment.slice(last.start)}`);
  return parts;
}
