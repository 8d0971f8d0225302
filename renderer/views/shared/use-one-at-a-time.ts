import { useRef } from "react";

/**
 * Returns a function that runs a task. Ignores calls while the last task is still running.
 * A double click on a button thus runs the task only once.
 */
export function useOneAtATime(): (task: () => Promise<void>) => void {
  const isRunning = useRef(false);
  return (task) => {
    if (isRunning.current) return;
    isRunning.current = true;
    void task().finally(() => {
      isRunning.current = false;
    });
  };
}
