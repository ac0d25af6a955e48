import type { Expectation } from "../views/expectation.js";
import type { Views } from "../views/views.js";
import { runs, type Model, type Turn } from "./model.js";

/** What all views have to show after a turn. `from`: the model before it, `before`: what was seen then. */
export function expectTurn({ model, renewed }: Turn, from: Model, before: Views): Expectation {
  const names = model.agents.map(({ name }) => name);
  const kept = names.filter(
    (name) => runs(model, name) && runs(from, name) && !renewed.includes(name),
  );
  return {
    agents: Object.fromEntries(model.agents.map(({ name, state }) => [name, state])),
    desired: Object.fromEntries(
      model.agents.map(({ name, enabled }) => [
        name,
        !enabled || model.stopped.includes(name) ? "stopped" : "running",
      ]),
    ),
    server: model.server,
    others: model.guests,
    before,
    kept,
    renewed,
  };
}
