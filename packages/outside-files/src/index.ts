export { appendLine } from "./append-line.js";
export { inFolderBelow } from "./below.js";
export { inFolder, isOurs, type Folder } from "./folder.js";
export { listNames } from "./list-names.js";
export { kind, NotOurs, understood } from "./not-ours.js";
export { openFile, type OpenFile } from "./open-file.js";
export { readAt, readFile, tooLarge, type FileContent } from "./read-file.js";
export { removeTree } from "./remove-tree.js";
export { replaceFile } from "./replace-file.js";
