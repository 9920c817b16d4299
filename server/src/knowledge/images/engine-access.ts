import { type AccessNeed, need } from './access-need.ts';

/** Programs that find, watch, start or update containers. */
export const ENGINE_CLIENTS: readonly AccessNeed[] = [
  need('tecnativa/docker-socket-proxy', 'Tecnativa/docker-socket-proxy README.md', 'docker-socket'),
  need('linuxserver/socket-proxy', 'see linuxserver/docker-socket-proxy README.md', 'docker-socket'),
  need('wollomatic/socket-proxy', 'see wollomatic/socket-proxy README.md', 'docker-socket'),
  need('11notes/socket-proxy', 'see 11notes/docker-socket-proxy README.md', 'docker-socket'),
  need('fluencelabs/docker-socket-proxy', 'see fluencelabs/docker-socket-proxy README.md', 'docker-socket'),
  need('qoomon/docker-socket-proxy', 'see qoomon/docker-socket-proxy README.md', 'docker-socket'),
  need(['traefik', 'traefik/traefik'], 'see doc.traefik.io/traefik/providers/docker', 'docker-socket', 'host-users'),
  need('lucaslorentz/caddy-docker-proxy', 'see lucaslorentz/caddy-docker-proxy README.md', 'docker-socket'),
  need(['nginxproxy/nginx-proxy', 'jwilder/nginx-proxy'], 'see nginx-proxy/nginx-proxy README.md', 'docker-socket'),
  need(
    ['nginxproxy/docker-gen', 'jwilder/docker-gen', 'helder/docker-gen'],
    'see nginx-proxy/docker-gen README.md',
    'docker-socket!',
  ),
  need(
    ['nginxproxy/acme-companion', 'jrcs/letsencrypt-nginx-proxy-companion'],
    'see nginx-proxy/acme-companion README.md',
    'docker-socket',
  ),
  need('rancher/rancher', 'see rancher/rancher README.md', 'privileged'),
  need('amir20/dozzle', 'see amir20/dozzle README.md', 'docker-socket'),
  need(['gliderlabs/logspout', 'logspout/logspout'], 'see gliderlabs/logspout README.md', 'docker-socket'),
  need(
    ['containrrr/watchtower', 'nickfedor/watchtower', 'v2tec/watchtower'],
    'see containrrr/watchtower README.md',
    'docker-socket',
  ),
  need('crazymax/diun', 'see crazy-max/diun docs/install/docker.md', 'docker-socket'),
  need(['getwud/wud', 'fmartinou/whats-up-docker'], 'see getwud/wud README.md', 'docker-socket'),
  need('willfarrell/autoheal', 'see willfarrell/docker-autoheal README.md', 'docker-socket'),
  need(['mcuadros/ofelia', 'netresearch/ofelia'], 'see mcuadros/ofelia README.md', 'docker-socket'),
  need('offen/docker-volume-backup', 'see offen/docker-volume-backup README.md', 'docker-socket'),
  need('crazymax/swarm-cronjob', 'see crazy-max/swarm-cronjob README.md', 'docker-socket'),
  need(['pyouroboros/ouroboros', 'ouroboros/ouroboros'], 'see pyouroboros/ouroboros README.md', 'docker-socket'),
  need('nextcloud/all-in-one', 'see nextcloud/all-in-one compose.yaml', 'docker-socket'),
  need('gethomepage/homepage', 'see gethomepage.dev/configs/docker', 'docker-socket'),
  need('pawelmalak/flame', 'see pawelmalak/flame README.md', 'docker-socket'),
  need(['homarr-labs/homarr', 'ajnart/homarr'], 'see homarr.dev/docs/getting-started/installation', 'docker-socket'),
  need('crowdsecurity/crowdsec', 'see docs.crowdsec.net/docs/data_sources/docker', 'docker-socket'),
  need('concourse/concourse', 'see concourse/concourse-docker docker-compose.yml', 'privileged'),
];

