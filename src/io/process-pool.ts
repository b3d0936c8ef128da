import { fork, type ChildProcess, type Serializable } from 'node:child_process';

export interface PoolOptions<Item, Answer> {
  /** Module that every child runs: one message in, one message out. */
  readonly module: URL;
  readonly processes: number;
  /** First message to each child. */
  readonly greeting: Serializable;
  toMessage(item: Item): Serializable;
  /** What a child that ended in the middle of an item stands for. */
  onCrash(item: Item, reason: string): Answer;
  onAnswer(answer: Answer): void;
  /** Longest time for one item; then its child is killed. */
  readonly limitMs: number;
}

/**
 * Works off a list with several processes, so that work is done at the same time and one that crashes or never ends costs its
 * own item only. Answers come as they are ready.
 */
export async function runPool<Item, Answer>(items: readonly Item[], options: PoolOptions<Item, Answer>): Promise<void> {
  const queue = items.values();
  const workers = Array.from({ length: Math.min(options.processes, items.length) }, async () => workOff(queue, options));
  await Promise.all(workers);
}

async function workOff<Item, Answer>(queue: Iterator<Item>, options: PoolOptions<Item, Answer>): Promise<void> {
  let child: ChildProcess | undefined;
  try {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      child ??= start(options);
      const answer = await ask<Answer>(child, options.toMessage(next.value), options.limitMs);
      if ('crash' in answer) child = undefined;
      options.onAnswer('crash' in answer ? options.onCrash(next.value, answer.crash) : answer.value);
    }
  } finally {
    child?.disconnect();
  }
}

function start<Item, Answer>({ module, greeting }: PoolOptions<Item, Answer>): ChildProcess {
  const child = fork(module, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(greeting);
  return child;
}

type Answered<Answer> = { readonly value: Answer } | { readonly crash: string };

async function ask<Answer>(child: ChildProcess, message: Serializable, limitMs: number): Promise<Answered<Answer>> {
  return new Promise((resolve) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limitMs);
    const settle = (answered: Answered<Answer>): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answered);
    };
    child.on('message', (value) => settle({ value: value as Answer }));
    child.on('error', (error) => settle({ crash: `the scanning process failed: ${error.message}` }));
    child.on('exit', (code, signal) => {
      const how = signal === null ? `with status ${String(code)}` : `by ${signal}`;
      settle({
        crash: late ? `took longer than ${Math.round(limitMs / 60_000)} minutes` : `the scanning process was ended ${how}`,
      });
    });
    child.send(message, (error) => {
      if (error !== null) child.kill('SIGKILL');
    });
  });
}
