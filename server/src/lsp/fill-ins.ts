import type { CancellationToken } from 'vscode-languageserver';
import { hashNames } from '../engine/fingerprint.ts';
import { candidateOf, type PlainEdit, withEditsMade } from '../engine/fixing.ts';
import type { Finding } from '../finding/finding.ts';
import type { Fix } from '../finding/fix.ts';
import { askedBy } from '../language/asked-values.ts';
import { FixProofs } from '../project/prove-fix.ts';
import { canonicalUri } from '../project/uri.ts';
import type { FillIn, FillInParams, FillInResult, FillIns, FillInsParams } from '../protocol/messages.ts';
import { append } from '../text/append.ts';
import { grouped } from '../text/grouped.ts';
import { LineIndex } from '../text/line-index.ts';
import { withPlaceholders } from '../text/snippet.ts';
import type { PlacedEdit } from './edits.ts';
import type { FeatureContext } from './feature-context.ts';
import { placeEdits } from './features.ts';

export const FILL_INS_FAILED: FillIns = { ended: 'failed', fillIns: [] };
export const FILL_IN_FAILED = refused('Something went wrong; the log says where.');

const CHANGED = refused('The file, or one it was read with, has changed since the value was asked for.');
const CANNOT_BE_WRITTEN = refused('The editor cannot make this change.');

/** A finding that waits for a person, with the texts its fix was made from. */
interface Waiting {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly stamp: string;
  readonly texts: ReadonlyMap<string, string | undefined>;
}

/**
 * The findings of a file or of the workspace that wait for a person's value, by file and line, open documents as they stand in the
 * editor. Nothing is proven yet: what is refused with the value that is given says why. Scans before.
 */
export async function fillIns(
  { uri }: FillInsParams,
  context: FeatureContext,
  token: CancellationToken,
): Promise<FillIns> {
  if (!context.analysis.enabled) return { ended: 'disabled', fillIns: [] };
  if (uri === undefined && (await context.background.look(token)).cancelled) return { ended: 'cancelled', fillIns: [] };
  const uris = uri === undefined ? filesToAskIn(context) : [canonicalUri(uri)];
  const found: FillIn[] = [];
  for (const [project, own] of grouped(uris, (one) => context.folders.of(one).project)) {
    const proofs = new FixProofs(project);
    for (const one of own) {
      if (token.isCancellationRequested) return { ended: 'cancelled', fillIns: [] };
      append(found, await fillInsOf(one, proofs, context));
      proofs.release(one);
      context.analysis.release(one);
    }
  }
  return { ended: 'complete', fillIns: found };
}

/** What is open has perhaps been typed in since it was looked at. */
function filesToAskIn({ background, folders }: FeatureContext): readonly string[] {
  const seen = background.results.all.filter(({ diagnostics }) => diagnostics.length > 0).map(({ uri }) => uri);
  return [...new Set([...seen, ...folders.openUris])].sort();
}

async function fillInsOf(uri: string, proofs: FixProofs, context: FeatureContext): Promise<readonly FillIn[]> {
  const { project } = context.folders.of(uri);
  const found: FillIn[] = [];
  for (const { finding, fix, stamp, texts } of await waitingIn(uri, proofs, context)) {
    const { rule, message, fingerprint } = finding;
    const place = { uri, ...new LineIndex(texts.get(uri) ?? '').positionAt(finding.span.start) };
    const asked = askedBy(fix, rule, uri, texts);
    found.push({ ...place, rule, message, fingerprint, stamp, path: project.pathOf(uri), title: fix.title, asked });
  }
  return found.sort((a, b) => a.line - b.line || a.character - b.character);
}

async function waitingIn(
  uri: string,
  proofs: FixProofs,
  { analysis, folders }: FeatureContext,
): Promise<readonly Waiting[]> {
  // An editor may know a document by more than its name.
  const shown = folders.isOpen(uri) ? await analysis.report(uri) : undefined;
  if (shown !== undefined) proofs.readAs(shown);
  const { findings, text } = await proofs.withFixes(uri);
  const waiting: Waiting[] = [];
  const own: Text = { text, stamp: stampOf(text) };
  const known = new Map([[uri, own]]);
  for (const finding of findings) {
    const fix = finding.uri === uri ? askingFix(finding) : undefined;
    if (fix === undefined) continue;
    const edits = fix.edits();
    const texts = new Map<string, string | undefined>([[uri, text]]);
    const stamps = [finding.rule, own.stamp, JSON.stringify(edits)];
    for (const { uri: other = uri } of edits) {
      if (texts.has(other)) continue;
      const now = known.get(other) ?? (await textIn(other, proofs));
      known.set(other, now);
      texts.set(other, now.text);
      stamps.push(now.stamp);
    }
    waiting.push({ finding, fix, stamp: hashNames(stamps), texts });
  }
  return waiting;
}

interface Text {
  readonly text: string | undefined;
  readonly stamp: string;
}

async function textIn(uri: string, proofs: FixProofs): Promise<Text> {
  const text = await proofs.textOf(uri);
  return { text, stamp: stampOf(text) };
}

/** Goes to the editor, which has the text itself, and nowhere else. */
function stampOf(text: string | undefined): string {
  return text === undefined ? '' : hashNames([text]);
}

/** The best fix of a finding that has only such as ask for something. */
function askingFix({ fixes }: Finding): Fix | undefined {
  return fixes.every(({ safety }) => safety === 'needs-input') ? fixes[0] : undefined;
}

function placed({ create, ...edit }: PlainEdit): PlacedEdit {
  return create === true ? { ...edit, create } : edit;
}

function refused(refusal: string): FillInResult {
  return { edit: null, refusal };
}

/** The change that repairs a finding with the values a person gave, proven with them; refused where a text is another one by now. */
export async function fillIn(params: FillInParams, context: FeatureContext): Promise<FillInResult> {
  const { rule, fingerprint, stamp, values } = params;
  if (!context.analysis.enabled) return refused('Config Preflight is switched off.');
  const uri = canonicalUri(params.uri);
  const proofs = new FixProofs(context.folders.of(uri).project);
  const waiting = (await waitingIn(uri, proofs, context)).find(({ finding, stamp: now, texts }) => {
    if (finding.rule !== rule || finding.fingerprint !== fingerprint || now !== stamp) return false;
    const { line, character } = new LineIndex(texts.get(uri) ?? '').positionAt(finding.span.start);
    return line === params.line && character === params.character;
  });
  if (waiting === undefined) return CHANGED;
  const { finding, fix, texts } = waiting;
  if (askedBy(fix, rule, uri, texts).some(({ name }) => (values[name] ?? '') === ''))
    return refused('A value is missing.');
  const filled = new Map(Object.entries(values));
  const candidate = candidateOf(finding, withEditsMade(fix), (snippet) => withPlaceholders(snippet, filled));
  const refusal = await proofs.refusal(candidate);
  proofs.release(uri);
  if (refusal !== undefined) return refused(`With this value ${refusal}.`);
  const edit = await placeEdits(candidate.edits.map(placed), context);
  if (edit === undefined) return CANNOT_BE_WRITTEN;
  return [...texts].every(([one, text]) => textNow(one, context) === text) ? { edit, refusal: '' } : CHANGED;
}

/** The text of a file that edits were placed in; `undefined`: there is none. */
function textNow(uri: string, { folders }: FeatureContext): string | undefined {
  const file = folders.of(uri).project.store.get(uri);
  return file?.state === 'read' ? file.text : undefined;
}
