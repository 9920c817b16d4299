import type { NginxDirective } from '../../../formats/nginx/model/model.ts';
import { type DirectiveSlot, directiveFacts } from '../../../knowledge/nginx/directives.ts';
import { isDigits, parseFlag, parseOffset, parseSize, parseTime } from '../../../knowledge/nginx/values.ts';
import { suggestFlag, suggestSize, suggestTime, suggestWord } from './suggest.ts';
import { badArgument, isOpaque, shown, type ValueProblem } from './value-problem.ts';

/** Values that nginx reads with its generic setters: flags, sizes, times, numbers, enumerations (nginx/src/core/ngx_conf_file.c). */
export function checkPlainValue(directive: NginxDirective): readonly ValueProblem[] {
  const slot = slotOf(directive);
  if (slot === undefined) return [];
  const variable = usesOwnVariable(directive, slot);
  if (variable.length > 0 || directive.values.some(isOpaque)) return variable;
  const value = directive.arg(0);
  if (value === undefined) return [];
  const { name } = directive;
  switch (slot.type) {
    case 'flag':
      return parseFlag(value) === undefined
        ? badArgument(
            directive,
            0,
            `invalid value "${shown(value)}" in "${name}", it must be "on" or "off"`,
            // Directory listings are nothing to recommend.
            name === 'autoindex' ? undefined : suggestFlag(value),
          )
        : [];
    case 'size':
      return parseSize(value) === undefined ? invalid(directive, 'digits, k or m: 10m', suggestSize(value, false)) : [];
    case 'offset':
      return parseOffset(value) === undefined
        ? invalid(directive, 'digits, k, m or g: 10m', suggestSize(value, true))
        : [];
    case 'number':
      return isDigits(value) ? bounds(directive, Number(value)) : invalid(directive, 'a whole number');
    case 'milliseconds':
      return parseTime(value) === undefined
        ? invalid(directive, 'a time: 30s, 5m, 500ms', suggestTime(value, true))
        : [];
    case 'seconds':
      return parseTime(value, false) === undefined
        ? invalid(directive, 'a time: 30s, 5m, 1h', suggestTime(value, false))
        : [];
    case 'buffers':
      return isDigits(value) && Number(value) > 0 && parseSize(directive.arg(1) ?? '') !== undefined
        ? []
        : invalid(directive, 'a number and a size: 4 8k');
    case 'enum':
    case 'bitmask':
      return checkWords(directive, slot);
    default:
      return [];
  }
}

const WITHOUT_VARIABLES: ReadonlySet<string> = new Set([
  'flag',
  'size',
  'number',
  'milliseconds',
  'seconds',
  'buffers',
  'offset',
  'enum',
  'bitmask',
]);

/** These values are read when nginx starts: a variable of the file (not a placeholder of a deployment tool) is no value. */
function usesOwnVariable(directive: NginxDirective, slot: DirectiveSlot): readonly ValueProblem[] {
  if (!WITHOUT_VARIABLES.has(slot.type)) return [];
  const model = directive.scope.model;
  return directive.values.flatMap((value, i) =>
    value.startsWith('$') && model.variable(value) !== undefined
      ? badArgument(directive, i, `"${directive.name}" takes no variables`)
      : [],
  );
}

/** The slot of the protocol the directive stands in; `undefined` when modules of that protocol disagree. */
function slotOf(directive: NginxDirective): DirectiveSlot | undefined {
  const slots = directiveFacts(directive.name)?.slots ?? [];
  const [only] = slots;
  if (only === undefined || (slots.length === 1 && only.type === 'custom')) return undefined;
  // Bare lines of a snippet are for http unless something says otherwise.
  const protocol = directive.scope.protocol === 'unknown' ? 'http' : directive.scope.protocol;
  const matching = slots.filter((slot) =>
    protocol === 'main' ? slot.protocol === 'core' || slot.protocol === 'event' : slot.protocol === protocol,
  );
  const first = matching[0];
  return first !== undefined && matching.every((slot) => slot.type === first.type) ? first : undefined;
}

function invalid(directive: NginxDirective, expected: string, instead?: string): readonly ValueProblem[] {
  const value = shown(directive.arg(0) ?? '');
  return badArgument(
    directive,
    0,
    `"${directive.name}" has an invalid value "${value}", it takes ${expected}`,
    instead,
  );
}

const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  gzip_comp_level: [1, 9],
  gunzip_buffers: [1, Infinity],
};

function bounds(directive: NginxDirective, value: number): readonly ValueProblem[] {
  const range = Object.hasOwn(BOUNDS, directive.name) ? BOUNDS[directive.name] : undefined;
  if (range === undefined || (value >= range[0] && value <= range[1])) return [];
  return badArgument(directive, 0, `"${directive.name}" must be between ${range[0]} and ${range[1]}`);
}

function checkWords(directive: NginxDirective, slot: DirectiveSlot): readonly ValueProblem[] {
  if (slot.values.length === 0) return [];
  const known = new Set(slot.values.map((value) => value.toLowerCase()));
  const words = slot.type === 'enum' ? directive.values.slice(0, 1) : directive.values;
  return words.flatMap((word, i) =>
    known.has(word.toLowerCase())
      ? []
      : badArgument(
          directive,
          i,
          `invalid value "${shown(word)}" in "${directive.name}", it takes ${listed(slot.values)}`,
          (known.has('on') ? suggestFlag(word) : undefined) ?? suggestWord(word, slot.values),
        ),
  );
}

function listed(values: readonly string[]): string {
  return values.length <= 5 ? values.join(', ') : `${values.slice(0, 4).join(', ')} …`;
}
