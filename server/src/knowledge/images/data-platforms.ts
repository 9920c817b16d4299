import type { ImageFacts } from './image-facts.ts';

/** Clusters that store and compute, and desktops in a browser: by default they ask nobody who they are. */
export const dataPlatforms: readonly ImageFacts[] = [
  {
    // hadoop.security.authentication is `simple`: the client says who it is. 2.x: 50070; 3.x: 9870
    name: 'HDFS NameNode',
    images: ['bde2020/hadoop-namenode'],
    kinds: ['datastore'],
    insidePorts: [
      // WebHDFS: reads, writes and deletes files for whoever asks
      { port: 9870, role: 'data' },
      { port: 50070, role: 'data' },
      { port: 8020, role: 'data' },
      { port: 9000, role: 'data' },
    ],
    dataPaths: ['/hadoop/dfs/name'],
    declaresVolume: true,
    sources: [
      'hadoop.apache.org/docs/r3.2.4/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml',
      'hadoop.apache.org/docs/r3.2.4/hadoop-project-dist/hadoop-hdfs/WebHDFS.html',
      'see big-data-europe/docker-hadoop namenode/Dockerfile',
    ],
  },
  {
    name: 'HDFS DataNode',
    images: ['bde2020/hadoop-datanode'],
    kinds: ['datastore'],
    insidePorts: [
      { port: 9864, role: 'data' },
      { port: 50075, role: 'data' },
      { port: 9866, role: 'data' },
      { port: 50010, role: 'data' },
    ],
    dataPaths: ['/hadoop/dfs/data'],
    declaresVolume: true,
    sources: [
      'hadoop.apache.org/docs/r3.2.4/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml',
      'see big-data-europe/docker-hadoop datanode/Dockerfile',
    ],
  },
  {
    name: 'YARN ResourceManager',
    images: ['bde2020/hadoop-resourcemanager'],
    kinds: ['application'],
    insidePorts: [
      { port: 8088, role: 'admin' },
      { port: 8032, role: 'data' },
    ],
    sources: ['see hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-common/yarn-default.xml'],
  },
  {
    // hive.server2.authentication is NONE
    name: 'Hive',
    images: ['apache/hive', 'bde2020/hive'],
    kinds: ['datastore'],
    insidePorts: [
      { port: 10000, role: 'data' },
      { port: 10002, role: 'admin' },
      { port: 9083, role: 'data' },
    ],
    sources: [
      'docs.cloudera.com/HDPDocuments/HDP3/HDP-3.0.0/administration/content/hive-ports.html',
      'see hive.apache.org/docs/latest/admin/setting-up-hiveserver2',
    ],
  },
  {
    // web.submit.enable is true: whoever reaches the page runs a program on the cluster
    name: 'Flink',
    images: ['flink', 'apache/flink'],
    kinds: ['admin-interface'],
    insidePorts: [
      { port: 8081, role: 'admin' },
      { port: 6123, role: 'cluster' },
    ],
    sources: ['see nightlies.apache.org/flink/flink-docs-stable/docs/deployment/security/security-overview'],
  },
  {
    // version 1 asks nobody unless rbac or authenticate is switched on
    name: 'Airflow 1',
    images: ['puckel/docker-airflow', 'vimagick/airflow'],
    kinds: ['admin-interface'],
    insidePorts: [
      { port: 8080, role: 'admin' },
      { port: 5555, role: 'admin' },
    ],
    sources: ['see airflow.apache.org/docs/apache-airflow/1.10.15/security.html'],
  },
  {
    name: 'Apache Pinot',
    images: ['apachepinot/pinot'],
    kinds: ['datastore'],
    insidePorts: [
      { port: 9000, role: 'admin' },
      { port: 8097, to: 8099, role: 'data' },
    ],
    sources: ['see docs.pinot.apache.org/operators/tutorials/authentication/basic-auth-access-control'],
  },
  {
    name: 'TiKV',
    images: ['pingcap/tikv'],
    kinds: ['datastore'],
    insidePorts: [{ port: 20160, role: 'data' }],
    sources: ['see docs.pingcap.com/tidb/stable/tikv-configuration-file'],
  },
  {
    name: 'PD',
    images: ['pingcap/pd'],
    kinds: ['coordination'],
    insidePorts: [
      { port: 2379, role: 'admin' },
      { port: 2380, role: 'cluster' },
    ],
    sources: ['see docs.pingcap.com/tidb/stable/pd-configuration-file'],
  },
  {
    name: 'Quickwit',
    images: ['quickwit/quickwit'],
    kinds: ['search'],
    insidePorts: [{ port: 7280, to: 7281, role: 'data' }],
    sources: ['see quickwit.io/docs/configuration/node-config'],
  },
];
