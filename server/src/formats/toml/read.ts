import type { ReadFile } from '../format.ts';
export interface TomlFile extends ReadFile {}
