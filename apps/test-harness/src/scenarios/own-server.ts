import type { Rehearsal } from "../live/rehearsal.js";
import { hold } from "../live/scenario-failure.js";

/** A person's own tmux session on a server; its pane is proof that it lives on. */
export interface OwnSession {
  readonly name: string;
  /** Fails the scenario where the session, or what runs in it, is not as it was. */
  lives(step: string): Promise<void>;
}

/** Opens one, on the fleet's socket where `socket` is its name; `undefined` is the default one. */
export async function openOwnSession(
  fleet: Rehearsal,
  name: string,
  socket?: string,
): Promise<OwnSession> {
  const tmux = ["tmux", ...(socket === undefined ? [] : ["-L", socket])] as const;
  await fleet.run(...tmux, "new-session", "-d", "-s", name, "sleep 1000000");
  const pane = async (): Promise<string> => {
    const argv = ["-N", ...tmux.slice(1), "list-panes", "-t", `=${name}:`, "-F", "#{pane_pid}"];
    const { stdout, stderr } = await fleet.sandbox.exec("tmux", argv);
    return stdout || stderr;
  };
  const first = await pane();
  return {
    name,
    lives: async (step) => {
      const now = await pane();
      hold(now === first, `${step}: the person's session \`${name}\` had ${first}, now ${now}`);
    },
  };
}
