interface Task {
  at?: number;
}

/** The task whose time comes first; of several the one that was enqueued first. */
export function earliest<T extends Task>(tasks: readonly T[]): T | undefined {
  let first = tasks[0];
  for (const task of tasks) if (first && (task.at ?? 0) < (first.at ?? 0)) first = task;
  return first;
}
