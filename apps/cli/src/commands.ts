import type { Command } from "./command.js";
import { applyCommand } from "./commands/apply.js";
import { askCommand } from "./commands/ask.js";
import { attachCommand } from "./commands/attach.js";
import { completionFor } from "./commands/completion.js";
import { doctorCommand } from "./commands/doctor.js";
import { downCommand } from "./commands/down.js";
import { eventsCommand } from "./commands/events.js";
import { explainCommand } from "./commands/explain.js";
import { helpFor } from "./commands/help.js";
import { initCommand } from "./commands/init.js";
import { installCommand } from "./commands/install.js";
import { logsCommand } from "./commands/logs.js";
import { migrateCommand } from "./commands/migrate.js";
import { planCommand } from "./commands/plan.js";
import { presetsCommand } from "./commands/presets.js";
import { queueCommand } from "./commands/queue.js";
import { renderCommand } from "./commands/render.js";
import { restartCommand } from "./commands/restart.js";
import { schemaCommand } from "./commands/schema.js";
import { screenCommand } from "./commands/screen.js";
import { sendCommand } from "./commands/send.js";
import { startCommand } from "./commands/start.js";
import { statusCommand } from "./commands/status.js";
import { stopCommand } from "./commands/stop.js";
import { topCommand } from "./commands/top.js";
import { uninstallCommand } from "./commands/uninstall.js";
import { upCommand } from "./commands/up.js";
import { validateCommand } from "./commands/validate.js";
import { waitCommand } from "./commands/wait.js";

/** Every command; help shows them by `groups.ts`. */
export const commands: readonly Command[] = [
  initCommand,
  presetsCommand,
  validateCommand,
  schemaCommand,
  explainCommand,
  renderCommand,
  planCommand,
  applyCommand,
  installCommand,
  upCommand,
  downCommand,
  startCommand,
  stopCommand,
  restartCommand,
  statusCommand,
  topCommand,
  eventsCommand,
  waitCommand,
  attachCommand,
  sendCommand,
  askCommand,
  queueCommand,
  logsCommand,
  screenCommand,
  doctorCommand,
  migrateCommand,
  uninstallCommand,
  completionFor(() => commands),
  helpFor(() => commands),
];
