import type { ReadFile } from '../format.ts';
export interface DotenvFile extends ReadFile {}
