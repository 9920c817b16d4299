/**
 * How deep brackets, blocks and indentation may lie in one another. Every parser that calls itself for what lies inside is asked only when
 * a count over the text stays below: real configuration has some ten levels, and a parser that reaches the end of the stack cannot
 * always be stopped (V8 ends the process when it compiles a regular expression there).
 */
export const DEEPEST = 64;

/** What is said of a text that goes deeper. */
export const TOO_DEEP = `Not checked: nested deeper than ${DEEPEST} levels from here on`;
