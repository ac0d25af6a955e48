import type { PlaceKinds } from "@mosaicstack/command-line";
import type { OfferedKind } from "@mosaicstack/fleet";
import type { ActivityStatus, Lifecycle } from "@mosaicstack/fleet/documents";

/** Activities, and systemd's words for what has none. */
const states = Object.keys({
  starting: true,
  idle: true,
  working: true,
  blocked: true,
  done: true,
  error: true,
  asleep: true,
  replaced: true,
  unknown: true,
  inactive: true,
  activating: true,
  active: true,
  deactivating: true,
  failed: true,
} satisfies Record<ActivityStatus["state"] | Lifecycle, true>);

const asked = <Kind extends OfferedKind>(kind: Kind) => ({ kind: "ask", asked: kind }) as const;

/** What placeholders stand for, beside files and commands. */
export const placeKinds: PlaceKinds = {
  AGENT: asked("agents"),
  TAG: asked("tags"),
  HOST: asked("hosts"),
  PRESET: asked("presets"),
  SOCKET: asked("sockets"),
  STATE: { kind: "words", words: states },
};
