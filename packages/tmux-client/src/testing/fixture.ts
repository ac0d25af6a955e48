import { openThrowAwayTmux } from "./throw-away.js";
import type { ThrowAwayTmux } from "./throw-away.js";

/** For vitest: `const it = test.extend({ tmux: throwAwayTmux })`. One server for each test that names it. */
export async function throwAwayTmux(
  // vitest reads which fixtures this one needs from the pattern: none.
  // eslint-disable-next-line no-empty-pattern
  {}: object,
  use: (value: ThrowAwayTmux) => Promise<void>,
): Promise<void> {
  const fixture = await openThrowAwayTmux();
  try {
    await use(fixture);
  } finally {
    await fixture.close();
  }
}
