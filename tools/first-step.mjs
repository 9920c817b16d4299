/** Stops with one clear line when the pinned Node is not the one that runs: its install step was skipped. */
const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  console.error(
    `Node ${process.version} runs this script, Node 24 is pinned as a dev dependency: install with scripts allowed ("npm ci", not --ignore-scripts), or use Node >= 22.18.`,
  );
  process.exit(1);
}
