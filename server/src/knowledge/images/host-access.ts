/** A kind of access to the host that a compose file can give. */
export type HostAccess =
  | 'privileged'
  | 'docker-socket'
  | 'host-network'
  | 'host-pid'
  | 'host-ipc'
  | 'host-cgroup'
  | 'host-users'
  | 'host-path'
  | 'host-device'
  | 'net-admin'
  | 'sys-admin'
  | 'sys-module'
  | 'sys-ptrace'
  | 'sys-time'
  | 'ipc-lock'
  | 'bpf'
  | 'seccomp'
  | 'apparmor';

/** What the documents of one program ask for; its images are one program under several names. */
export interface AccessNeed {
  readonly images: readonly string[];
  /** What the documents show or ask for, kind by kind. */
  readonly access: readonly HostAccess[];
  /** Of these, what the program is there for: without it, it does nothing. */
  readonly essential?: readonly HostAccess[];
  /** Where it was read, as in the image table; `see …` was not read for this table. */
  readonly source: string;
}

/** Programs that find, watch, start or update containers. */
const ENGINE_CLIENTS: readonly AccessNeed[] = [
  {
    images: ['tecnativa/docker-socket-proxy'],
    access: ['docker-socket'],
    source: 'Tecnativa/docker-socket-proxy README.md',
  },
  {
    images: ['linuxserver/socket-proxy'],
    access: ['docker-socket'],
    source: 'see linuxserver/docker-socket-proxy README.md',
  },
  { images: ['wollomatic/socket-proxy'], access: ['docker-socket'], source: 'see wollomatic/socket-proxy README.md' },
  { images: ['11notes/socket-proxy'], access: ['docker-socket'], source: 'see 11notes/docker-socket-proxy README.md' },
  {
    images: ['fluencelabs/docker-socket-proxy'],
    access: ['docker-socket'],
    source: 'see fluencelabs/docker-socket-proxy README.md',
  },
  {
    images: ['qoomon/docker-socket-proxy'],
    access: ['docker-socket'],
    source: 'see qoomon/docker-socket-proxy README.md',
  },
  {
    images: ['traefik', 'traefik/traefik'],
    access: ['docker-socket', 'host-users'],
    source: 'see doc.traefik.io/traefik/providers/docker',
  },
  {
    images: ['lucaslorentz/caddy-docker-proxy'],
    access: ['docker-socket'],
    source: 'see lucaslorentz/caddy-docker-proxy README.md',
  },
  {
    images: ['nginxproxy/nginx-proxy', 'jwilder/nginx-proxy'],
    access: ['docker-socket'],
    source: 'see nginx-proxy/nginx-proxy README.md',
  },
  {
    images: ['nginxproxy/docker-gen', 'jwilder/docker-gen', 'helder/docker-gen'],
    access: ['docker-socket'],
    essential: ['docker-socket'],
    source: 'see nginx-proxy/docker-gen README.md',
  },
  {
    images: ['nginxproxy/acme-companion', 'jrcs/letsencrypt-nginx-proxy-companion'],
    access: ['docker-socket'],
    source: 'see nginx-proxy/acme-companion README.md',
  },
  {
    images: ['portainer/portainer-ce', 'portainer/portainer-ee', 'portainer/portainer'],
    access: ['docker-socket'],
    source: 'see docs.portainer.io/start/install-ce/server/docker',
  },
  {
    images: ['portainer/agent'],
    access: ['docker-socket', 'host-path'],
    source: 'see docs.portainer.io/admin/environments/add/docker/agent',
  },
  { images: ['louislam/dockge'], access: ['docker-socket'], source: 'see louislam/dockge README.md' },
  { images: ['dokku/dokku'], access: ['docker-socket'], source: 'see dokku.com/docs/getting-started/install/docker' },
  {
    images: ['yachtsh/yacht', 'selfhostedpro/yacht'],
    access: ['docker-socket'],
    source: 'see SelfhostedPro/Yacht README.md',
  },
  { images: ['moghtech/komodo-periphery'], access: ['docker-socket', 'host-path'], source: 'see komo.do/docs/setup' },
  { images: ['getarcaneapp/arcane'], access: ['docker-socket'], source: 'see getarcaneapp/arcane README.md' },
  { images: ['lirantal/dockly'], access: ['docker-socket'], source: 'see lirantal/dockly README.md' },
  { images: ['rancher/rancher'], access: ['privileged'], source: 'see rancher/rancher README.md' },
  { images: ['amir20/dozzle'], access: ['docker-socket'], source: 'see amir20/dozzle README.md' },
  {
    images: ['gliderlabs/logspout', 'logspout/logspout'],
    access: ['docker-socket'],
    source: 'see gliderlabs/logspout README.md',
  },
  {
    images: ['containrrr/watchtower', 'nickfedor/watchtower', 'v2tec/watchtower'],
    access: ['docker-socket'],
    source: 'see containrrr/watchtower README.md',
  },
  { images: ['crazymax/diun'], access: ['docker-socket'], source: 'see crazy-max/diun docs/install/docker.md' },
  {
    images: ['getwud/wud', 'fmartinou/whats-up-docker'],
    access: ['docker-socket'],
    source: 'see getwud/wud README.md',
  },
  { images: ['willfarrell/autoheal'], access: ['docker-socket'], source: 'see willfarrell/docker-autoheal README.md' },
  {
    images: ['mcuadros/ofelia', 'netresearch/ofelia'],
    access: ['docker-socket'],
    source: 'see mcuadros/ofelia README.md',
  },
  {
    images: ['offen/docker-volume-backup'],
    access: ['docker-socket'],
    source: 'see offen/docker-volume-backup README.md',
  },
  { images: ['crazymax/swarm-cronjob'], access: ['docker-socket'], source: 'see crazy-max/swarm-cronjob README.md' },
  {
    images: ['pyouroboros/ouroboros', 'ouroboros/ouroboros'],
    access: ['docker-socket'],
    source: 'see pyouroboros/ouroboros README.md',
  },
  { images: ['nextcloud/all-in-one'], access: ['docker-socket'], source: 'see nextcloud/all-in-one compose.yaml' },
  { images: ['gethomepage/homepage'], access: ['docker-socket'], source: 'see gethomepage.dev/configs/docker' },
  { images: ['pawelmalak/flame'], access: ['docker-socket'], source: 'see pawelmalak/flame README.md' },
  {
    images: ['homarr-labs/homarr', 'ajnart/homarr'],
    access: ['docker-socket'],
    source: 'see homarr.dev/docs/getting-started/installation',
  },
  {
    images: ['crowdsecurity/crowdsec'],
    access: ['docker-socket'],
    source: 'see docs.crowdsec.net/docs/data_sources/docker',
  },
  {
    images: ['gitlab/gitlab-runner'],
    access: ['docker-socket', 'privileged'],
    source: 'see docs.gitlab.com/runner/install/docker',
  },
  {
    images: ['drone/drone-runner-docker'],
    access: ['docker-socket'],
    source: 'see docs.drone.io/runner/docker/installation',
  },
  { images: ['gitea/act_runner'], access: ['docker-socket'], source: 'see docs.gitea.com/usage/actions/act-runner' },
  {
    images: ['woodpeckerci/woodpecker-agent', 'woodpecker-ci/woodpecker-agent'],
    access: ['docker-socket'],
    source: 'see woodpecker-ci.org/docs/administration/getting-started',
  },
  {
    images: ['myoung34/github-runner'],
    access: ['docker-socket'],
    source: 'see myoung34/docker-github-actions-runner README.md',
  },
  { images: ['buildkite/agent'], access: ['docker-socket'], source: 'see buildkite.com/docs/agent/docker' },
  {
    images: ['concourse/concourse'],
    access: ['privileged'],
    source: 'see concourse/concourse-docker docker-compose.yml',
  },
];

