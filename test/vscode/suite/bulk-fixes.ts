import * as vscode from 'vscode';
import {
  actionsFor,
  apply,
  changeText,
  closeAll,
  codeOf,
  fileUri,
  findings,
  read,
  show,
  until,
  untilRule,
  write,
} from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';
import { pause } from './idle.ts';

const USELESS = '# preflight-ignore env/debug-enabled -- was once on\nDEBUG=false\n';
const COMPOSE = 'services:\n  web:\n    image: nginx:1.27\n    mem_limit: 128m\n    privileged: true\n';
const FIXED = COMPOSE.replace('privileged: true', 'privileged: false');
const SECRET = `${COMPOSE}    environment:\n      ADMIN_PASSWORD: hunter2hunter2\n`;
const PRIVILEGED = 'compose/privileged-container';

/** Files of the workspace that other tests look at, and that a fix of everything changes as well. */
const OTHERS = ['docker-compose.yml', 'closed/docker-compose.yml'];

/** Fixes of several files at once, and what one undo takes back. */
export function bulkFixTests({ test: register }: Harness): void {
  const test = (name: string, body: () => Promise<void>) => register(name, () => keepingOthers(body));
  test('Fix All in Workspace waits in the preview, and applies what is accepted there', async () => {
    await write('many/a.env', USELESS);
    await write('many/b.env', USELESS);
    await untilRule(fileUri('many/b.env'), 'preflight/suppression');
    await untilRule(fileUri('many/a.env'), 'preflight/suppression');
    const done = vscode.commands.executeCommand('preflight.fixWorkspace');
    await pause(2500);
    equal(await read('many/a.env'), USELESS, 'before the preview is accepted');
    await vscode.commands.executeCommand('refactorPreview.discard');
    await done;
    equal(await read('many/a.env'), USELESS, 'after discarding');
    await accepted(vscode.commands.executeCommand('preflight.fixWorkspace'), 'many/a.env', 'DEBUG=false\n');
    await untilText('many/b.env', 'DEBUG=false\n');
    await takeBack();
    await untilText('many/a.env', USELESS);
    await untilText('many/b.env', USELESS);
    await vscode.workspace.fs.delete(fileUri('many'), { recursive: true });
  });

  test('safe fixes are made on save where the editor is told so', async () => {
    const wish = vscode.workspace.getConfiguration('editor');
    await wish.update(
      'codeActionsOnSave',
      { 'source.fixAll.preflight': 'explicit' },
      vscode.ConfigurationTarget.Global,
    );
    await write('saved/.env', USELESS);
    const editor = await show('saved/.env');
    await untilRule(editor.document.uri, 'preflight/suppression');
    await changeText(editor, (edit) => edit.insert(new vscode.Position(2, 0), 'PORT=80\n'));
    await editor.document.save();
    equal(await read('saved/.env'), 'DEBUG=false\nPORT=80\n', 'on disk');
    await wish.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(fileUri('saved'), { recursive: true });
  });

  test('Fix Everything shows what changes behavior unticked: what is accepted as it stands is safe', async () => {
    await write('every/a.env', USELESS);
    await write('every/compose.yaml', COMPOSE);
    await untilRule(fileUri('every/a.env'), 'preflight/suppression');
    await untilRule(fileUri('every/compose.yaml'), PRIVILEGED);
    await accepted(vscode.commands.executeCommand('preflight.fixEverything'), 'every/a.env', 'DEBUG=false\n');
    equal(await text('every/compose.yaml'), COMPOSE, 'the unticked file');
    await takeBack();
    await untilText('every/a.env', USELESS);
    await vscode.workspace.fs.delete(fileUri('every'), { recursive: true });
  });

  test('Fix All of a Rule changes nothing before its consequence is ticked, and every file after', async () => {
    for (const name of ['a', 'b']) await write(`rule/${name}/compose.yaml`, COMPOSE);
    await untilRule(fileUri('rule/a/compose.yaml'), PRIVILEGED);
    await untilRule(fileUri('rule/b/compose.yaml'), PRIVILEGED);
    const finding = await untilRule((await show('rule/a/compose.yaml')).document.uri, PRIVILEGED);
    ok(finding !== undefined, 'not found');
    const action = (await actionsFor(fileUri('rule/a/compose.yaml'), finding)).find(
      ({ command }) => command?.command === 'preflight.fixRule',
    );
    ok(action?.command !== undefined, 'not in the light bulb');
    const { command, arguments: given = [] } = action.command;
    const done = vscode.commands.executeCommand(command, ...given);
    await pause(5000);
    equal(await text('rule/a/compose.yaml'), COMPOSE, 'before anything is ticked');
    // The first row is the consequence: with it both files are ticked.
    await vscode.commands.executeCommand('refactorPreview.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    await vscode.commands.executeCommand('refactorPreview.toggleCheckedState');
    await accepted(done, 'rule/a/compose.yaml', FIXED);
    await untilText('rule/b/compose.yaml', FIXED);
    await takeBack();
    await untilText('rule/a/compose.yaml', COMPOSE);
    await untilText('rule/b/compose.yaml', COMPOSE);
    await vscode.workspace.fs.delete(fileUri('rule'), { recursive: true });
  });

  test('Fill In Values suggests a value and writes none that nobody typed', async () => {
    const before = 'server {\n  listen 8080;\n  client_max_body_size 0;\n}\n';
    await write('fill/site.nginx.conf', before);
    const { document } = await show('fill/site.nginx.conf');
    await untilRule(document.uri, 'nginx/client-body-unlimited');
    let isOver = false;
    const done = vscode.commands.executeCommand('preflight.fillInValues').then(() => {
      isOver = true;
    });
    // The list first, those of this file above; then an empty box, and the list again.
    for (let times = 0; times < 4; times++) {
      await pause(1500);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    equal(document.getText(), before, 'after empty answers');
    ok(
      await until(async () => {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        await pause(500);
        return isOver;
      }),
      'it does not end',
    );
    await done;
    await closeAll();
    await vscode.workspace.fs.delete(fileUri('fill'), { recursive: true });
  });

  test('one undo takes back a fix over several files, those it made included', async () => {
    await write('move/compose.yaml', SECRET);
    const { document } = await show('move/compose.yaml');
    const finding = await untilRule(document.uri, 'secret/weak');
    ok(finding !== undefined, findings(document.uri).map(codeOf).join());
    const move = (await actionsFor(document.uri, finding)).find(({ title }) => title.startsWith('Move ADMIN_PASSWORD'));
    ok(move?.edit !== undefined, 'no such fix');
    await apply(move.edit);
    ok(await until(() => exists('move/.env')), 'no .env');
    ok(await until(() => exists('move/.gitignore')), 'no .gitignore');
    await vscode.workspace.saveAll();
    await show('move/compose.yaml');
    await takeBack();
    await untilText('move/compose.yaml', SECRET);
    for (const path of ['move/.env', 'move/.gitignore'])
      ok(await until(async () => !(await exists(path)), 5000), `${path} is still there`);
    await vscode.workspace.fs.delete(fileUri('move'), { recursive: true });
  });
}

async function keepingOthers(body: () => Promise<void>): Promise<void> {
  const before = await Promise.all(OTHERS.map(read));
  try {
    await body();
  } finally {
    await closeAll();
    for (const [index, path] of OTHERS.entries()) {
      if ((await read(path)) !== before[index]) await write(path, before[index] ?? '');
    }
  }
}

/** Accepts the preview of a command once it is there, of which VS Code does not tell. */
async function accepted(done: Thenable<unknown>, path: string, expected: string): Promise<void> {
  let isOver = false;
  const over = done.then(() => {
    isOver = true;
  });
  await until(async () => {
    await pause(1500);
    if (!isOver) await vscode.commands.executeCommand('refactorPreview.apply');
    return isOver;
  });
  await over;
  await untilText(path, expected);
}

/** VS Code saves what a refactoring changes, and not what its undo does. */
async function takeBack(): Promise<void> {
  await vscode.commands.executeCommand('undo');
  await pause(500);
  await vscode.workspace.saveAll();
}

async function exists(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(fileUri(path)).then(
    () => true,
    () => false,
  );
}

async function text(path: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(fileUri(path))).getText();
}

/** Waits until the file, as the editor holds it, has a text. */
async function untilText(path: string, wanted: string): Promise<void> {
  const { document } = await show(path);
  ok(await until(() => document.getText() === wanted), `${path} is ${JSON.stringify(document.getText())}`);
}
