/**
 * Words that make up the placeholders and throw-away secrets of configuration files, in the languages they are seen in.
 * They carry next to no information: a value made of them alone is guessed, or stands in for one, however long it is.
 */
export const CONFIG_WORDS = `
  a access account admin adminadmin administrator adminpass adminpassword aes agent airflow alfa all am an and anon another any ap api apikey apikeys apis
  app appkey apps appsecret application arango as at auth authelia authentik author authorization aws azure
  backend backup bad bar bitnami be base baz bearer better bits bot bucket build but by bytes
  can cert char character chars characters chatwoot ci cipher cli click clickhouse client cluster code codes command complex compose
  config configuration connection console container cookie correct couch couchdb cred creds credential credentials crypt crypto cryptographic csrf custom
  dashboard data database db default defaultpassword demo deploy dev devel develop developer development device devonly digit digits
  directus discord django do docker docs domain dont drone drupal
  ever exact exactly eg elastic elasticsearch email enc encrypt encryption end enough env environment etc etcd express
  fastapi fernet file firebase flask foo foobar for forgejo free from frontend full
  gateway generic get ghost git gitea github gitlab go good google grafana graphql guest
  hard hasura has hash header hello hex hexadecimal hidden hmac home host hub
  i id if immich in influx influxdb init insecure instance integration internal is it iv
  important jenkins jwt jwts jupyter just
  cat kafka keep key keyboard keycloak keyring keys keystore kibana knows kong
  laradock laravel ldap least length letters license like listmonk local localdev localhost login logflare long longer lower ls
  magento mail main make manager mariadb master mastodon mattermost me meili meilisearch memory metabase metrics min minio minioadmin minimum
  mongo mongodb mqtt must my mypassword mysecret mysecretkey mysecretpassword mysql mssql
  name nats neo nest never new next nextauth nextcloud nextjs nginx no node nodejs non none not now nuxt
  oauth of ok old on only openai opensearch openssl or oracle org own outline
  not only pa page paperless pass passphrase password passwort passwd passw passwords payload penpot pepper percona personal pg pgadmin phpmyadmin plane please port
  portainer postgre postgres postgresql private prisma prod product production project prometheus protected proxy public pw pwd
  rabbit rabbitmq rails rand random randomly raw read real really redis registry remote replication repmgr root rootpass rootpassword rootpw rootroot rpc run rw
  safe salt same sample sandbox scrt sdk search sec secret secretkey secrets secure security seed self sentry server service session setup sha
  shared should sidekiq sign signature signing signing simple site smtp some someone something somepassword somesecret spring sql ssl staging stack standard static stg
  storage store strapi string strings strong stronger stuff sub super superadmin supersecret supersecure superset superuser supabase symfony sys system
  tde team temp temporal temporary test tester testing testpass testpassword testuser tests text that the then there thing this thisis time tls to token tokens tool top traefik
  ui unguessable unique unsafe unsecure until up upper you url use used user username users using
  val value values vault vaultwarden vapid var variable vendor verify very vite
  we weak web webhook website when where will with without word wordpress work worker working wp write www
  x xx xxx
  zabbix zulip
  alphanumeric amqp backstage consul debezium guacamole harbor keydb kc mq n8n odoo opensearch photoprism planka rocketchat snipe sonar sonarqube sql umami valkey wazuh wiki yourls
  clave contrasena contraseña senha chave segredo secreta secreto segura seguro geheim geheimnis sicher sicheres passwort kennwort schluessel mot
  passe motdepasse cle secrete tajne haslo klucz parola chiave segreta wachtwoord sleutel sifre rahasia kunci sandi
  la le el de un una une des du para por con di il su tu mi meu minha minhasenha mein meine dein deine ihr mon ma twoje moje
`;

/** Words that tell the reader to replace the value. */
export const MARKER_WORDS = `
  change changeme changethis changeit changed changeable changepassword changemeplease replace replaceme replacethis replaced placeholder
  your yours yourself yourpassword yoursecret yourkey yourtoken yourapikey yoursecretkey yourstrong yourdomain
  example examples sample dummy fake mock todo tbd fixme insert fill enter edit modify modified tobemodified update updated overwrite overwritten override
  redacted removed hidden choose pick provide specify generate generated goes here put yourown set paste
  cambiar cambia cambiame cambialo cambie mude mudar altere alterar alterarsenha trocar troque changez changer remplacer remplacez votre aendern ändern
  andern bitte ersetzen ersetze deinpasswort cambiare cambiami zmien zmień degistir değiştir ubah ganti gantidengan vervang wijzig wijzigen verander
  aqui aquí ici hier inserisci coloque insira ingrese tupassword tucontraseña suasenha seu sua
`;