/** Programs of one project that start or find containers for it. */
const ENGINE_PARTS: readonly AccessNeed[] = [
  {
    images: ['gliderlabs/registrator'],
    access: ['docker-socket', 'host-network'],
    essential: ['docker-socket'],
    source: 'see gliderlabs/registrator README.md',
  },
  {
    images: ['1dev/server'],
    access: ['docker-socket'],
    source: 'see docs.onedev.io/installation-guide/run-as-docker-container',
  },
  {
    images: ['mailcow/dockerapi'],
    access: ['docker-socket'],
    essential: ['docker-socket'],
    source: 'see mailcow/mailcow-dockerized docker-compose.yml',
  },
  {
    images: ['mailcow/netfilter'],
    access: ['privileged', 'host-network', 'net-admin'],
    source: 'see mailcow/mailcow-dockerized docker-compose.yml',
  },
  {
    images: ['openruntimes/executor'],
    access: ['docker-socket'],
    essential: ['docker-socket'],
    source: 'see open-runtimes/executor README.md',
  },
];

/** Engines and clusters inside a container. */
const ENGINES: readonly AccessNeed[] = [
  {
    images: ['docker', 'docker/dind'],
    access: ['privileged'],
    essential: ['privileged'],
    source: 'docker-library/docs docker/content.md',
  },
  {
    images: ['cruizba/ubuntu-dind'],
    access: ['privileged'],
    essential: ['privileged'],
    source: 'see cruizba/ubuntu-dind README.md',
  },
  {
    images: ['moby/buildkit'],
    access: ['privileged', 'seccomp', 'apparmor'],
    essential: ['privileged'],
    source: 'see moby/buildkit README.md',
  },
  {
    images: ['kindest/node'],
    access: ['privileged'],
    essential: ['privileged'],
    source: 'see kubernetes-sigs/kind README.md',
  },
  {
    images: ['rancher/k3s', 'k3s-io/k3s'],
    access: ['privileged'],
    essential: ['privileged'],
    source: 'see docs.k3s.io/advanced',
  },
  {
    images: ['k3d-io/k3d', 'rancher/k3d'],
    access: ['privileged', 'docker-socket'],
    essential: ['privileged'],
    source: 'see k3d.io/stable/usage/advanced',
  },
  {
    images: ['earthly/buildkitd'],
    access: ['privileged'],
    essential: ['privileged'],
    source: 'see docs.earthly.dev/ci-integration/remote-buildkit',
  },
];

