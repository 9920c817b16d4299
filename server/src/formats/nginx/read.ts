import type { ReadFile } from '../format.ts';
export interface NginxFile extends ReadFile {}
