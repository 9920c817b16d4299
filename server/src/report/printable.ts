/**
 * Text that is safe on a terminal and in a log: control characters (escape sequences, bidirectional overrides, line breaks) and those nobody
 * sees become visible `\u{…}` escapes, tabs become one space; so does what a CI runner takes for a command anywhere in a line. Linear.
 */
export function printable(text: string): string {
  let result = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    const at = i;
    // The second half of a pair.
    if (code > 0xffff) i += 1;
    if (!isControl(code) && !(code === HASH && isCommand(text, at))) continue;
    result += text.slice(from, at) + (code === 9 ? ' ' : `\\u{${code.toString(16)}}`);
    from = i + 1;
  }
  return from === 0 ? text : result + text.slice(from);
}

const HASH = 35;
/**
 * Commands of CI runners within a line: GitHub's older form, which reads whatever stands in the brackets
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs), Azure Pipelines and TeamCity.
 */
const COMMANDS = ['##[', '##vso[', '##teamcity['];

function isCommand(text: string, at: number): boolean {
  return COMMANDS.some((command) => text.startsWith(command, at));
}

/**
 * Printable text of several lines in which none is a workflow command of GitHub's runner: that is a line whose first words are `::`,
 * blanks before them do not count.
 */
export function withoutCommands(lines: string): string {
  return lines.replaceAll(/^([^\S\n]*):(?=:)/gm, '$1\\u{3a}');
}

function isControl(code: number): boolean {
  return (
    code < 32 ||
    (code >= 127 && code < 160) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0x2028 ||
    code === 0x2029 ||
    isUnseen(code)
  );
}

/**
 * Characters without a width (Unicode's Default_Ignorable_Code_Point, https://unicode.org/L2/L2002/02368-default-ignorable.html) but
 * for U+FE00 to U+FE0F, which choose the look of the one before as emoji need it: two names that differ in one look the same.
 */
function isUnseen(code: number): boolean {
  if (code < 0xad) return false;
  return (
    code === 0xad ||
    code === 0x34f ||
    code === 0x61c ||
    code === 0x115f ||
    code === 0x1160 ||
    code === 0x17b4 ||
    code === 0x17b5 ||
    (code >= 0x180b && code <= 0x180e) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0x3164 ||
    code === 0xfeff ||
    code === 0xffa0 ||
    (code >= 0xfff0 && code <= 0xfff8) ||
    (code >= 0x1bca0 && code <= 0x1bca3) ||
    (code >= 0x1d173 && code <= 0x1d17a) ||
    (code >= 0xe0000 && code <= 0xe0fff)
  );
}