/** Agents that watch the host itself. */
const MONITORS: readonly AccessNeed[] = [
  {
    images: ['prom/node-exporter', 'prometheus/node-exporter', 'bitnami/node-exporter', 'bitnamilegacy/node-exporter'],
    access: ['host-pid', 'host-path', 'host-network'],
    source: 'see prometheus/node_exporter README.md',
  },
  {
    images: ['netdata/netdata'],
    access: [
      'host-pid',
      'host-path',
      'host-network',
      'docker-socket',
      'sys-admin',
      'sys-ptrace',
      'apparmor',
      'host-cgroup',
    ],
    source: 'see learn.netdata.cloud/docs/netdata-agent/installation/docker',
  },
  {
    images: ['nicolargo/glances'],
    access: ['host-pid', 'host-path', 'host-network', 'docker-socket'],
    source: 'see nicolargo/glances docs/docker.rst',
  },
  {
    images: ['google/cadvisor', 'cadvisor/cadvisor', 'google-containers/cadvisor'],
    access: ['privileged', 'host-path', 'host-pid', 'docker-socket', 'host-device', 'host-users', 'host-cgroup'],
    source: 'google/cadvisor docs/running.md',
  },
  {
    images: ['grafana/promtail'],
    access: ['host-path', 'docker-socket'],
    source: 'see grafana.com/docs/loki/latest/send-data/promtail',
  },
  {
    images: ['grafana/agent', 'grafana/alloy'],
    access: ['host-path', 'host-pid', 'docker-socket', 'host-network', 'privileged'],
    source: 'see grafana.com/docs/alloy/latest',
  },
  { images: ['fluent/fluent-bit'], access: ['host-path'], source: 'see docs.fluentbit.io/manual/installation/docker' },
  { images: ['fluent/fluentd'], access: ['host-path'], source: 'see docs.fluentd.org/installation/install-by-docker' },
  {
    images: ['timberio/vector'],
    access: ['host-path', 'docker-socket'],
    source: 'see vector.dev/docs/setup/installation/platforms/docker',
  },
  {
    images: ['telegraf'],
    access: ['host-path', 'host-pid', 'docker-socket', 'host-network'],
    source: 'see hub.docker.com/_/telegraf',
  },
  {
    images: ['beats/filebeat'],
    access: ['host-path', 'docker-socket'],
    source: 'see www.elastic.co/docs/reference/beats/filebeat/running-on-docker',
  },
  {
    images: ['beats/metricbeat'],
    access: ['host-path', 'host-pid', 'docker-socket', 'host-network', 'host-cgroup'],
    source: 'see www.elastic.co/docs/reference/beats/metricbeat/running-on-docker',
  },
  {
    images: ['beats/packetbeat'],
    access: ['host-network', 'net-admin'],
    essential: ['host-network'],
    source: 'see www.elastic.co/docs/reference/beats/packetbeat/running-on-docker',
  },
  {
    images: ['beats/auditbeat'],
    access: ['host-pid', 'host-path'],
    source: 'see www.elastic.co/docs/reference/beats/auditbeat/running-on-docker',
  },
  {
    images: ['elastic-agent/elastic-agent'],
    access: ['host-path', 'host-pid', 'docker-socket', 'host-cgroup'],
    source: 'see www.elastic.co/docs/reference/fleet/elastic-agent-container',
  },
  {
    images: ['datadog/agent'],
    access: [
      'docker-socket',
      'host-path',
      'host-pid',
      'host-cgroup',
      'sys-admin',
      'sys-ptrace',
      'net-admin',
      'bpf',
      'apparmor',
    ],
    source: 'see docs.datadoghq.com/containers/docker',
  },
  {
    images: ['newrelic/infrastructure'],
    access: ['privileged', 'host-pid', 'host-path', 'docker-socket', 'host-network', 'host-cgroup'],
    source: 'see docs.newrelic.com/docs/infrastructure',
  },
  {
    images: ['zabbix/zabbix-agent', 'zabbix/zabbix-agent2'],
    access: ['privileged', 'host-pid', 'host-path', 'host-network', 'docker-socket'],
    source: 'see hub.docker.com/r/zabbix/zabbix-agent2',
  },
  {
    images: ['henrygd/beszel-agent'],
    access: ['docker-socket', 'host-network'],
    source: 'see beszel.dev/guide/agent-installation',
  },
  {
    images: ['falcosecurity/falco'],
    access: ['privileged', 'host-pid', 'host-path', 'docker-socket', 'bpf', 'sys-ptrace'],
    essential: ['bpf'],
    source: 'see falco.org/docs/setup/container',
  },
  {
    images: ['wazuh/wazuh-agent'],
    access: ['host-path', 'host-pid'],
    source: 'see documentation.wazuh.com/current/deployment-options/docker',
  },
  {
    images: ['coroot/coroot-node-agent'],
    access: ['privileged', 'host-pid', 'host-path', 'host-cgroup'],
    source: 'see docs.coroot.com/installation/docker',
  },
  {
    images: ['otel/opentelemetry-collector-contrib'],
    access: ['host-path', 'docker-socket'],
    source: 'see opentelemetry.io/docs/collector/installation',
  },
  {
    images: ['monit', 'kayvan/monit', 'vimagick/monit'],
    access: ['host-pid', 'host-network', 'host-path'],
    source: 'see mmonit.com/monit/documentation',
  },
];

