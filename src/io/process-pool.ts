import { fork, type ChildProcess, type Serializable } from 'node:child_process';

export interface PoolOptions<Item, Answer> {
  /** Module that every child runs: one message in, one message out. */
  readonly module: URL;
  /** First message to each child. */
  readonly greeting: Serializable;
  toMessage(item: Item): Serializable;
  /** What a child that ended in the middle of an item stands for. */
  onCrash(item: Item, reason: string): Answer;
  /** Longest time for one item; then its child is killed. */
  readonly limitMs: number;
}

/** Processes that wait for items; each works at one at a time. */
export interface Pool<Item, Answer> {
  run(item: Item): Promise<Answer>;
  close(): void;
}

/**
 * Starts processes as they are needed and keeps them. One that crashes or never ends costs its own item only. How many work at the same
 * time is up to the caller.
 */
export function openPool<Item, Answer>(options: PoolOptions<Item, Answer>): Pool<Item, Answer> {
  const idle: ChildProcess[] = [];
  return {
    async run(item) {
      const child = idle.pop() ?? start(options);
      const answer = await ask<Answer>(child, options.toMessage(item), options.limitMs);
      if ('crash' in answer) return options.onCrash(item, answer.crash);
      idle.push(child);
      return answer.value;
    },
    close() {
      for (const child of idle.splice(0)) child.disconnect();
    },
  };
}

/** Works off a list with several processes at the same time. Answers come as they are ready. */
export async function runPool<Item, Answer>(
  items: readonly Item[],
  processes: number,
  options: PoolOptions<Item, Answer>,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  const pool = openPool(options);
  const queue = items.values();
  const workOff = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) onAnswer(await pool.run(next.value));
  };
  try {
    await Promise.all(Array.from({ length: Math.min(processes, items.length) }, workOff));
  } finally {
    pool.close();
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
