// Builds the pages' styles and scripts into the folder named on the command line.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));

export async function build(target) {
  mkdirSync(join(target, "css"), { recursive: true });
  mkdirSync(join(target, "js"), { recursive: true });

  const styles = sass.compile(join(here, "scss/site.scss"), {
    style: "compressed",
    loadPaths: [resolve(here, "../node_modules")],
    quietDeps: true,
  });
  writeFileSync(join(target, "css/site.css"), styles.css + "\n");

  await esbuild.build({
    entryPoints: [join(here, "js/site.js"), join(here, "js/board.js"), join(here, "js/import.js")],
    outdir: join(target, "js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(resolve(process.argv[2] ?? "wwwroot"));