/** Programs that live from the host's network or its links. */
const NETWORK: readonly AccessNeed[] = [
  {
    images: ['qmcgaw/gluetun'],
    access: ['net-admin', 'host-device'],
    essential: ['net-admin'],
    source: 'qdm12/gluetun Dockerfile',
  },
  {
    images: ['linuxserver/wireguard'],
    access: ['net-admin', 'sys-module'],
    essential: ['net-admin'],
    source: 'see linuxserver/docker-wireguard README.md',
  },
  {
    images: ['wg-easy/wg-easy', 'weejewel/wg-easy'],
    access: ['net-admin', 'sys-module'],
    essential: ['net-admin'],
    source: 'see wg-easy/wg-easy docker-compose.yml',
  },
  {
    images: ['tailscale/tailscale'],
    access: ['net-admin', 'sys-module', 'host-network', 'host-device'],
    source: 'see tailscale.com/docs/features/containers/docker',
  },
  {
    images: ['kylemanna/openvpn', 'linuxserver/openvpn-as'],
    access: ['net-admin'],
    essential: ['net-admin'],
    source: 'see kylemanna/docker-openvpn README.md',
  },
  {
    images: ['dperson/openvpn-client'],
    access: ['net-admin', 'host-device'],
    essential: ['net-admin'],
    source: 'see dperson/openvpn-client README.md',
  },
  {
    images: ['haugene/transmission-openvpn'],
    access: ['net-admin', 'host-device'],
    essential: ['net-admin'],
    source: 'see haugene/docker-transmission-openvpn README.md',
  },
  {
    images: ['binhex/arch-delugevpn', 'binhex/arch-qbittorrentvpn'],
    access: ['net-admin', 'privileged'],
    source: 'see binhex/arch-delugevpn README.md',
  },
  {
    images: ['hwdsl2/ipsec-vpn-server'],
    access: ['privileged', 'net-admin', 'host-device'],
    source: 'see hwdsl2/docker-ipsec-vpn-server README.md',
  },
  { images: ['wgportal/wg-portal'], access: ['net-admin', 'host-network'], source: 'see h44z/wg-portal README.md' },
  {
    images: ['cmulk/wireguard-docker'],
    access: ['net-admin', 'sys-module'],
    source: 'see cmulk/wireguard-docker README.md',
  },
  {
    images: ['masipcat/wireguard-go'],
    access: ['net-admin', 'host-device'],
    source: 'see masipcat/wireguard-go-docker README.md',
  },
  { images: ['thrnz/docker-wireguard-pia'], access: ['net-admin'], source: 'see thrnz/docker-wireguard-pia README.md' },
  {
    images: ['ngoduykhanh/wireguard-ui'],
    access: ['net-admin', 'host-network'],
    source: 'see ngoduykhanh/wireguard-ui README.md',
  },
  { images: ['embarkstudios/wg-ui'], access: ['net-admin', 'privileged'], source: 'see EmbarkStudios/wg-ui README.md' },
  {
    images: ['firezone/firezone'],
    access: ['net-admin', 'sys-module'],
    essential: ['net-admin'],
    source: 'see firezone/firezone docker-compose.yml',
  },
  {
    images: ['netbirdio/netbird'],
    access: ['net-admin', 'sys-admin', 'host-network'],
    essential: ['net-admin'],
    source: 'see docs.netbird.io/get-started/install/docker',
  },
  {
    images: ['home-assistant/home-assistant', 'homeassistant/home-assistant'],
    access: ['host-network', 'privileged'],
    source: 'home-assistant/home-assistant.io source/_includes/installation/container/compose.md',
  },
  {
    images: ['linuxserver/homeassistant'],
    access: ['host-network'],
    source: 'see linuxserver/docker-homeassistant README.md',
  },
  {
    images: ['pihole/pihole'],
    access: ['net-admin', 'sys-time', 'host-network'],
    source: 'pi-hole/docker-pi-hole README.md',
  },
  { images: ['adguard/adguardhome'], access: ['host-network'], source: 'see hub.docker.com/r/adguard/adguardhome' },
  {
    images: ['homebridge/homebridge', 'oznu/homebridge'],
    access: ['host-network'],
    source: 'see homebridge/docker-homebridge README.md',
  },
  {
    images: ['plexinc/pms-docker', 'linuxserver/plex'],
    access: ['host-network'],
    source: 'see plexinc/pms-docker README.md',
  },
  {
    images: ['jellyfin/jellyfin', 'linuxserver/jellyfin'],
    access: ['host-network'],
    source: 'see jellyfin.org/docs/general/installation/container',
  },
  {
    images: ['esphome/esphome'],
    access: ['host-network', 'privileged'],
    source: 'see esphome.io/guides/getting_started_command_line',
  },
  {
    images: ['scrypted/scrypted', 'koush/scrypted'],
    access: ['host-network'],
    source: 'see docs.scrypted.app/installation',
  },
  {
    images: ['networkboot/dhcpd'],
    access: ['host-network'],
    essential: ['host-network'],
    source: 'see networkboot/docker-dhcpd README.md',
  },
  {
    images: ['technitium/dns-server'],
    access: ['host-network'],
    source: 'see TechnitiumSoftware/DnsServer docker-compose.yml',
  },
  {
    images: ['zerotier/zerotier-synchronized'],
    access: ['net-admin', 'host-network', 'sys-admin'],
    source: 'see zerotier/ZeroTierOne README.md',
  },
  {
    images: ['coturn/coturn', 'instrumentisto/coturn'],
    access: ['host-network'],
    source: 'see coturn/coturn docker/coturn/README.md',
  },
  {
    images: ['livekit/livekit-server', 'livekit/sip', 'livekit/egress'],
    access: ['host-network'],
    source: 'see docs.livekit.io/home/self-hosting/vm',
  },
  { images: ['bluenviron/mediamtx'], access: ['host-network'], source: 'see bluenviron/mediamtx README.md' },
  {
    images: ['drachtio/drachtio-server'],
    access: ['host-network'],
    source: 'see drachtio/docker-drachtio-server README.md',
  },
  { images: ['mediasoup/mediasoup-demo'], access: ['host-network'], source: 'see mediasoup.org/faq' },
  {
    images: ['crazymax/fail2ban', 'linuxserver/fail2ban', 'lepresidente/fail2ban'],
    access: ['host-network', 'net-admin'],
    essential: ['net-admin'],
    source: 'see crazy-max/docker-fail2ban README.md',
  },
  {
    images: ['fabiodcorreia/crowdsec-firewall-bouncer'],
    access: ['host-network', 'net-admin'],
    essential: ['net-admin'],
    source: 'see docs.crowdsec.net/u/bouncers/firewall',
  },
  {
    images: ['zeek/zeek', 'blacktop/zeek'],
    access: ['host-network', 'net-admin'],
    essential: ['host-network'],
    source: 'see docs.zeek.org/en/current',
  },
  {
    images: ['jasonish/suricata'],
    access: ['host-network', 'net-admin'],
    essential: ['host-network'],
    source: 'see jasonish/docker-suricata README.md',
  },
  {
    images: ['ntop/ntopng'],
    access: ['host-network'],
    essential: ['host-network'],
    source: 'see ntop/docker-ntop README.md',
  },
  { images: ['linuxserver/swag'], access: ['net-admin'], source: 'see linuxserver/docker-swag README.md' },
  {
    images: ['postalserver/postal'],
    access: ['host-network'],
    source: 'see postalserver/install templates/docker-compose.v2.yml',
  },
  {
    images: ['keepalived', 'osixia/keepalived'],
    access: ['host-network', 'net-admin'],
    essential: ['net-admin'],
    source: 'see osixia/docker-keepalived README.md',
  },
];

