/** Signals that end a command: Ctrl+C, `kill`, a closed terminal, and Ctrl+Break on Windows. */
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/**
 * Calls `stop` at the first stop signal, so that the command can end its servers and child processes.
 * A second signal ends the process at once. Returns a function that stops listening.
 */
export function onStopSignal(stop: () => void): () => void {
  for (const signal of stopSignals) process.once(signal, stop);
  return () => {
    for (const signal of stopSignals) process.off(signal, stop);
  };
}
