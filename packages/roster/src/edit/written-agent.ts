import type { RuntimeName } from "../values/runtimes.js";

/** What `defaults` and each agent can say, as a roster writes it: sizes and times with their units. */
export interface WrittenSettings {
  readonly runtime?: RuntimeName;
  readonly command?: string | readonly string[];
  readonly args?: readonly string[];
  readonly unattended?: boolean;
  readonly resume?: boolean;
  readonly workdir?: string;
  readonly worktree?:
    string | { readonly repo?: string; readonly branch?: string; readonly base?: string };
  readonly env?: Readonly<Record<string, string | number | boolean>>;
  readonly env_file?: string;
  readonly limits?: {
    readonly memory_high?: string | number;
    readonly memory_max?: string | number;
    readonly tasks_max?: number | "infinity";
    readonly cpu_weight?: number;
  };
  readonly restart?: {
    readonly policy?: "always" | "on-failure" | "no";
    readonly delay?: string | number;
    readonly max_delay?: string | number;
    readonly burst?: number;
  };
  readonly transcript?: string | number;
  readonly on_quota?: "wait" | "resume";
  readonly enabled?: boolean;
  readonly task?: boolean;
  readonly idle?: {
    readonly stop_after?: string | number;
    readonly wake?: "message" | "never";
  };
  readonly schedule?: { readonly start?: string; readonly stop?: string };
  readonly tags?: readonly string[];
  readonly ready?: {
    readonly screen?: string;
    readonly dialogs?: readonly string[];
    readonly quiet?: string | number;
    readonly deadline?: string | number;
  };
  readonly box?: { readonly shown?: string; readonly empty?: string; readonly text?: string };
  readonly receipt?: "screen" | "stream" | "hook";
  readonly quit?: string;
}

export interface WrittenAgent extends WrittenSettings {
  readonly name: string;
}

/** A merge patch (RFC 7396): maps merge by key, `null` removes a key, lists and scalars replace. */
export type AgentPatch = {
  readonly [Key in keyof WrittenAgent]?: Patch<Exclude<WrittenAgent[Key], undefined>> | null;
};

type Patch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Exclude<T[Key], undefined> | null }
    : T;
