#!/usr/bin/env node
// Takes VS Code's own arguments, so that @vscode/test-electron can start a VS Code *server* build in a headless browser.
import { launch } from './launch.ts';

process.exitCode = await launch(process.argv.slice(2));
process.exit();
