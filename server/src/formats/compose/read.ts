import type { ReadFile } from '../format.ts';
export interface ComposeFile extends ReadFile {}
