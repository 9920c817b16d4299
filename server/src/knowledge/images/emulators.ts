import type { ImageFacts } from './image-facts.ts';

/** Stand-ins for a cloud's services and for directories: they check no credential, or one that their documents print. */
export const emulators: readonly ImageFacts[] = [
  {
    name: 'Spanner emulator',
    images: ['cloud-spanner-emulator/emulator'],
    kinds: ['emulator'],
    insidePorts: [
      { port: 9010, role: 'data' },
      { port: 9020, role: 'data' },
    ],
    sources: ['docs.cloud.google.com/spanner/docs/emulator', 'GoogleCloudPlatform/cloud-spanner-emulator README.md'],
  },
  {
    // signatures are not looked at
    name: 'Fake GCS server',
    images: ['fsouza/fake-gcs-server'],
    kinds: ['emulator'],
    insidePorts: [{ port: 4443, role: 'data' }],
    sources: ['fsouza/fake-gcs-server README.md'],
  },
  {
    name: 'LocalStack',
    images: ['localstack/localstack', 'localstack/localstack-pro'],
    kinds: ['emulator'],
    insidePorts: [{ port: 4566, role: 'data' }],
    sources: ['see docs.localstack.cloud/aws/capabilities/config/credentials'],
  },
  {
    // the protocol of Amazon SQS, any key and any signature
    name: 'ElasticMQ',
    images: ['softwaremill/elasticmq', 'softwaremill/elasticmq-native', 'roribio16/alpine-sqs', 'roribio/alpine-sqs'],
    kinds: ['emulator'],
    insidePorts: [
      { port: 9324, role: 'data' },
      { port: 9325, role: 'admin' },
    ],
    sources: ['softwaremill/elasticmq README.md', 'see roribio/alpine-sqs README.md'],
  },
  {
    name: 'Moto',
    images: ['motoserver/moto'],
    kinds: ['emulator'],
    insidePorts: [{ port: 5000, role: 'data' }],
    sources: ['see docs.getmoto.org/en/latest/docs/server_mode.html'],
  },
  {
    name: 'DynamoDB Local',
    images: ['amazon/dynamodb-local', 'cnadiminti/dynamodb-local'],
    kinds: ['emulator'],
    insidePorts: [{ port: 8000, role: 'data' }],
    sources: [
      'alexbilbie/docker-dynamodb-local README.md',
      'see docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html',
    ],
  },
  {
    // one account whose key everybody knows, unless others are given
    name: 'Azurite',
    images: ['azure-storage/azurite'],
    kinds: ['emulator'],
    insidePorts: [{ port: 10_000, to: 10_002, role: 'data', closedBy: ['AZURITE_ACCOUNTS'] }],
    sources: ['see learn.microsoft.com/azure/storage/common/storage-use-azurite'],
  },
  {
    // the administrator's password and those of all users stand in its README
    name: 'Test LDAP server',
    images: ['rroemhild/test-openldap', 'rroemhild/docker-test-openldap'],
    kinds: ['emulator'],
    insidePorts: [
      { port: 10_389, role: 'data' },
      { port: 10_636, role: 'data' },
      { port: 389, role: 'data' },
      { port: 636, role: 'data' },
    ],
    sources: ['rroemhild/docker-test-openldap README.md'],
  },
];
