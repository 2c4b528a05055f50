import type { AnswerTexts, OutputContract } from '../decisions/output-contract/output-contract.ts';
import { SwitchyardError } from '../errors.ts';
import { arrayOf, memberOf, stringOf } from '../lib/loose-json.ts';
import type { JsonObject } from '../protocols/canonical.ts';
import { completionToEvents, eventsToCompletion } from '../protocols/openai-chat/convert.ts';
import { decodeUsage } from '../protocols/openai-chat/usage.ts';
import type { ContractOutcome } from '../records/record.ts';
import { replyWithError } from './edge.ts';
import {
  type BackendCall,
  type ForwardOptions,
  type ForwardResult,
  sendJson,
  sendUpstreamError,
  startStream,
  upstreamId,
} from './forward.ts';
import { responseHeaders } from './headers.ts';
import { readWholeAnswer, type WholeAnswer } from './whole-answer.ts';

interface ContractedOptions extends Omit<ForwardOptions, 'body' | 'afterIo'> {
  readonly contract: OutputContract;
  /** Body of a call that is not streamed, with these messages behind those of the client. */
  readonly bodyWith: (appended: readonly JsonObject[] | undefined) => Buffer;
}

/** A completion with what its choices give under the contract. */
interface Checked {
  readonly completion: JsonObject;
  /** The first thing that is wrong, with the text that has it. */
  readonly problem: { readonly violation: string; readonly text: string } | undefined;
}

/**
 * Asks a backend for an answer of a certain form: reads it whole, asks once more where the contract
 * says so, and sends on what fits, as a stream where one was asked for.
 */
export async function forwardUnderContract(options: ContractedOptions): Promise<ForwardResult> {
  const { contract, lifetime } = options;
  const ask = (appended: readonly JsonObject[] | undefined) =>
    readWholeAnswer({ ...options, body: options.bodyWith(appended) });

  const first = await ask(undefined);
  if (first.error !== undefined) return fail(options, [first], first.error);
  if (isRefusal(first)) {
    const error = sendUpstreamError(options, first.head, first.body);
    return resultOf([first], { status: error.status, error });
  }
  const answer = completionOf(first);
  if (answer === undefined) {
    const message = 'the backend answered with something else than a JSON object';
    return fail(options, [first], new SwitchyardError('upstream_invalid', message));
  }
  const checked = checkCompletion(answer, contract);
  if (checked.problem === undefined) return send(options, [first], checked.completion, 'met');

  const answers = [first];
  let last = checked;
  let { usage } = answer;
  if (contract.isRepaired) {
    const second = await ask(repairMessages(checked.problem, contract));
    answers.push(second);
    if (lifetime.isAborted) return fail(options, answers, clientGone());
    const repaired = isRefusal(second) ? undefined : completionOf(second);
    if (repaired !== undefined) {
      usage = sum(usage, repaired.usage);
      last = checkCompletion(repaired, contract);
      if (last.problem === undefined) {
        return send(options, answers, { ...last.completion, usage }, 'repaired');
      }
    }
  }
  if (contract.fallback !== undefined) {
    const completion = { ...withText(last.completion, contract.fallback), usage };
    return send(options, answers, completion, 'fallback');
  }
  const error = new SwitchyardError(
    'output_contract_violated',
    `the model gave no answer of the required form: ${last.problem?.violation}`,
  );
  replyWithError(options.response, error, options.replyHeaders);
  return resultOf(answers, { status: error.status, error, usage, contract: 'violated' });
}

/** The answer of a backend as a completion; undefined where it is none, or was cut off. */
function completionOf({ head, body, error }: WholeAnswer): JsonObject | undefined {
  if (error !== undefined) return undefined;
  if (head?.contentType === 'text/event-stream') return eventsToCompletion(body);
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as JsonObject)
      : undefined;
  } catch {
    return undefined; // no JSON: said so by the caller
  }
}

function isRefusal({ head }: WholeAnswer): boolean {
  return (head?.status ?? 200) >= 300;
}

