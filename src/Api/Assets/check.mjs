// Proves that the committed files under wwwroot are what their sources build to.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

const committed = join(dirname(fileURLToPath(import.meta.url)), "../wwwroot");
const fresh = mkdtempSync(join(tmpdir(), "permanence-assets-"));
try {
  await build(fresh);
  const stale = ["css/site.css", "js/site.js", "js/board.js", "js/import.js"].filter(
    (file) => !readFileSync(join(committed, file)).equals(readFileSync(join(fresh, file))),
  );
  for (const file of stale)
    console.error(`wwwroot/${file} is not what its sources build to: run 'npm ci && npm run build' in src/Api and commit it.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
