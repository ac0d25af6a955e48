export { throwAwayTmux } from "./testing/fixture.js";
export { findLeaks } from "./testing/leaks.js";
export type { Leaks } from "./testing/leaks.js";
export { openThrowAwayTmux } from "./testing/throw-away.js";
export type { ThrowAwayOptions, ThrowAwayTmux } from "./testing/throw-away.js";
export { HANG_MS, waitFor } from "./testing/wait-for.js";
export type { WaitForOptions } from "./testing/wait-for.js";
