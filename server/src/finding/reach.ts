import { lowerBy, type Severity } from './severity.ts';

/**
 * Who on the network reaches the program that a finding is about:
 * `everyone` published on all addresses, or on the host's own network; `network` only inside a project's network or behind a proxy;
 * `unknown` nothing that was read says; `loopback` only the machine itself; `nowhere` nothing listens or nothing is published.
 */
export type Reach = 'everyone' | 'network' | 'unknown' | 'loopback' | 'nowhere';

const STEPS: Readonly<Record<Reach, number>> = { everyone: 0, network: 1, unknown: 1, loopback: 2, nowhere: 2 };

/**
 * The severity of a finding whose attacker is on the network, the same for every rule: as the rule says where everyone reaches it, one
 * step lower where only neighbours do or nothing is known, two steps lower where nobody else does. Not for attackers on the machine
 * itself and not for mistakes that stop a program.
 * @returns `undefined` when it is not worth saying: two steps below anything under high. One step never silences.
 */
export function severityByReach(severity: Severity, reach: Reach): Severity | undefined {
  const steps = STEPS[reach];
  return steps === 1 ? (lowerBy(severity, 1) ?? severity) : lowerBy(severity, steps);
}

const WIDTH: readonly Reach[] = ['everyone', 'unknown', 'network', 'loopback', 'nowhere'];

/** The widest of several; `nowhere` of none. What is not known counts as wider than a project's own network. */
export function widest(reaches: Iterable<Reach>): Reach {
  let found: Reach = 'nowhere';
  for (const reach of reaches) if (WIDTH.indexOf(reach) < WIDTH.indexOf(found)) found = reach;
  return found;
}
