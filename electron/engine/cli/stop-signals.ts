/**
 * What ends a command: Ctrl+C, `kill`, a closed terminal (on Windows a closed console window, after which a
 * program has a few seconds), and Ctrl+Break on Windows.
 */
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/**
 * Calls `stop` at the first of these signals, so that the command can end its servers and child processes.
 * The same signal again ends the process at once. Returns a function that stops listening.
 */
export function onStopSignal(stop: () => void): () => void {
  for (const signal of stopSignals) process.once(signal, stop);
  return () => {
    for (const signal of stopSignals) process.off(signal, stop);
  };
}
