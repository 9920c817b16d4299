/** A server that listens on the loopback of its container unless it is told otherwise. */
export interface LoopbackListener {
  /** Name for people. */
  readonly name: string;
  /** The words that start it, side by side; none where an image starts it by itself. */
  readonly words: readonly string[];
  /** Repositories that start it. */
  readonly images: readonly string[];
  /** Options that say where it listens. */
  readonly addressFlags: readonly string[];
  /** Options that put something else in the place of an address: a socket, an open file. */
  readonly otherFlags: readonly string[];
  readonly portFlags: readonly string[];
  /** Variables that say where it listens. */
  readonly variables: readonly string[];
  /** The port it takes when none is given. */
  readonly port: number;
  /** False where a file it finds by itself may say where it listens: then only an address in its command counts. */
  readonly byDefault: boolean;
  /** What a command says that listens everywhere. */
  readonly open: string;
  /** Where that was read. */
  readonly source: string;
}

export const LOOPBACK_LISTENERS: readonly LoopbackListener[] = [
  {
    name: 'uvicorn',
    words: ['uvicorn'],
    images: [],
    addressFlags: ['--host'],
    otherFlags: ['--uds', '--fd'],
    portFlags: ['--port'],
    variables: ['UVICORN_HOST'],
    port: 8000,
    byDefault: true,
    open: '--host 0.0.0.0',
    source: 'https://www.uvicorn.org/settings',
  },
  {
    name: 'Gunicorn',
    words: ['gunicorn'],
    images: [],
    addressFlags: ['--bind', '-b'],
    otherFlags: [],
    portFlags: [],
    variables: ['PORT', 'GUNICORN_CMD_ARGS'],
    port: 8000,
    // gunicorn.conf.py of its folder is read unasked
    byDefault: false,
    open: '--bind 0.0.0.0:8000',
    source: 'https://docs.gunicorn.org/en/stable/settings.html',
  },
  {
    name: 'MLflow',
    words: ['mlflow', 'server'],
    images: [],
    addressFlags: ['--host', '-h'],
    otherFlags: [],
    portFlags: ['--port', '-p'],
    variables: ['MLFLOW_HOST'],
    port: 5000,
    byDefault: true,
    open: '--host 0.0.0.0',
    source: 'https://github.com/mlflow/mlflow/pull/27',
  },
  {
    name: 'Alloy',
    words: [],
    images: ['grafana/alloy'],
    addressFlags: ['--server.http.listen-addr'],
    otherFlags: [],
    portFlags: [],
    variables: [],
    port: 12345,
    byDefault: true,
    open: 'a --server.http.listen-addr',
    source: 'https://grafana.com/docs/alloy/latest/set-up/install/docker/',
  },
];
