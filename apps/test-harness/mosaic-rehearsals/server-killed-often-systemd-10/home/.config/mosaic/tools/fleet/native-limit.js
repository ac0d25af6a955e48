// What the messages of providers say about a limit of use.

/** Whether a runtime's message is about a limit of use, and not about a broken connection. */
export function isLimit(message) {
  return /rate.?limit|too many requests|quota|usage.?limit|limit.?reached|\b429\b/i.test(message);
}

/** Seconds since the epoch at which a limit ends by its message (`try again in 6m0s`, `in ~5 min`); undefined where it says nothing. */
export function endOfLimit(message, now = Date.now()) {
  const [, span] = /\bin ~?((?:\d+(?:\.\d+)?\s*(?:ms|[smhd])[a-z]*[\s,]*)+)/i.exec(message) ?? [];
  if (span === undefined) return undefined;
  const units = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
  let seconds = 0;
  for (const [, count, unit] of span.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhd])/gi))
    seconds += Number(count) * units[unit.toLowerCase()];
  return Math.ceil(now / 1000 + seconds);
}
