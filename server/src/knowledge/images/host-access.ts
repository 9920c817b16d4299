import { type AccessNeed, type HostAccess, need } from './access-need.ts';
import { ENGINE_CLIENTS, ENGINE_MANAGERS, ENGINE_PARTS, ENGINES, JOB_RUNNERS } from './engine-access.ts';

/** Agents that watch the host itself. */
const MONITORS: readonly AccessNeed[] = [
  need(
    ['prom/node-exporter', 'prometheus/node-exporter', 'bitnami/node-exporter', 'bitnamilegacy/node-exporter'],
    'see prometheus/node_exporter README.md',
    'host-pid',
    'host-path',
    'host-network',
  ),
  need(
    'netdata/netdata',
    'see learn.netdata.cloud/docs/netdata-agent/installation/docker',
    'host-pid',
    'host-path',
    'host-network',
    'docker-socket',
    'sys-admin',
    'sys-ptrace',
    'apparmor',
    'host-cgroup',
  ),
  need(
    'nicolargo/glances',
    'see nicolargo/glances docs/docker.rst',
    'host-pid',
    'host-path',
    'host-network',
    'docker-socket',
  ),
  need(
    ['google/cadvisor', 'cadvisor/cadvisor', 'google-containers/cadvisor'],
    'google/cadvisor docs/running.md',
    'privileged',
    'host-path',
    'host-pid',
    'docker-socket',
    'host-device',
    'host-users',
    'host-cgroup',
  ),
  need('grafana/promtail', 'see grafana.com/docs/loki/latest/send-data/promtail', 'host-path', 'docker-socket'),
  need(
    ['grafana/agent', 'grafana/alloy'],
    'see grafana.com/docs/alloy/latest',
    'host-path',
    'host-pid',
    'docker-socket',
    'host-network',
    'privileged',
  ),
  need('fluent/fluent-bit', 'see docs.fluentbit.io/manual/installation/docker', 'host-path'),
  need('fluent/fluentd', 'see docs.fluentd.org/installation/install-by-docker', 'host-path'),
  need('timberio/vector', 'see vector.dev/docs/setup/installation/platforms/docker', 'host-path', 'docker-socket'),
  need('telegraf', 'see hub.docker.com/_/telegraf', 'host-path', 'host-pid', 'docker-socket', 'host-network'),
  need(
    'beats/filebeat',
    'see www.elastic.co/docs/reference/beats/filebeat/running-on-docker',
    'host-path',
    'docker-socket',
  ),
  need(
    'beats/metricbeat',
    'see www.elastic.co/docs/reference/beats/metricbeat/running-on-docker',
    'host-path',
    'host-pid',
    'docker-socket',
    'host-network',
    'host-cgroup',
  ),
  need(
    'beats/packetbeat',
    'see www.elastic.co/docs/reference/beats/packetbeat/running-on-docker',
    'host-network!',
    'net-admin',
  ),
  need(
    'beats/auditbeat',
    'see www.elastic.co/docs/reference/beats/auditbeat/running-on-docker',
    'host-pid',
    'host-path',
  ),
  need(
    'elastic-agent/elastic-agent',
    'see www.elastic.co/docs/reference/fleet/elastic-agent-container',
    'host-path',
    'host-pid',
    'docker-socket',
    'host-cgroup',
  ),
  need(
    'datadog/agent',
    'see docs.datadoghq.com/containers/docker',
    'docker-socket',
    'host-path',
    'host-pid',
    'host-cgroup',
    'sys-admin',
    'sys-ptrace',
    'net-admin',
    'bpf',
    'apparmor',
  ),
  need(
    'newrelic/infrastructure',
    'see docs.newrelic.com/docs/infrastructure',
    'privileged',
    'host-pid',
    'host-path',
    'docker-socket',
    'host-network',
    'host-cgroup',
  ),
  need(
    ['zabbix/zabbix-agent', 'zabbix/zabbix-agent2'],
    'see hub.docker.com/r/zabbix/zabbix-agent2',
    'privileged',
    'host-pid',
    'host-path',
    'host-network',
    'docker-socket',
  ),
  need('henrygd/beszel-agent', 'see beszel.dev/guide/agent-installation', 'docker-socket', 'host-network'),
  need(
    'falcosecurity/falco',
    'see falco.org/docs/setup/container',
    'privileged',
    'host-pid',
    'host-path',
    'docker-socket',
    'bpf!',
    'sys-ptrace',
  ),
  need('wazuh/wazuh-agent', 'see documentation.wazuh.com/current/deployment-options/docker', 'host-path', 'host-pid'),
  need(
    'coroot/coroot-node-agent',
    'see docs.coroot.com/installation/docker',
    'privileged',
    'host-pid',
    'host-path',
    'host-cgroup',
  ),
  need(
    'otel/opentelemetry-collector-contrib',
    'see opentelemetry.io/docs/collector/installation',
    'host-path',
    'docker-socket',
  ),
  need(
    ['monit', 'kayvan/monit', 'vimagick/monit'],
    'see mmonit.com/monit/documentation',
    'host-pid',
    'host-network',
    'host-path',
  ),
];

