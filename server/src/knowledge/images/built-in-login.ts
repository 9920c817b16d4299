import { parseImageName } from './image-name.ts';

/** Images that log in at a data store beside them with a host and a password of their own, as long as nobody tells them others. */
const BUILT_IN: readonly { readonly images: readonly string[]; readonly source: string }[] = [
  {
    images: ['puckel/docker-airflow', 'vimagick/airflow'],
    source:
      'puckel/docker-airflow script/entrypoint.sh (defaults of its variables); vimagick/dockerfiles airflow/airflow.cfg',
  },
];

/** Whether an image that is told no login of a data store has one built in. */
export function hasBuiltInLogin(image: string | undefined): boolean {
  const name = image === undefined ? undefined : parseImageName(image);
  return name !== undefined && BUILT_IN.some(({ images }) => images.includes(name.repository));
}
