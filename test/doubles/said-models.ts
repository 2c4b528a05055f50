import type { Task, TextModels } from '../../src/models/text-models.ts';

type Distribution = Readonly<Record<string, number>>;

interface Said {
  readonly asked: string[];
  readonly models: TextModels;
}

/** Models that say of every text what a test wants, and tell which texts they were asked about. */
export function modelsThatSay(distributions: Partial<Readonly<Record<Task, Distribution>>>): Said {
  const asked: string[] = [];
  const answer = (task: Task) => {
    const said = distributions[task] ?? {};
    return {
      labels: Object.keys(said),
      probabilities: Float32Array.from(Object.values(said)),
      tier: 'trunk' as const,
      isDegraded: false,
      isTruncated: false,
    };
  };
  const models = {
    labels: (task: Task) => Object.keys(distributions[task] ?? {}),
    ready: async () => {},
    classify: async (text: string, tasks: readonly Task[]) => {
      asked.push(text);
      return Object.fromEntries(tasks.map((task) => [task, answer(task)]));
    },
    calibrate: (cosine: number) => cosine,
  } as unknown as TextModels;
  return { asked, models };
}