/** Programs that live from the host's network or its links. */
const NETWORK: readonly AccessNeed[] = [
  need('qmcgaw/gluetun', 'qdm12/gluetun Dockerfile', 'net-admin!', 'host-device'),
  need('linuxserver/wireguard', 'see linuxserver/docker-wireguard README.md', 'net-admin!', 'sys-module'),
  need(['wg-easy/wg-easy', 'weejewel/wg-easy'], 'see wg-easy/wg-easy docker-compose.yml', 'net-admin!', 'sys-module'),
  need(
    'tailscale/tailscale',
    'see tailscale.com/docs/features/containers/docker',
    'net-admin',
    'sys-module',
    'host-network',
    'host-device',
  ),
  need(['kylemanna/openvpn', 'linuxserver/openvpn-as'], 'see kylemanna/docker-openvpn README.md', 'net-admin!'),
  need('dperson/openvpn-client', 'see dperson/openvpn-client README.md', 'net-admin!', 'host-device'),
  need(
    'haugene/transmission-openvpn',
    'see haugene/docker-transmission-openvpn README.md',
    'net-admin!',
    'host-device',
  ),
  need(
    ['binhex/arch-delugevpn', 'binhex/arch-qbittorrentvpn'],
    'see binhex/arch-delugevpn README.md',
    'net-admin',
    'privileged',
  ),
  need(
    'hwdsl2/ipsec-vpn-server',
    'see hwdsl2/docker-ipsec-vpn-server README.md',
    'privileged',
    'net-admin',
    'host-device',
  ),
  need('wgportal/wg-portal', 'see h44z/wg-portal README.md', 'net-admin', 'host-network'),
  need('cmulk/wireguard-docker', 'see cmulk/wireguard-docker README.md', 'net-admin', 'sys-module'),
  need('masipcat/wireguard-go', 'see masipcat/wireguard-go-docker README.md', 'net-admin', 'host-device'),
  need('thrnz/docker-wireguard-pia', 'see thrnz/docker-wireguard-pia README.md', 'net-admin'),
  need('ngoduykhanh/wireguard-ui', 'see ngoduykhanh/wireguard-ui README.md', 'net-admin', 'host-network'),
  need('embarkstudios/wg-ui', 'see EmbarkStudios/wg-ui README.md', 'net-admin', 'privileged'),
  need('firezone/firezone', 'see firezone/firezone docker-compose.yml', 'net-admin!', 'sys-module'),
  need(
    'netbirdio/netbird',
    'see docs.netbird.io/get-started/install/docker',
    'net-admin!',
    'sys-admin',
    'host-network',
  ),
  need(
    ['home-assistant/home-assistant', 'homeassistant/home-assistant'],
    'home-assistant/home-assistant.io source/_includes/installation/container/compose.md',
    'host-network',
    'privileged',
  ),
  need('linuxserver/homeassistant', 'see linuxserver/docker-homeassistant README.md', 'host-network'),
  need('pihole/pihole', 'pi-hole/docker-pi-hole README.md', 'net-admin', 'sys-time', 'host-network'),
  need('adguard/adguardhome', 'see hub.docker.com/r/adguard/adguardhome', 'host-network'),
  need(['homebridge/homebridge', 'oznu/homebridge'], 'see homebridge/docker-homebridge README.md', 'host-network'),
  need(['plexinc/pms-docker', 'linuxserver/plex'], 'see plexinc/pms-docker README.md', 'host-network'),
  need(
    ['jellyfin/jellyfin', 'linuxserver/jellyfin'],
    'see jellyfin.org/docs/general/installation/container',
    'host-network',
  ),
  need('esphome/esphome', 'see esphome.io/guides/getting_started_command_line', 'host-network', 'privileged'),
  need(['scrypted/scrypted', 'koush/scrypted'], 'see docs.scrypted.app/installation', 'host-network'),
  need('networkboot/dhcpd', 'see networkboot/docker-dhcpd README.md', 'host-network!'),
  need('technitium/dns-server', 'see TechnitiumSoftware/DnsServer docker-compose.yml', 'host-network'),
  need(
    'zerotier/zerotier-synchronized',
    'see zerotier/ZeroTierOne README.md',
    'net-admin',
    'host-network',
    'sys-admin',
  ),
  need(['coturn/coturn', 'instrumentisto/coturn'], 'see coturn/coturn docker/coturn/README.md', 'host-network'),
  need(
    ['livekit/livekit-server', 'livekit/sip', 'livekit/egress'],
    'see docs.livekit.io/home/self-hosting/vm',
    'host-network',
  ),
  need('bluenviron/mediamtx', 'see bluenviron/mediamtx README.md', 'host-network'),
  need('drachtio/drachtio-server', 'see drachtio/docker-drachtio-server README.md', 'host-network'),
  need('mediasoup/mediasoup-demo', 'see mediasoup.org/faq', 'host-network'),
  need(
    ['crazymax/fail2ban', 'linuxserver/fail2ban', 'lepresidente/fail2ban'],
    'see crazy-max/docker-fail2ban README.md',
    'host-network!',
    'net-admin!',
  ),
  need(
    'fabiodcorreia/crowdsec-firewall-bouncer',
    'see docs.crowdsec.net/u/bouncers/firewall',
    'host-network!',
    'net-admin!',
  ),
  need(['zeek/zeek', 'blacktop/zeek'], 'see docs.zeek.org/en/current', 'host-network!', 'net-admin'),
  need('jasonish/suricata', 'see jasonish/docker-suricata README.md', 'host-network!', 'net-admin'),
  need('ntop/ntopng', 'see ntop/docker-ntop README.md', 'host-network!'),
  need('linuxserver/swag', 'see linuxserver/docker-swag README.md', 'net-admin'),
  need('postalserver/postal', 'see postalserver/install templates/docker-compose.v2.yml', 'host-network'),
  need(['keepalived', 'osixia/keepalived'], 'see osixia/docker-keepalived README.md', 'host-network!', 'net-admin!'),
];

