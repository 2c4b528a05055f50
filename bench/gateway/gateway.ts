// What the gateway costs, next to the backend alone and to the least that a router in Node can do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeReport } from '../bench-table.ts';
import { shareProcessors } from './processors.ts';
import { type Sample, takeSample } from './sample.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { processTable, type ReplayPair, replayTable, scenarioTable } from './tables.ts';
import { startTargets, type Target, type Targets, targetNames } from './targets.ts';

/** After a pause the heap of a process is small again, and grows back within a second. */
const WARM_UP_SECONDS = 1;
/** The compiler of a router that carries real load is done after some 100,000 requests. */
const FIRST_PRIME_SECONDS = 12;
const PRIME_SECONDS = 4;
const REPLAY_SCENARIO = 'json';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1.2' },
    only: { type: 'string' },
    scenarios: { type: 'string' },
    profile: { type: 'string' },
    json: { type: 'string' },
  },
});
const rounds = positive('rounds', values.rounds);
const seconds = positive('seconds', values.seconds);
const only = list('only', values.only, targetNames);
const names = list(
  'scenarios',
  values.scenarios,
  scenarios.map(({ name }) => name),
);
const chosen = scenarios.filter(({ name }) => names?.includes(name) ?? true);

const processors = shareProcessors();
const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-gateway-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const profileFolder = values.profile === undefined ? undefined : resolve(values.profile);
const targets = await startTargets({ processors, folder, only, profileFolder });
try {
  await report(await measure(targets));
} finally {
  await targets.stop();
}

async function measure({ backend, all }: Targets) {
  const samples = new Map(chosen.map((scenario) => [scenario, new Map<Target, Sample[]>()]));
  const take = (scenario: Scenario, target: Target, forSeconds: number) =>
    takeSample({ backend, target, scenario, warmUpSeconds: WARM_UP_SECONDS, seconds: forSeconds });

  const replay: ReplayPair[] = [];
  // A difference of two: they run at once, so that whatever else the machine does hits both.
  const takePair = async (scenario: Scenario) => {
    const [on, off] = ['b', 'b-no-replay'].map((name) => all.find((one) => one.name === name));
    if (on === undefined || off === undefined) return [];
    const both = [on, off].map((target) => take(scenario, target, seconds * 2));
    const [taken, base] = await Promise.all(both);
    return taken && base ? [{ on: taken, off: base }] : [];
  };

  for (const [index, scenario] of chosen.entries()) {
    for (const target of all) {
      // What is compiled late, and connections to the backend, belong to no round.
      await take(scenario, target, index === 0 ? FIRST_PRIME_SECONDS : PRIME_SECONDS);
      if (isFor(target, scenario)) samples.get(scenario)?.set(target, []);
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const target of all) target.child.forgetOutput();
    for (const [scenario, byTarget] of samples) {
      if (scenario.name === REPLAY_SCENARIO) replay.push(...(await takePair(scenario)));
      // Another one begins each round, so that none is always right after the same neighbour.
      const entries = [...byTarget];
      const first = round % entries.length;
      for (const [target, taken] of [...entries.slice(first), ...entries.slice(0, first)]) {
        taken.push(await take(scenario, target, seconds));
      }
    }
  }
  return { samples, replay };
}

async function report({ samples, replay }: Awaited<ReturnType<typeof measure>>): Promise<void> {
  const used = await Promise.all(
    targets.all.map(async (target) => ({
      ...target,
      usedRssBytes: (await target.child.ask({ kind: 'usage' }, 'usage')).usage.rssBytes,
    })),
  );
  const tables = [
    ...[...samples].map(([scenario, byTarget]) => scenarioTable(scenario, byTarget)),
    ...(replay.length === 0 ? [] : [replayTable(replay)]),
    processTable(used),
  ];
  process.stdout.write(
    `Gateway: medians of ${rounds} rounds of ${seconds} s, targets in turn; ${processors.note}\n\n`,
  );
  writeReport({ bench: 'gateway', tables }, process.argv.slice(2));
}

function isFor(target: Target, { name }: Scenario): boolean {
  return target.scenarios?.includes(name) ?? true;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  return fail(`--${option} must be above 0, not \`${text}\``);
}

function list(
  option: string,
  text: string | undefined,
  known: readonly string[],
): readonly string[] | undefined {
  const given = text?.split(',');
  const unknown = given?.find((name) => !known.includes(name));
  if (unknown === undefined) return given;
  return fail(`--${option}: unknown \`${unknown}\`, use ${known.join(', ')}`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