/** Programs by which people start containers with any mount they like: a socket proxy that lets them work lets everything through. */
export const ENGINE_MANAGERS: readonly AccessNeed[] = [
  need(
    ['portainer/portainer-ce', 'portainer/portainer-ee', 'portainer/portainer'],
    'see docs.portainer.io/start/install-ce/server/docker',
    'docker-socket',
  ),
  need('portainer/agent', 'see docs.portainer.io/admin/environments/add/docker/agent', 'docker-socket', 'host-path'),
  need('louislam/dockge', 'see louislam/dockge README.md', 'docker-socket'),
  need('dokku/dokku', 'see dokku.com/docs/getting-started/install/docker', 'docker-socket'),
  need(['yachtsh/yacht', 'selfhostedpro/yacht'], 'see SelfhostedPro/Yacht README.md', 'docker-socket'),
  need('moghtech/komodo-periphery', 'see komo.do/docs/setup', 'docker-socket', 'host-path'),
  need('getarcaneapp/arcane', 'see getarcaneapp/arcane README.md', 'docker-socket'),
  need('lirantal/dockly', 'see lirantal/dockly README.md', 'docker-socket'),
];

/** Programs that run the jobs of a CI system in containers they start: what a socket proxy would have to let through is all they do. */
export const JOB_RUNNERS: readonly AccessNeed[] = [
  need('gitlab/gitlab-runner', 'see docs.gitlab.com/runner/install/docker', 'docker-socket', 'privileged'),
  need('drone/drone-runner-docker', 'see docs.drone.io/runner/docker/installation', 'docker-socket'),
  need('gitea/act_runner', 'see docs.gitea.com/usage/actions/act-runner', 'docker-socket'),
  need(
    ['woodpeckerci/woodpecker-agent', 'woodpecker-ci/woodpecker-agent'],
    'see woodpecker-ci.org/docs/administration/getting-started',
    'docker-socket',
  ),
  need('myoung34/github-runner', 'see myoung34/docker-github-actions-runner README.md', 'docker-socket'),
  need('1dev/server', 'see docs.onedev.io/installation-guide/run-as-docker-container', 'docker-socket'),
  need('buildkite/agent', 'see buildkite.com/docs/agent/docker', 'docker-socket'),
];

/** Programs of one project that start or find containers for it. */
export const ENGINE_PARTS: readonly AccessNeed[] = [
  need('gliderlabs/registrator', 'see gliderlabs/registrator README.md', 'docker-socket!', 'host-network'),
  need('mailcow/dockerapi', 'see mailcow/mailcow-dockerized docker-compose.yml', 'docker-socket!'),
  need(
    'mailcow/netfilter',
    'see mailcow/mailcow-dockerized docker-compose.yml',
    'privileged!',
    'host-network!',
    'net-admin!',
  ),
  need('floci/floci', 'see floci.io/floci/services/lambda', 'docker-socket'),
  need(
    ['localstack/localstack', 'localstack/localstack-pro'],
    'see docs.localstack.cloud/aws/getting-started/installation',
    'docker-socket',
  ),
  need('openruntimes/executor', 'see open-runtimes/executor README.md', 'docker-socket!'),
];

/** Engines and clusters inside a container. */
export const ENGINES: readonly AccessNeed[] = [
  need(['docker', 'docker/dind'], 'docker-library/docs docker/content.md', 'privileged!'),
  need('cruizba/ubuntu-dind', 'see cruizba/ubuntu-dind README.md', 'privileged!'),
  need('moby/buildkit', 'see moby/buildkit README.md', 'privileged!', 'seccomp', 'apparmor'),
  need('kindest/node', 'see kubernetes-sigs/kind README.md', 'privileged!'),
  need(['rancher/k3s', 'k3s-io/k3s'], 'see docs.k3s.io/advanced', 'privileged!'),
  need(['k3d-io/k3d', 'rancher/k3d'], 'see k3d.io/stable/usage/advanced', 'privileged!', 'docker-socket'),
  need('earthly/buildkitd', 'see docs.earthly.dev/ci-integration/remote-buildkit', 'privileged!'),
];