/** Programs that lock memory, run browsers or debug. */
const OTHERS: readonly AccessNeed[] = [
  { images: ['apache/iggy'], access: ['seccomp'], source: 'see iggy.apache.org/docs/server/docker' },
  { images: ['zoeyvid/npmplus'], access: ['host-network'], source: 'see ZoeyVid/NPMplus compose.yaml' },
  {
    images: ['clickhouse/clickhouse-server', 'clickhouse', 'yandex/clickhouse-server'],
    access: ['net-admin', 'ipc-lock'],
    source: 'see ClickHouse/ClickHouse docker/server/README.md',
  },
  { images: ['vault', 'hashicorp/vault'], access: ['ipc-lock'], source: 'hashicorp/vault Dockerfile' },
  { images: ['openbao/openbao'], access: ['ipc-lock'], source: 'see openbao/openbao Dockerfile' },
  { images: ['vllm/vllm-openai'], access: ['host-ipc'], source: 'see docs.vllm.ai/en/latest/deployment/docker.html' },
  { images: ['lmsysorg/sglang'], access: ['host-ipc'], source: 'see docs.sglang.ai/get_started/install.html' },
  {
    images: ['playwright', 'playwright/python', 'playwright/java', 'playwright/dotnet'],
    access: ['host-ipc', 'seccomp', 'sys-admin'],
    source: 'playwright.dev/docs/docker',
  },
  { images: ['zenika/alpine-chrome'], access: ['sys-admin', 'seccomp'], source: 'see Zenika/alpine-chrome README.md' },
];

const NEEDS: readonly AccessNeed[] = [
  ...ENGINE_CLIENTS,
  ...ENGINE_PARTS,
  ...ENGINES,
  ...MONITORS,
  ...NETWORK,
  ...OTHERS,
];

/** Every row, for whoever checks the table. */
export const ACCESS_NEEDS: readonly AccessNeed[] = NEEDS;

const byImage: ReadonlyMap<string, AccessNeed> = new Map(
  NEEDS.flatMap((need) => need.images.map((image) => [image, need] as const)),
);

/**
 * How far the documents of an image ask for an access: `essential` when it is there for nothing else, `documented` when they show it.
 * @param repository as the image table writes it; `undefined` when not known
 */
export function documentedNeed(
  repository: string | undefined,
  access: HostAccess,
): 'essential' | 'documented' | undefined {
  const need = repository === undefined ? undefined : byImage.get(repository);
  if (need === undefined || !need.access.includes(access)) return undefined;
  return need.essential?.includes(access) === true ? 'essential' : 'documented';
}
