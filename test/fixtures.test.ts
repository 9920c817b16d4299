import { describe, expect, it } from 'vitest';
import type { Finding } from '../server/src/finding/finding.ts';
import { detect } from '../server/src/formats/detect.ts';
import { readFormat } from '../server/src/project/build-model.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { readAnnotations } from './support/annotations.ts';
import { applyFix } from './support/apply-fix.ts';
import { fixtureCases } from './support/fixture-cases.ts';
import { lintFiles } from './support/lint.ts';

function at(finding: {
  readonly rule: string;
  readonly span: { readonly start: number; readonly end: number };
}): string {
  return `${finding.rule} ${finding.span.start}-${finding.span.end}`;
}

async function findingsOf(
  files: Readonly<Record<string, string>>,
  rule: string,
): Promise<Map<string, readonly Finding[]>> {
  const found = new Map<string, readonly Finding[]>();
  for (const path of Object.keys(files)) {
    if (detect(path, files[path] ?? '') === undefined) continue;
    const { findings } = await lintFiles({ files, path, selection: { only: new Set([rule]) } });
    found.set(path, findings);
  }
  return found;
}

/** What a person would count as problems of a file: rule and words, for "nothing new". */
async function problemsOf(files: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  for (const path of Object.keys(files)) {
    const { findings } = await lintFiles({ files, path });
    for (const finding of findings) all.add(`${path} ${finding.rule} ${finding.fingerprint}`);
  }
  return all;
}

for (const rule of RULES) {
  const cases = fixtureCases(rule.id);
  if (cases.length === 0) continue;
  describe(`fixtures of ${rule.id}`, () => {
    for (const { name, files } of cases) {
      it(`${name}: reports what is annotated`, async () => {
        const found = await findingsOf(files, rule.id);
        let annotated = 0;
        for (const [path, findings] of found) {
          const expected = readAnnotations(files[path] ?? '').map(({ rule: id, start, end }) =>
            at({ rule: id, span: { start, end } }),
          );
          annotated += expected.length;
          expect(findings.map(at).sort(), path).toEqual(expected.sort());
          for (const finding of findings) expect(finding.message.length, finding.message).toBeLessThanOrEqual(120);
        }
        if (name.startsWith('good')) expect(annotated).toBe(0);
      });

      if (rule.fix === 'none') continue;
      it(`${name}: every fix repairs its finding and nothing else`, async () => {
        for (const [path, findings] of await findingsOf(files, rule.id)) {
          for (const finding of findings.filter((candidate) => candidate.rule === rule.id)) {
            for (const index of finding.fixes.keys()) await proveFix(files, path, finding, index);
          }
        }
      });
    }
  });
}

async function proveFix(
  files: Readonly<Record<string, string>>,
  path: string,
  finding: Finding,
  index: number,
): Promise<void> {
  const title = finding.fixes[index]?.title ?? '';
  const before = await problemsOf(files);
  const fixed = applyFix(files, finding, index);
  for (const [name, text] of Object.entries(fixed)) {
    const format = detect(name, text)?.format;
    const old = files[name];
    const wasComplete = old === undefined || format === undefined || readFormat(format, old).complete;
    if (format !== undefined && wasComplete)
      expect(readFormat(format, text).complete, `${title}: ${name} still parses`).toBe(true);
  }
  const begins = finding.fixes[index]?.begins;
  const accepted = [...(begins ?? []), ...(finding.fixes[index]?.price ?? [])];
  if (begins !== undefined) {
    const again = (await findingsOf(fixed, finding.rule))
      .get(path)
      ?.find((one) => one.fingerprint === finding.fingerprint);
    expect(
      again?.fixes.map((fix) => fix.begins).filter((rules) => rules !== undefined),
      `${title}: begun once`,
    ).toEqual([]);
  }
  const left = begins !== undefined ? [] : ((await findingsOf(fixed, finding.rule)).get(path) ?? []);
  expect(
    left.map((one) => one.fingerprint),
    `${title}: the finding is gone`,
  ).not.toContain(finding.fingerprint);
  const added = [...(await problemsOf(fixed))].filter(
    (problem) => !before.has(problem) && !accepted.some((rule) => problem.includes(` ${rule} `)),
  );
  expect(added, `${title}: nothing new`).toEqual([]);
}
