// Generated from presets/*.yaml by scripts/generate-presets.mjs.
import type { Preset } from "./preset.js";

/** The rosters that ship with the package, the smallest first. */
export const presets: readonly Preset[] = [
  {
    name: "canary",
    summary:
      "One agent that needs no model and no login: it says who it is, beats, and answers each line.",
    suits:
      "a first run, and anyone who wants to see the machine hold an agent before a real one is trusted to it.",
    text: `# One agent that needs no model and no login: it says who it is, beats, and answers each line.
# Suits: a first run, and anyone who wants to see the machine hold an agent before a real one is trusted to it.
version: 1
name: canary
socket_name: mosaic-fleet
agents:
  - name: canary
    runtime: command
    # The launcher that Mosaic Fleet installs; it is found in the tools folder.
    command: [start-agent-session.sh, --canary]
    workdir: ~
`,
  },
  {
    name: "solo",
    summary: "One Claude Code that is always there.",
    suits:
      "one person with one project who wants the agent back after a crash, a logout or a reboot.",
    text: `# One Claude Code that is always there.
# Suits: one person with one project who wants the agent back after a crash, a logout or a reboot.
version: 1
name: solo
socket_name: mosaic-fleet
agents:
  - name: claude
    runtime: claude
    workdir: ~ # better the project's own folder, such as ~/src/app
    resume: true # the conversation comes back after a restart
`,
  },
  {
    name: "pair",
    summary: "Claude Code writes, Codex reviews, each in its own checkout.",
    suits: "one project that two models look at; make the folders with `git worktree add`.",
    text: `# Claude Code writes, Codex reviews, each in its own checkout.
# Suits: one project that two models look at; make the folders with \`git worktree add\`.
version: 1
name: pair
socket_name: mosaic-fleet
agents:
  - name: writer
    runtime: claude
    workdir: ~/src/app
  - name: reviewer
    runtime: codex
    workdir: ~/src/app-review
`,
  },
  {
    name: "squad",
    summary: "Four agents with parts to play: lead, two builders, a tester.",
    suits: "one project with more work than one agent gets done, on a machine with 16 GB or more.",
    text: `# Four agents with parts to play: lead, two builders, a tester.
# Suits: one project with more work than one agent gets done, on a machine with 16 GB or more.
version: 1
name: squad
socket_name: mosaic-fleet
defaults:
  runtime: claude
  limits: { memory_high: 3G, memory_max: 4G }
agents:
  - name: lead
    workdir: ~/src/app
    tags: [lead]
  - name: builder-1
    workdir: ~/src/app-builder-1
    tags: [builders]
  - name: builder-2
    workdir: ~/src/app-builder-2
    tags: [builders]
  - name: tester
    runtime: codex
    workdir: ~/src/app-tester
    tags: [testers]
`,
  },
  {
    name: "factory",
    summary: "Eight agents in three groups, with limits, so that none starves another.",
    suits:
      "several projects at once on a machine with 32 GB or more; groups are started and told things by `--tag`.",
    text: `# Eight agents in three groups, with limits, so that none starves another.
# Suits: several projects at once on a machine with 32 GB or more; groups are started and told things by \`--tag\`.
version: 1
name: factory
socket_name: mosaic-fleet
defaults:
  runtime: claude
  # Each agent is slowed at 3 GB and ended at 4 GB; the others do not notice.
  limits: { memory_high: 3G, memory_max: 4G, tasks_max: 512, cpu_weight: 100 }
  restart: { policy: always, delay: 5s, max_delay: 5m, burst: 10 }
  transcript: 50M
  # At a usage limit an agent shows it and waits; nothing is typed for it.
  on_quota: wait
agents:
  - name: planner
    workdir: ~/src/plan
    tags: [planners]
    limits: { cpu_weight: 200 }
  - name: builder-1
    workdir: ~/src/app-1
    tags: [builders]
  - name: builder-2
    workdir: ~/src/app-2
    tags: [builders]
  - name: builder-3
    workdir: ~/src/app-3
    tags: [builders]
  - name: builder-4
    runtime: codex
    workdir: ~/src/app-4
    tags: [builders]
  - name: reviewer-1
    runtime: codex
    workdir: ~/src/review-1
    tags: [reviewers]
  - name: reviewer-2
    runtime: gemini
    workdir: ~/src/review-2
    tags: [reviewers]
  - name: night-tests
    runtime: command
    command: [bash, -l]
    workdir: ~/src/night
    tags: [tests]
    # A shell that is left on purpose stays left.
    restart: { policy: on-failure }
`,
  },
  {
    name: "polyglot",
    summary: "One agent of each runtime, side by side.",
    suits: "comparing runtimes on one task; delete the agents whose program is not installed.",
    text: `# One agent of each runtime, side by side.
# Suits: comparing runtimes on one task; delete the agents whose program is not installed.
version: 1
name: polyglot
socket_name: mosaic-fleet
agents:
  - name: claude
    runtime: claude
    workdir: ~/src/polyglot/claude
  - name: codex
    runtime: codex
    workdir: ~/src/polyglot/codex
  - name: opencode
    runtime: opencode
    workdir: ~/src/polyglot/opencode
  - name: pi
    runtime: pi
    workdir: ~/src/polyglot/pi
  - name: gemini
    runtime: gemini
    workdir: ~/src/polyglot/gemini
  - name: qwen
    runtime: qwen
    workdir: ~/src/polyglot/qwen
  - name: amp
    runtime: amp
    workdir: ~/src/polyglot/amp
  - name: copilot
    runtime: copilot
    workdir: ~/src/polyglot/copilot
  - name: cn
    runtime: cn
    workdir: ~/src/polyglot/cn
  - name: cline
    runtime: cline
    workdir: ~/src/polyglot/cline
  - name: droid
    runtime: droid
    workdir: ~/src/polyglot/droid
  - name: auggie
    runtime: auggie
    workdir: ~/src/polyglot/auggie
  - name: shell
    runtime: command
    command: [bash, -l]
    workdir: ~/src/polyglot/shell
`,
  },
];
