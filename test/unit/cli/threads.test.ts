import { expect, test } from 'vitest';
import type { CheckedFile } from '../../../server/src/cli/file-check.ts';
import { type CheckThread, checkOnThreads, projectsOf, threadsFor } from '../../../server/src/cli/threads.ts';

const of = (uri: string) => ({ uses: [], settings: [uri] }) as unknown as CheckedFile;

/** A thread that answers at once, or fails with the batch that holds one file. */
function thread(asked: string[][], failsOn?: string): CheckThread {
  let answer: Parameters<CheckThread['onAnswer']>[0] = () => {};
  return {
    send: (uris) => {
      asked.push([...uris]);
      queueMicrotask(() => answer(failsOn !== undefined && uris.includes(failsOn) ? undefined : uris.map(of)));
    },
    onAnswer: (take) => {
      answer = take;
    },
    end: () => {},
  };
}

const UNBOUNDED = () => ({ spend: () => {}, isSpentOnWork: false });

const paths = Array.from({ length: 90 }, (_, i) => `project${i % 3}/part${i}/compose.yml`).concat(
  'project0/compose.yml',
);

test('what comes of files is in their order, whatever thread had them, and a project is never split', async () => {
  const all = [...paths, 'project1/compose.yml', 'project2/compose.yml'];
  const projectOf = projectsOf(all);
  const asked: string[][] = [];
  const results = await Promise.all(
    checkOnThreads(all, projectOf, [thread(asked), thread(asked), thread(asked)], UNBOUNDED, () => {}),
  );
  expect(results.map((one) => one?.settings[0])).toEqual(all);
  for (const project of ['project0', 'project1', 'project2'])
    expect(asked.filter((batch) => batch.some((path) => path.startsWith(`${project}/`)))).toHaveLength(1);
});

test('a thread that fails leaves out its own files alone', async () => {
  const asked: string[][] = [];
  const projectOf = (path: string) => path;
  const failing = paths[40] ?? '';
  const results = await Promise.all(
    checkOnThreads(paths, projectOf, [thread(asked, failing), thread(asked, failing)], UNBOUNDED, () => {}),
  );
  const lost = asked.find((batch) => batch.includes(failing)) ?? [];
  expect(paths.filter((_, index) => results[index] === undefined)).toEqual(lost);
});

test('the largest project goes first until too much is known ahead, then whatever comes first', async () => {
  const all = ['a', 'b', 'c', 'd'].flatMap((name, i) =>
    Array.from({ length: 30 + i }, (_, n) => `${name}/${n}/compose.yml`),
  );
  const first = async (most: number) => {
    const asked: string[][] = [];
    const newBudget = () => {
      let taken = 0;
      return {
        spend: () => {
          taken += 1;
        },
        get isSpentOnWork() {
          return taken > most;
        },
      };
    };
    await Promise.all(
      checkOnThreads(
        all,
        (path) => path.charAt(0),
        [thread(asked)],
        newBudget,
        () => {},
      ),
    );
    return asked.map(([path]) => path?.charAt(0)).join('');
  };
  expect(await first(1000)).toBe('dcba');
  expect(await first(50)).toBe('dcab');
  expect(await first(20)).toBe('da');
});

test('few files are not worth a thread', () => {
  expect([threadsFor(20, 8), threadsFor(299, 8), threadsFor(300, 8), threadsFor(100_000, 2)]).toEqual([1, 1, 2, 2]);
});
