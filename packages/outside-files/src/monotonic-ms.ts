/** Milliseconds that only grow. `performance` says the same, and is loaded by who asks for it first: it takes as long as some files to read. */
export function monotonicMs(): number {
  return process.uptime() * 1000;
}
