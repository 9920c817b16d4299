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
/** Ends a sentence; what begins a line without a full stop before it is one too. */
const BETWEEN = /[.;!?](?:\s|$)|\s(?=(?:Do not|Don'?t|Never|Not|Must|Should|Set|In prod|DO NOT|NEVER|NOT FOR)\b)/;
/** About the file, or about nothing that a switch decides. */
const OF_ANOTHER_THING =
  /\b(?:this|the) (?:compose |config(?:uration)? |example |env(?:ironment)? )?(?:file|stack|setup|example|config(?:uration)?|template)\b|\bnot (?:only|possible|needed|necessary|required|available|supported|yet)\b|\bno (?:need|effect)\b/i;
/** "Never disable", "must not be set to false": whatever else the comment says, the switch protects. */
const NOT_OFF =
  /\b(?:never|not|dont|mustnt|shouldnt|cannot|cant|wont|avoid|without) (?:[\w-]+ ){0,4}(?:disabl\w+|deactivat\w+|off|false|no|0|unset|remov\w+|skip\w*)\b/i;
/** What a name says that switches something off: on and off are the other way round, or nobody can tell. */
const NEGATIVE_NAME =
  /(?:^|_)(?:disable[ds]?|skip(?:s|ped)?|no|non|not|without|ignore[ds]?|opt_?out|off|hide|prevent|forbid|deny|block|suppress|mute|exclude)(?:_|$)/;
/** What a name says that protects: nobody forbids it. What the comment forbids is what it protects from. */
const PROTECTIVE_NAME =
  /(?:^|_)(?:require[ds]?|enforced?|force[ds]?|verify|validate|check|protect(?:ion)?|secure|strict|csrf|hsts)(?:_|$)/;

const START = '(?:^|[,(:–—] ?|- )(?:please |warning:? |note:? )?';
const NOUN = '(?: (?:option|setting|flag|switch|mode|feature|variable|value|key))?';
const ITSELF = `(?:this|it|that)${NOUN}`;
const SUBJECT = `(?:${ITSELF} )?`;
const PLACE = '(?:in|for|on|during) (?:a |any |the |your |our )?(?:live )?prod(?:uction)?\\b';
const DO_NOT = '(?:do not|dont|never|must (?:not|never)|mustnt|should (?:not|never)|shouldnt)(?: ever)?(?: be)?';
const REMEMBER = '(?:(?:always|we|you|please|remember to|make sure to|you should|you must) )?';
const MUST_BE = '(?:must|should|has to|needs to) (?:always )?be (?:(?:set|turned|switched|left|kept) )?(?:to )?';
const SET = `(?:set|put|turn|switch|change|leave|keep)(?: ${ITSELF})?(?: to)?`;
const OFF = '(?:false|off|no|0|disabled)(?![\\w-])';
const ON = '(?:true|on|yes|1|enabled)(?![\\w-])';
const USE = `(?:(?:used?|enabled?|activated?)(?: ${ITSELF})?|(?:set|turn|switch|leave|keep|turned|switched|left|kept)(?: ${ITSELF})?(?: to)? ${ON})`;
const FIT = '(?:recommended|advised|safe|secure|suitable|intended|meant|designed|fit|to be used|to be enabled|for use)';

/** Orders about the switch itself and nothing else: what a sentence forbids by a name of its own may be what the switch prevents. */
const FORBIDS = [
  `${START}${SUBJECT}${DO_NOT} ${USE}(?: at all| directly)? ${PLACE}`,
  `${START}never ${PLACE}`,
  `${START}${SUBJECT}(?:is not|isnt|not|never) ${FIT}(?: (?:to be |to |for )?(?:used?|run|enabled?))? ${PLACE}`,
  `${START}${SUBJECT}(?:is not|isnt|not) for prod(?:uction)?\\b`,
].map((pattern) => new RegExp(pattern, 'i'));
const WANTS_OFF = [
  `${START}${REMEMBER}(?:disable|unset|turn off|switch off)(?: ${ITSELF})? ${PLACE}`,
  ...orders(OFF, 'disabled'),
].map((pattern) => new RegExp(pattern, 'i'));
const WANTS_ON = [
  `${START}(?:always|remember to|make sure to) enable(?: ${ITSELF})? ${PLACE}`,
  ...orders(ON, 'enabled'),
].map((pattern) => new RegExp(pattern, 'i'));
/** "Set to true only if …", "usually true": no demand. */
const DEPENDS = /\b(?:if|unless|until|except|when|only|usually|optional(?:ly)?|may|can|not|never)\b/i;
/** "Do not use in production without a proxy": allowed with one. */
const EXCEPT = /\b(?:if|unless|until|except|when|while|without|as long as)\b/i;
/** The same said of what it is for. */
const ONLY_ELSEWHERE =
  /\b(?:dev(?:elopment)?|test(?:ing|s)?|local dev(?:elopment)?)(?: purposes?)?[- ]only\b|\bonly (?:(?:be )?(?:use[ds]?|enabled?|meant|intended) )?(?:for|be used in|be enabled in) (?:local )?(?:dev(?:elopment)?|test(?:ing|s)?)\b/i;

/** What sets a switch to a value in production, the place behind or before. */
function orders(value: string, done: string): readonly string[] {
  return [
    `${START}${SUBJECT}${MUST_BE}(?:${value}|${done}) ${PLACE}`,
    `${START}${REMEMBER}${SET} ${value} ${PLACE}`,
    `${START}${PLACE}[,:]? ${SUBJECT}${MUST_BE}(?:${value}|${done})`,
    `${START}${PLACE}[,:]? ${REMEMBER}${SET} ${value}`,
  ];
}

/**
 * What a comment orders a switch of that name to be in production; `undefined`: nothing, both, or nothing that is sure.
 * A name that switches something off, and a comment that warns of switching off, say nothing.
 */
export function wantedInProduction(comment: string, name: string): Wanted | undefined {
  if (!PRODUCTION.test(comment) && !/\b(?:dev|test)/i.test(comment)) return undefined;
  const words = wordsOfName(name);
  if (NEGATIVE_NAME.test(words)) return undefined;
  let isForbidden = false;
  let isDemanded = false;
  for (const sentence of comment.slice(0, SENTENCES * LONGEST).split(BETWEEN, SENTENCES)) {
    const text = plain(sentence, name);
    if (NOT_OFF.test(text)) return undefined;
    if (OF_ANOTHER_THING.test(text)) continue;
    if (forbids(text)) isForbidden = true;
    else if (!DEPENDS.test(text) && WANTS_ON.some((pattern) => pattern.test(text))) isDemanded = true;
  }
  if (isForbidden === isDemanded || (isForbidden && PROTECTIVE_NAME.test(words))) return undefined;
  return isForbidden ? 'off' : 'on';
}

/** `disableTls`, `disable-tls` and `DISABLE_TLS` as one. */
function wordsOfName(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/\W+/g, '_');
}

/** A sentence without quotes and with "this" for the switch. */
function plain(sentence: string, name: string): string {
  const short = sentence.slice(0, LONGEST).replace(/["'`’]/g, '');
  return (name === '' ? short : short.split(name).join('this')).replace(/\s+/g, ' ').trim();
}

function forbids(text: string): boolean {
  if (!DEPENDS.test(text) && WANTS_OFF.some((pattern) => pattern.test(text))) return true;
  return [...FORBIDS, ONLY_ELSEWHERE].some((pattern) => {
    const match = pattern.exec(text);
    return match !== null && !EXCEPT.test(text.slice(match.index + match[0].length));
  });
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
    const words = wordsOfName(name);
    const kind = `${NEGATIVE_NAME.test(words) ? '-' : ''}${PROTECTIVE_NAME.test(words) ? '+' : ''}`;
    const key = `${kind}${comment.includes(name) ? name : ''}\n${comment}`;
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
