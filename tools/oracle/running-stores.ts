export const STORE_CASES: readonly { readonly name: string; readonly run: () => Promise<string | undefined> }[] = [];
