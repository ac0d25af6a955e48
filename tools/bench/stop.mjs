const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs `work` with an AbortSignal that a Ctrl-C, a `kill` or a closed terminal sets off. Once `work` has cleaned up and thrown, this process
 * ends by that signal. One that comes when `work` is done changes nothing.
 */
export async function withStop(work) {
  const controller = new AbortController();
  let stopped;
  const stop = (name) => {
    stopped ??= name;
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    await work(controller.signal);
  } catch (error) {
    if (stopped === undefined) throw error;
  }
  if (stopped === undefined) return;
  for (const name of SIGNALS) process.off(name, stop);
  console.error("stopped: nothing was written, and nothing is left");
  process.kill(process.pid, stopped);
  // Until the signal is there
  await new Promise((resolve) => setTimeout(resolve, 10_000));
}
