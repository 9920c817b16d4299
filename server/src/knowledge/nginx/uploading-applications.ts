/**
 * Applications that people send files to, by the word a host, a folder or a server is called, each with the page that tells to raise the limit of
 * nginx for it, or names the uploads.
 */
const APPLICATIONS: Readonly<Record<string, string>> = {
  // https://docs.nextcloud.com/server/latest/admin_manual/installation/nginx.html
  nextcloud: 'Nextcloud',
  // https://doc.owncloud.com/server/next/admin_manual/installation/nginx_configuration.html
  owncloud: 'ownCloud',
  // https://manual.seafile.com/latest/setup_binary/https_with_nginx/
  seafile: 'Seafile',
  // https://docs.gitea.com/administration/reverse-proxies
  gitea: 'Gitea',
  forgejo: 'Forgejo',
  // https://docs.gitlab.com/omnibus/settings/nginx/
  gitlab: 'GitLab',
  // https://distribution.github.io/distribution/recipes/nginx/
  registry: 'the registry',
  // https://goharbor.io/docs/latest/install-config/
  harbor: 'Harbor',
  // https://help.sonatype.com/en/run-behind-a-reverse-proxy.html
  nexus: 'Nexus',
  nexus3: 'Nexus',
  // https://jfrog.com/help/r/jfrog-artifactory-documentation/nginx
  artifactory: 'Artifactory',
  // https://github.com/wekan/wekan/wiki/Nginx-Webserver-Config
  wekan: 'Wekan',
  // https://docs.mattermost.com/deploy/server/setup-nginx-proxy.html
  mattermost: 'Mattermost',
  // https://docs.rocket.chat/docs/file-upload
  rocketchat: 'Rocket.Chat',
  // https://mediagoblin.readthedocs.io/en/master/siteadmin/deploying.html
  mediagoblin: 'MediaGoblin',
  // https://developer.wordpress.org/advanced-administration/server/web-server/nginx/
  wordpress: 'WordPress',
  // https://docs.immich.app/administration/reverse-proxy/
  immich: 'Immich',
  // https://docs.photoprism.app/getting-started/proxies/nginx/
  photoprism: 'PhotoPrism',
  // https://github.com/paperless-ngx/paperless-ngx/wiki/Using-a-Reverse-Proxy-with-Paperless-ngx
  paperless: 'Paperless',
  // https://github.com/Chocobozzz/PeerTube/blob/develop/support/nginx/peertube
  peertube: 'PeerTube',
  // https://docs.pixelfed.org/running-pixelfed/
  pixelfed: 'Pixelfed',
  // https://docs.joinmastodon.org/admin/install/
  mastodon: 'Mastodon',
  // https://ghost.org/docs/install/source/
  ghost: 'Ghost',
  // https://www.bookstackapp.com/docs/admin/upload-limits/
  bookstack: 'BookStack',
  // https://element-hq.github.io/synapse/latest/reverse_proxy.html
  synapse: 'Synapse',
  // https://min.io/docs/minio/linux/integrations/setup-nginx-proxy-with-minio.html
  minio: 'MinIO',
  // https://jellyfin.org/docs/general/post-install/networking/reverse-proxy/nginx/
  jellyfin: 'Jellyfin',
  // https://confluence.atlassian.com/doc/running-confluence-behind-nginx-with-ssl-858772080.html
  confluence: 'Confluence',
  // https://www.jenkins.io/doc/book/system-administration/reverse-proxy-configuration-with-jenkins/reverse-proxy-configuration-nginx/
  jenkins: 'Jenkins',
  // https://nifi.apache.org/nifi-docs/user-guide.html
  nifi: 'NiFi',
  // https://jupyterhub.readthedocs.io/en/stable/howto/configuration/config-proxy.html
  jupyter: 'Jupyter',
  jupyterhub: 'JupyterHub',
  // https://docs.phpmyadmin.net/en/latest/faq.html#faq1-16
  phpmyadmin: 'phpMyAdmin',
  // https://www.mediawiki.org/wiki/Manual:Configuring_file_uploads
  mediawiki: 'MediaWiki',
  // https://docs.moodle.org/en/Nginx
  moodle: 'Moodle',
  // https://www.revive-adserver.com/docs/
  revive: 'Revive',
};

/** The application that some words (hosts, names, paths) tell of, as people call it; `undefined`: none of these. */
export function uploadingApplication(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) {
      if (Object.hasOwn(APPLICATIONS, word)) return APPLICATIONS[word];
    }
  }
  return undefined;
}
