// Builds api/web/static: scripts and styles under names that change with what they hold, and their licences.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { build } from "esbuild";

const OUT = "api/web/static";

/** The package that a bundled file comes from, as its folder. */
function packageFolder(path: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** Name, version and licence of a package, with the licence's text. */
function licenceOf(folder: string): string {
  const told = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (!file || !told["license"]) throw new Error(`${folder}: no licence`);
  return `${told["name"]} ${told["version"]} (${told["license"]})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

const made = await build({
  entryPoints: ["web/app.ts", "web/upload/upload.ts", "web/protocol/protocol.ts", "web/search.ts", "web/rulings.ts", "web/editor/editor.ts", "web/editor.css", "web/style.css"],
  entryNames: "[name]-[hash]",
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

const names: Record<string, string> = {};
const folders = new Set<string>();
for (const [path, output] of Object.entries(made.metafile.outputs)) {
  if (!output.entryPoint) continue;
  names[basename(output.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
  for (const input of Object.keys(output.inputs)) {
    const folder = packageFolder(input);
    if (folder) folders.add(folder);
  }
}
const icon = readFileSync("web/icon.svg");
const digest = createHash("sha256").update(icon).digest("hex").slice(0, 8).toUpperCase();
names["icon.svg"] = `icon-${digest}${extname("web/icon.svg")}`;
mkdirSync(dirname(join(OUT, "x")), { recursive: true });
writeFileSync(join(OUT, names["icon.svg"]), icon);
writeFileSync(join(OUT, "licences.txt"), [...folders].sort().map(licenceOf).join(`\n${"-".repeat(80)}\n\n`));
writeFileSync(join(OUT, "names.json"), JSON.stringify(names, null, 1)); // last: it says that all of it is there
