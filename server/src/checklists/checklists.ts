/** The built-in production checklists by name. */
export const CHECKLISTS: ReadonlyMap<string, { readonly name: string }> = new Map();
