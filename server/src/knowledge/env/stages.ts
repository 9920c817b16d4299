/** Variables that say which environment a program runs in, one word: what frameworks and programs read. */
export const STAGE_NAMES: readonly string[] = [
  'NODE_ENV',
  'APP_ENV',
  'RAILS_ENV',
  'RACK_ENV',
  'FLASK_ENV',
  'FASTAPI_ENV',
  'ENVIRONMENT',
  'APP_ENVIRONMENT',
  'DJANGO_ENV',
  'SYMFONY_ENV',
  'GO_ENV',
  'MIX_ENV',
  'MEILI_ENV',
  'SUPERSET_ENV',
  'GIN_MODE',
  'ASPNETCORE_ENVIRONMENT',
  'DOTNET_ENVIRONMENT',
];

/** Variables that name profiles or a module of settings, among them those of the environment. */
export const PROFILE_NAMES: readonly string[] = [
  'SPRING_PROFILES_ACTIVE',
  'DJANGO_SETTINGS_MODULE',
  'MICRONAUT_ENVIRONMENTS',
  'QUARKUS_PROFILE',
];

/** A list of profiles, or a module, with those of development or of tests among its words. */
export const DEVELOPMENT_PROFILE = /(?:^|[.,\s])(?:dev|development|local|test|testing)(?:$|[,\s])/i;
