import { parseImageName } from './image-name.ts';

/** The setting by which a runner limits the memory of the jobs it starts. */
interface JobLimit {
  readonly images: readonly string[];
  readonly setting: string;
  readonly source: string;
}

const JOB_LIMITS: readonly JobLimit[] = [
  {
    images: ['gitlab/gitlab-runner'],
    setting: 'memory in [runners.docker]',
    source: 'gitlab.com/gitlab-org/gitlab-runner/issues/1582; gitlab-org/gitlab-runner common/config.go (Memory)',
  },
];

/** How a runner limits the memory of its jobs, for a message; `undefined` where that is not known. */
export function jobLimitOf(image: string | undefined): string | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  return JOB_LIMITS.find(({ images }) => name !== undefined && images.includes(name.repository))?.setting;
}