function checkCompletion(completion: JsonObject, contract: OutputContract): Checked {
  let problem: Checked['problem'];
  const given = arrayOf(completion.choices);
  if (given.length === 0) {
    return { completion, problem: { violation: 'there is no answer', text: '' } };
  }
  const choices = given.map((choice) => {
    const message = memberOf(choice, 'message');
    // A call of a tool is no answer yet.
    if (arrayOf(memberOf(message, 'tool_calls')).length > 0) return choice;
    const texts = textsOf(message);
    const verdict = contract.check(texts);
    if (verdict.isMet) return withContent(choice, verdict.text);
    problem ??= { violation: verdict.violation, text: texts.content ?? '' };
    return choice;
  });
  return { completion: { ...completion, choices }, problem };
}

function textsOf(message: unknown): AnswerTexts {
  return {
    content: stringOf(memberOf(message, 'content')),
    reasoning_content:
      stringOf(memberOf(message, 'reasoning_content')) ?? stringOf(memberOf(message, 'reasoning')),
  };
}

function withContent(choice: unknown, content: string): JsonObject {
  const { message } = choice as { readonly message: JsonObject };
  return { ...(choice as JsonObject), message: { ...message, content } };
}

/** The one answer that is given where the model gave none. */
function withText(completion: JsonObject, content: string): JsonObject {
  const message = { role: 'assistant', content, refusal: null };
  return {
    ...completion,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
  };
}

function repairMessages(
  { violation, text }: NonNullable<Checked['problem']>,
  { requirement }: OutputContract,
): readonly JsonObject[] {
  const demand = `Your answer was refused: ${violation}.\n${requirement}\nAnswer again, with nothing else.`;
  return [
    { role: 'assistant', content: text },
    { role: 'user', content: demand },
  ];
}

function send(
  options: ContractedOptions,
  answers: readonly WholeAnswer[],
  completion: JsonObject,
  contract: ContractOutcome,
): ForwardResult {
  const { request, response, visibleModel } = options;
  const { usage } = completion;
  const visible =
    visibleModel === undefined || completion.model === undefined
      ? completion
      : { ...completion, model: JSON.parse(visibleModel.toString()) as string };
  const extra = [...upstreamId(answers.at(-1)?.head), responseHeaders.outputContract, contract];
  if (request.isStream) {
    startStream(options, extra);
    response.end(completionToEvents(visible, { wantsUsage: request.wantsUsage }));
  } else {
    sendJson(options, 200, Buffer.from(JSON.stringify(visible)), { isSuccess: true, extra });
  }
  return resultOf(answers, { status: 200, usage, contract });
}

function fail(
  { response, replyHeaders }: ContractedOptions,
  answers: readonly WholeAnswer[],
  error: SwitchyardError,
): ForwardResult {
  replyWithError(response, error, replyHeaders);
  return resultOf(answers, { status: error.status, error });
}

interface Ending {
  readonly status: number;
  readonly error?: SwitchyardError;
  readonly usage?: unknown;
  readonly contract?: ContractOutcome;
}

function resultOf(
  answers: readonly WholeAnswer[],
  { status, error, usage, contract }: Ending,
): ForwardResult {
  return {
    status,
    upstreamStatus: answers.at(-1)?.head?.status,
    usage: decodeUsage(usage),
    firstByteAt: answers[0]?.firstByteAt,
    error,
    calls: answers.map((answer, index) => callOf(answer, index < answers.length - 1)),
    ...(contract === undefined ? {} : { contract }),
  };
}

/** A call whose answer was refused by the contract says so. */
function callOf({ head, latencyMs, error }: WholeAnswer, isRefused: boolean): BackendCall {
  const reason = isRefused
    ? new SwitchyardError('output_contract_violated', 'the answer was refused')
    : error;
  return { latencyMs, status: head?.status, error: reason };
}

function clientGone(): SwitchyardError {
  return new SwitchyardError('client_closed', 'the client closed the connection');
}

/** Token counts of both calls, with whatever a backend counts besides. */
function sum(first: unknown, second: unknown): unknown {
  if (first === undefined || first === null) return second;
  if (typeof first === 'number' && typeof second === 'number') return first + second;
  if (typeof first !== 'object' || typeof second !== 'object' || second === null) return first;
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, sum(memberOf(first, key), memberOf(second, key))]),
  );
}
