import * as vscode from 'vscode';
import { until } from './editing.ts';
import { ok } from './harness.ts';

/** What the server has done since it started. */
export interface Counters {
  readonly documentPulls: number;
  readonly workspacePulls: number;
  readonly parked: number;
  readonly lints: number;
}

interface TestApi {
  readonly client: { sendRequest<R>(method: string, params: unknown): Promise<R> };
}

/** What the extension gives to its tests. */
export function api(): TestApi {
  return vscode.extensions.getExtension('config-preflight.config-preflight')?.exports as TestApi;
}

export function counters(): Promise<Counters> {
  return api().client.sendRequest<Counters>('preflight/counters', {});
}

/**
 * Waits until the server has done nothing for a while, however long a busy machine takes to get there, and returns its counters.
 *
 * @param quiet - Milliseconds without anything done.
 * @throws Error when it never rests.
 */
export async function untilIdle(quiet: number): Promise<Counters> {
  let now = await counters();
  const isIdle = async () => {
    const last = now;
    await pause(quiet);
    now = await counters();
    return JSON.stringify(last) === JSON.stringify(now);
  };
  ok(await until(isIdle, 90_000), `never idle: ${JSON.stringify(now)}`);
  return now;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
