import { fixIf } from '../../finding/fix.ts';
import { foreignToLua } from '../../formats/nginx/read/lua.ts';
import { textOfFile } from '../../subjects/nginx/comments.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/lua-syntax',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A Lua block does not compile',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const body = directive.block?.kind === 'lua' ? directive.node.body : undefined;
    if (body === undefined || body.closeAt === undefined || !directive.name.includes('_by_lua_block')) return;
    const { inner } = body;
    const found = foreignToLua(textOfFile(directive), inner.start, inner.end);
    if (found === undefined) return;
    const { at, word } = found;
    const span = { start: at, end: at + word.length };
    const right = INSTEAD[word];
    report({
      at: { uri: directive.uri, span },
      message: `${word} is not Lua, so this block does not compile and its requests fail with 500; ${right ?? 'write Lua'}`,
      fixes: fixIf(
        `Write ${right?.replace('write ', '')} (the block runs)`,
        'behavior-changing',
        right === undefined ? undefined : [{ uri: directive.uri, span, newText: right.replace('write ', '') }],
      ),
    });
  },
});

const INSTEAD: Readonly<Record<string, string>> = {
  '#': 'write --',
  '//': 'write --',
  '!=': 'write ~=',
  '!': 'write not ',
  '&&': 'write and',
  '||': 'write or',
};
