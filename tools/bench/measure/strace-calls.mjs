/** Counts in what strace wrote: only what succeeded, and of an interrupted call its end. */
export function readCalls(text) {
  let programs = 0;
  let processes = 0;
  const threads = new Set();
  for (const line of text.split("\n")) {
    const [, pid, call] = /^(\d+)\s+(?:<\.\.\. )?(\w+)/.exec(line) ?? [];
    if (call === undefined) continue;
    if (/<unfinished/.test(line)) {
      if (/CLONE_THREAD/.test(line)) threads.add(pid);
      continue;
    }
    const result = Number(/= (-?\d+)(?:\s|$)[^=]*$/.exec(line)?.[1] ?? -1);
    if (call.startsWith("exec")) programs += result === 0 ? 1 : 0;
    else if (result > 0 && !/CLONE_THREAD/.test(line) && !threads.delete(pid)) processes += 1;
  }
  return { programs, processes };
}
