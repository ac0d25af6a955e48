import type { MergedValue } from "../unit-file/merge-units.js";

/**
 * What tmux and a shell call, each with the sets that hold it beside those of all (`systemd-analyze syscall-filter`). Without one of
 * these sets neither holder nor agent starts: tried on systemd 252.
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  execve: ["@default"],
  clone: ["@process"],
  wait4: ["@process"],
  kill: ["@process"],
  openat: ["@file-system"],
  close: ["@basic-io", "@file-system"],
  read: ["@basic-io"],
  write: ["@basic-io"],
  rt_sigaction: ["@signal"],
  pipe2: ["@ipc"],
  epoll_ctl: ["@io-event"],
  socket: ["@network-io"],
  connect: ["@network-io"],
  timer_settime: ["@timer"],
};
const OF_ALL = ["@system-service", "@known"];

/** The first of those calls that a filter takes away, and the line that does; `undefined` where it leaves them all. */
export function deniedCall(
  values: readonly MergedValue[],
): { readonly call: string; readonly at: MergedValue } | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  // The first word says what becomes of a call that none names; what systemd itself needs is in each list of what is allowed.
  const isDenyList = first.value.startsWith("~");
  for (const [call, sets] of Object.entries(NEEDED)) {
    const names = [call, ...sets, ...OF_ALL];
    let denying = isDenyList || sets.includes("@default") ? undefined : first;
    for (const at of values) {
      const words = at.value.replace(/^~/, "").split(/\s+/);
      if (words.some((word) => names.includes(word.replace(/:.*$/, ""))))
        denying = at.value.startsWith("~") ? at : undefined;
    }
    if (denying !== undefined) return { call, at: denying };
  }
  return undefined;
}
