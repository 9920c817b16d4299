/**
 * Twice the input takes about twice the time, in every format and for the shapes that once did not. Each case is measured at n and 16n
 * in one process: linear work takes 16 times as long, quadratic work 256 times. The limit stands far from both, so that a busy machine
 * does not decide.
 */
import { memoryProject } from '../test/support/lint.ts';
import { MemoryHost } from '../test/support/memory-host.ts';
import { SHAPES, type Shape } from './growth-shapes.ts';
import { hostileText, SCANNERS } from './growth-texts.ts';

const FACTOR = 16;
const MOST = 128;
const ATTEMPTS = 4;
/** Below this a measurement says nothing; milliseconds of processor time. */
const NOISE = 2;

/** Work of any size. */
interface Work {
  readonly name: string;
  run(times: number): unknown;
}

const wholeCheck = ({ path, name, n, text }: Shape): Work => ({
  name: `${path}: ${name}`,
  run: (times) =>
    memoryProject({ files: { [path]: text(n * times) }, profile: 'all' }).project.check(MemoryHost.uri(path)),
});

const WORK: readonly Work[] = [
  ...SHAPES.map(wholeCheck),
  ...SCANNERS.flatMap(({ name, size, texts, run }) =>
    texts.map(
      (text): Work => ({
        name: `${name}: ${JSON.stringify(text.join('…'))}`,
        run: (times) => run(hostileText(text, size * times)),
      }),
    ),
  ),
];

/** Processor time of one run, in milliseconds. */
async function measure(work: Work, times: number): Promise<number> {
  const before = process.cpuUsage();
  await work.run(times);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The best of three: what the machine does beside only adds. */
async function best(work: Work, times: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) least = Math.min(least, await measure(work, times));
  return least;
}

/** One large run is enough where it says that the limit is far; else the best of several decides. A pause in a small run would hide growth. */
async function growthOf(work: Work): Promise<number> {
  await measure(work, 1);
  const small = await best(work, 1);
  const first = (await measure(work, FACTOR)) / Math.max(small, NOISE);
  if (first < MOST / 2) return first;
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least >= MOST; attempt++) {
    const once = await best(work, 1);
    least = Math.min(least, (await best(work, FACTOR)) / Math.max(once, NOISE));
  }
  return least;
}

/** Prints the work that grows most; `false` when some of it is far from linear. */
export async function printGrowth(): Promise<boolean> {
  const measured: { readonly name: string; readonly growth: number }[] = [];
  for (const work of WORK) measured.push({ name: work.name, growth: await growthOf(work) });
  measured.sort((a, b) => b.growth - a.growth);
  console.log(
    `time for ${FACTOR} times the input, ${WORK.length} inputs (linear ${FACTOR}, quadratic ${FACTOR ** 2}, limit ${MOST}), the most:`,
  );
  for (const { name, growth } of measured.slice(0, 8)) console.log(`  ${growth.toFixed(1).padStart(6)}  ${name}`);
  return measured.every(({ growth }) => growth < MOST);
}
