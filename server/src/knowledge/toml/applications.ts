import type { TomlApplication } from './application.ts';
import { angarabase } from './applications/angarabase.ts';
import { attic } from './applications/attic.ts';
import { atuin } from './applications/atuin.ts';
import { besu } from './applications/besu.ts';
import { bor } from './applications/bor.ts';
import { buildkit } from './applications/buildkit.ts';
import { bun } from './applications/bun.ts';
import { cargo } from './applications/cargo.ts';
import { chainlink } from './applications/chainlink.ts';
import { chainlinkSecrets } from './applications/chainlink-secrets.ts';
import { codex } from './applications/codex.ts';
import { cometbft } from './applications/cometbft.ts';
import { conduwuit } from './applications/conduwuit.ts';
import { containerd, containerdHosts } from './applications/containerd.ts';
import { containersConf } from './applications/containers-conf.ts';
import { cosmosApp } from './applications/cosmos-app.ts';
import { crio } from './applications/crio.ts';
import { databend } from './applications/databend.ts';
import { databendMeta } from './applications/databend-meta.ts';
import { dnscryptProxy } from './applications/dnscrypt-proxy.ts';
import { fly } from './applications/fly.ts';
import { foundry } from './applications/foundry.ts';
import { frpc, frps } from './applications/frp.ts';
import { garage } from './applications/garage.ts';
import { geth } from './applications/geth.ts';
import { gitaly } from './applications/gitaly.ts';
import { gitlabRunner } from './applications/gitlab-runner.ts';
import { grafanaLdap } from './applications/grafana-ldap.ts';
import { greptimedb } from './applications/greptimedb.ts';
import { hugo } from './applications/hugo.ts';
import { iggy } from './applications/iggy.ts';
import { immudb } from './applications/immudb.ts';
import { influxdb1, influxdb2 } from './applications/influxdb.ts';
import { kapacitor } from './applications/kapacitor.ts';
import { kata } from './applications/kata.ts';
import { kellnr } from './applications/kellnr.ts';
import { listmonk } from './applications/listmonk.ts';
import { lldap } from './applications/lldap.ts';
import { matterbridge } from './applications/matterbridge.ts';
import { meilisearch } from './applications/meilisearch.ts';
import { moonfireNvr } from './applications/moonfire-nvr.ts';
import { navidrome } from './applications/navidrome.ts';
import { neonPageserver } from './applications/neon-pageserver.ts';
import { netlify } from './applications/netlify.ts';
import { nhost } from './applications/nhost.ts';
import { oauth2Proxy } from './applications/oauth2-proxy.ts';
import { openhands } from './applications/openhands.ts';
import { pd } from './applications/pd.ts';
import { pgcat } from './applications/pgcat.ts';
import { pgdog } from './applications/pgdog.ts';
import { pgdogUsers } from './applications/pgdog-users.ts';
import { pipfile } from './applications/pipfile.ts';
import { poetry } from './applications/poetry.ts';
import { prefect } from './applications/prefect.ts';
import { pyproject } from './applications/pyproject.ts';
import { rathole } from './applications/rathole.ts';
import { registriesConf } from './applications/registries-conf.ts';
import { rmqtt } from './applications/rmqtt.ts';
import { rocket } from './applications/rocket.ts';
import { rumqttd } from './applications/rumqttd.ts';
import { rustypaste } from './applications/rustypaste.ts';
import { seaweedfs } from './applications/seaweedfs.ts';
import { sozu } from './applications/sozu.ts';
import { stalwart } from './applications/stalwart.ts';
import { staticWebServer } from './applications/static-web-server.ts';
import { streamlit } from './applications/streamlit.ts';
import { supabase } from './applications/supabase.ts';
import { telegraf } from './applications/telegraf.ts';
import { tidb } from './applications/tidb.ts';
import { tikv } from './applications/tikv.ts';
import { traefikDynamic, traefikStatic } from './applications/traefik.ts';
import { traefik1 } from './applications/traefik-1.ts';
import { uv } from './applications/uv.ts';
import { vector } from './applications/vector.ts';
import { velocity } from './applications/velocity.ts';
import { wrangler } from './applications/wrangler.ts';
import { zebra } from './applications/zebra.ts';

/** Every application with a profile. Of two that could match the one listed first wins. */
export const TOML_APPLICATIONS: readonly TomlApplication[] = [
  angarabase,
  traefik1,
  traefikStatic,
  traefikDynamic,
  attic,
  atuin,
  besu,
  bor,
  buildkit,
  bun,
  cargo,
  chainlinkSecrets,
  chainlink,
  codex,
  cometbft,
  conduwuit,
  containerd,
  containerdHosts,
  containersConf,
  cosmosApp,
  crio,
  databend,
  databendMeta,
  dnscryptProxy,
  fly,
  foundry,
  frps,
  frpc,
  garage,
  geth,
  gitaly,
  gitlabRunner,
  grafanaLdap,
  greptimedb,
  hugo,
  iggy,
  immudb,
  influxdb1,
  influxdb2,
  kapacitor,
  kata,
  kellnr,
  listmonk,
  lldap,
  matterbridge,
  meilisearch,
  moonfireNvr,
  navidrome,
  neonPageserver,
  netlify,
  nhost,
  oauth2Proxy,
  openhands,
  pd,
  pgcat,
  pgdogUsers,
  pgdog,
  pipfile,
  poetry,
  prefect,
  pyproject,
  rathole,
  registriesConf,
  rmqtt,
  rocket,
  rumqttd,
  rustypaste,
  seaweedfs,
  sozu,
  stalwart,
  staticWebServer,
  streamlit,
  supabase,
  telegraf,
  tidb,
  tikv,
  uv,
  vector,
  velocity,
  wrangler,
  zebra,
];
