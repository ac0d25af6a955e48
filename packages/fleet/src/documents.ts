import type { ZodType } from "zod";
import { askSchema } from "./documents/ask.js";
import { doctorSchema } from "./documents/doctor.js";
import { errorSchema } from "./documents/error.js";
import { eventSchema } from "./documents/event.js";
import { explainSchema } from "./documents/explain.js";
import { installSchema } from "./documents/install.js";
import { logLineSchema, logsSchema } from "./documents/logs.js";
import { migratePlanSchema, migrateSchema } from "./documents/migrate.js";
import { applySchema, planSchema } from "./documents/plan.js";
import { cancelSchema, queueSchema } from "./documents/queue.js";
import { renderSchema } from "./documents/render.js";
import { agentsSchema, downSchema } from "./documents/reports.js";
import { initSchema, presetsSchema, validateSchema } from "./documents/roster-files.js";
import { screenSchema } from "./documents/screen.js";
import { sendSchema } from "./documents/deliveries.js";
import { statusSchema } from "./documents/status.js";
import { uninstallPlanSchema, uninstallSchema } from "./documents/uninstall.js";
import { upSchema } from "./documents/up.js";
import { waitSchema } from "./documents/wait.js";
import { whySchema } from "./documents/why.js";

/**
 * What each command prints with `--json`, and `error` what any prints that fails. `apply --dry-run` prints `plan`;
 * `logs-follow` is each line of `logs --follow`, `events` each of `events`.
 */
export const documentSchemas: {
  readonly init: typeof initSchema;
  readonly presets: typeof presetsSchema;
  readonly validate: typeof validateSchema;
  readonly events: typeof eventSchema;
  readonly explain: typeof explainSchema;
  readonly render: typeof renderSchema;
  readonly plan: typeof planSchema;
  readonly apply: typeof applySchema;
  readonly install: typeof installSchema;
  readonly up: typeof upSchema;
  readonly down: typeof downSchema;
  readonly start: typeof agentsSchema;
  readonly stop: typeof agentsSchema;
  readonly restart: typeof agentsSchema;
  readonly status: typeof statusSchema;
  readonly "status-why": typeof whySchema;
  readonly wait: typeof waitSchema;
  readonly send: typeof sendSchema;
  readonly ask: typeof askSchema;
  readonly queue: typeof queueSchema;
  readonly "queue-cancel": typeof cancelSchema;
  readonly logs: typeof logsSchema;
  readonly "logs-follow": typeof logLineSchema;
  readonly screen: typeof screenSchema;
  readonly doctor: typeof doctorSchema;
  readonly migrate: typeof migrateSchema;
  readonly "migrate-dry-run": typeof migratePlanSchema;
  readonly uninstall: typeof uninstallSchema;
  readonly "uninstall-dry-run": typeof uninstallPlanSchema;
  readonly error: typeof errorSchema;
} = {
  init: initSchema,
  presets: presetsSchema,
  validate: validateSchema,
  events: eventSchema,
  explain: explainSchema,
  render: renderSchema,
  plan: planSchema,
  apply: applySchema,
  install: installSchema,
  up: upSchema,
  down: downSchema,
  start: agentsSchema,
  stop: agentsSchema,
  restart: agentsSchema,
  status: statusSchema,
  "status-why": whySchema,
  wait: waitSchema,
  send: sendSchema,
  ask: askSchema,
  queue: queueSchema,
  "queue-cancel": cancelSchema,
  logs: logsSchema,
  "logs-follow": logLineSchema,
  screen: screenSchema,
  doctor: doctorSchema,
  migrate: migrateSchema,
  "migrate-dry-run": migratePlanSchema,
  uninstall: uninstallSchema,
  "uninstall-dry-run": uninstallPlanSchema,
  error: errorSchema,
} satisfies Readonly<Record<string, ZodType>>;

export {
  agentsSchema,
  applySchema,
  askSchema,
  cancelSchema,
  doctorSchema,
  downSchema,
  errorSchema,
  eventSchema,
  explainSchema,
  initSchema,
  installSchema,
  logLineSchema,
  logsSchema,
  migratePlanSchema,
  migrateSchema,
  planSchema,
  presetsSchema,
  queueSchema,
  renderSchema,
  screenSchema,
  sendSchema,
  statusSchema,
  uninstallPlanSchema,
  uninstallSchema,
  upSchema,
  validateSchema,
  waitSchema,
  whySchema,
};

export type { ActivityStatus } from "./documents/activity.js";
export type { AskDocument } from "./documents/ask.js";
export type { AgentDelivery, SendDocument } from "./documents/deliveries.js";
export type { RosterDiagnostic, TextPosition } from "./documents/diagnostic.js";
export type { DoctorDocument, DoctorFinding } from "./documents/doctor.js";
export type { Drift } from "./documents/drift.js";
export type { EventDocument } from "./documents/event.js";
export type { ErrorDocument, ToldError } from "./documents/error.js";
export type {
  ExplainDiagnostic,
  ExplainDocument,
  ExplainedValue,
  ValueSource,
} from "./documents/explain.js";
export type { InstallDocument, InstalledFile } from "./documents/install.js";
export type { LogLineDocument, LogsDocument } from "./documents/logs.js";
export type {
  ConversationFate,
  MigrateDocument,
  MigratedAgent,
  MigratePlanDocument,
  MigratingAgent,
  OldSession,
} from "./documents/migrate.js";
export type {
  AppliedChange,
  ApplyDocument,
  Change,
  PlanDocument,
  PlanSummary,
} from "./documents/plan.js";
export type { CancelDocument, QueueDocument, WaitingText } from "./documents/queue.js";
export type { Reason, ReasonKind } from "./documents/reason.js";
export type { RenderDocument, RenderedFile } from "./documents/render.js";
export type {
  AgentReport,
  AgentsDocument,
  DownDocument,
  StrayProcess,
} from "./documents/reports.js";
export type {
  InitDocument,
  ListedPreset,
  PresetsDocument,
  ValidateDocument,
  ValidatedFile,
} from "./documents/roster-files.js";
export type { ScreenDocument } from "./documents/screen.js";
export type { Severity } from "./documents/severity.js";
export type {
  AgentStatus,
  LastExit,
  Lifecycle,
  ServerStatus,
  StatusDocument,
  StatusSummary,
} from "./documents/status.js";
export type {
  LeftPlace,
  RemovedPlace,
  UninstallDocument,
  UninstallPlanDocument,
} from "./documents/uninstall.js";
export type {
  BroughtUpDocument,
  ChosenSupervisor,
  LeftAloneDocument,
  UpDocument,
} from "./documents/up.js";
export { waitableStates } from "./documents/wait.js";
export type { WaitDocument, WaitedAgent } from "./documents/wait.js";
export type { WhyDocument, WhyWord } from "./documents/why.js";
