/** Where what is hurt stands, below the config home. */
const unit = (name: string): string => `systemd/user/${name}`;
const tool = (name: string): string => `mosaic/tools/fleet/${name}`;

export const HOLDER = unit("mosaic-tmux-holder.service");
export const AGENT = unit("mosaic-agent@.service");
export const TARGET = unit("mosaic-fleet.target");
export const SLICE = unit("mosaic-fleet.slice");
export const GAVE_UP = unit("mosaic-gave-up@.service");
export const IDLE = unit("mosaic-idle@.service");
export const SCHEDULE_TIMER = unit("mosaic-schedule@.timer");
export const IDLE_TIMER = unit("mosaic-idle@.timer");
export const LAUNCHER = tool("start-agent-session.sh");
export const DRAIN = tool("drain-queue.sh");
export const HOOK = tool("agent-hook.sh");
export const READ_PANE = tool("read-pane.sh");
export const LET_SLEEP = tool("let-sleep.sh");
export const KEEP_SCHEDULE = tool("keep-schedule.sh");

/** What the roster has made of a unit. */
export const dropIn = (name: string): string => unit(`${name}.d/50-roster.conf`);
/** A drop-in of the person's. */
export const OWN = unit("mosaic-agent@cod.service.d/60-own.conf");
export const ENV_FILE = "mosaic/fleet/agents/cod.env";