/** Programs that lock memory, run browsers or debug. */
const OTHERS: readonly AccessNeed[] = [
  need('apache/iggy', 'see iggy.apache.org/docs/server/docker', 'seccomp'),
  need('zoeyvid/npmplus', 'see ZoeyVid/NPMplus compose.yaml', 'host-network'),
  need(
    ['clickhouse/clickhouse-server', 'clickhouse', 'yandex/clickhouse-server'],
    'see ClickHouse/ClickHouse docker/server/README.md',
    'net-admin',
    'ipc-lock',
  ),
  need(['vault', 'hashicorp/vault'], 'hashicorp/vault Dockerfile', 'ipc-lock'),
  need('openbao/openbao', 'see openbao/openbao Dockerfile', 'ipc-lock'),
  need('vllm/vllm-openai', 'see docs.vllm.ai/en/latest/deployment/docker.html', 'host-ipc'),
  need('lmsysorg/sglang', 'see docs.sglang.ai/get_started/install.html', 'host-ipc'),
  need(
    ['playwright', 'playwright/python', 'playwright/java', 'playwright/dotnet'],
    'playwright.dev/docs/docker',
    'host-ipc',
    'seccomp',
    'sys-admin',
  ),
  need('zenika/alpine-chrome', 'see Zenika/alpine-chrome README.md', 'sys-admin', 'seccomp'),
];

const NEEDS: readonly AccessNeed[] = [
  ...ENGINE_CLIENTS,
  ...ENGINE_MANAGERS,
  ...JOB_RUNNERS,
  ...ENGINE_PARTS,
  ...ENGINES,
  ...MONITORS,
  ...NETWORK,
  ...OTHERS,
];

/** Every row, for whoever checks the table. */
export const ACCESS_NEEDS: readonly AccessNeed[] = NEEDS;

const byImage: ReadonlyMap<string, AccessNeed> = new Map(
  NEEDS.flatMap((row) => row.images.map((image) => [image, row] as const)),
);

/** `apache/iggy` by `iggy`. */
const imagesByProgram = new Map<string, string[]>();
for (const image of byImage.keys()) {
  const program = image.slice(image.lastIndexOf('/') + 1);
  imagesByProgram.set(program, [...(imagesByProgram.get(program) ?? []), image]);
}

/**
 * How far the documents of an image ask for an access: `essential` when it is there for nothing else, `documented` when they show it.
 * @param repository as the image table writes it; `undefined` when not known
 */
export function documentedNeed(
  repository: string | undefined,
  access: HostAccess,
): 'essential' | 'documented' | undefined {
  const row = repository === undefined ? undefined : byImage.get(repository);
  if (row === undefined || !row.access.includes(access)) return undefined;
  return row.essential.includes(access) ? 'essential' : 'documented';
}

/** The same by a program's name alone, the last part of its images'; `undefined` also where programs of that name differ. */
export function documentedNeedOf(program: string, access: HostAccess): 'essential' | 'documented' | undefined {
  const needs = (imagesByProgram.get(program) ?? []).map((image) => documentedNeed(image, access));
  return needs.every((need) => need === needs[0]) ? needs[0] : undefined;
}
