// Maintainer's build: fetches the pinned front-end packages into a folder of its own, compiles the one stylesheet and
// puts the released files, their licences and a manifest of hashes into the Python package. Run: npm run build

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const staticFolder = resolve(here, "../../src/sherwood/web/static/sherwood");
const vendorFolder = join(staticFolder, "vendor");
const released = {
  "govuk-frontend": "dist/govuk/govuk-frontend.min.js",
  vega: "build/vega.min.js",
  "vega-embed": "build/vega-embed.min.js",
  "vega-lite": "build/vega-lite.min.js",
};

// The package carries no licence file of its own; its repository states these terms.
const govukLicence = readFileSync(join(here, "licences/govuk-frontend.txt"), "utf8");

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const packageFacts = (modules, name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));

// Map files are not shipped, and a static-files manifest refuses a reference to a file that is not there.
const withoutMapReference = (text) => text.replace(/\n?\/[/*]# sourceMappingURL=\S+(?: \*\/)?\s*$/, "\n");

function install() {
  const folder = mkdtempSync(join(tmpdir(), "sherwood-assets-"));
  copyFileSync(join(here, "package.json"), join(folder, "package.json"));
  execFileSync("npm", ["install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: "inherit",
  });
  return folder;
}

// Every package that a released file is bundled from, so that each one's licence text travels with it.
function bundled(modules, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  Object.keys(packageFacts(modules, name).dependencies ?? {}).forEach((each) => bundled(modules, each, seen));
  return seen;
}

function licenceText(modules, name) {
  if (name === "govuk-frontend") return govukLicence;
  const file = readdirSync(join(modules, name)).find((each) => /^licen[cs]e/i.test(each));
  return file ? readFileSync(join(modules, name, file), "utf8") : `Licence: ${packageFacts(modules, name).license}`;
}

function licences(modules, name) {
  const parts = [...bundled(modules, name)].sort((a, b) => (a === name ? -1 : b === name ? 1 : a.localeCompare(b)));
  return parts
    .map((each) => `${each} ${packageFacts(modules, each).version}\n\n${licenceText(modules, each).trim()}\n`)
    .join(`\n${"-".repeat(72)}\n\n`);
}

function vendorFile(modules, name) {
  const file = released[name].split("/").at(-1);
  const text = withoutMapReference(readFileSync(join(modules, name, released[name]), "utf8"));
  writeFileSync(join(vendorFolder, file), text);
  writeFileSync(join(vendorFolder, `${file}.licence.txt`), licences(modules, name));
  const { version, license } = packageFacts(modules, name);
  return { file, package: name, version, licence: license, sha256: sha256(text) };
}

async function stylesheet(folder) {
  const sass = await import(join(folder, "node_modules/sass/sass.node.mjs"));
  const { css } = sass.compile(join(here, "scss/sherwood.scss"), {
    style: "compressed",
    loadPaths: [join(folder, "node_modules")],
    quietDeps: true,
  });
  const text = `${css}\n`;
  writeFileSync(join(vendorFolder, "sherwood.css"), text);
  writeFileSync(join(vendorFolder, "sherwood.css.licence.txt"), `govuk-frontend\n\n${govukLicence}`);
  const { version, license } = packageFacts(join(folder, "node_modules"), "govuk-frontend");
  return { file: "sherwood.css", package: "govuk-frontend", version, licence: license, sha256: sha256(text) };
}

const folder = install();
try {
  rmSync(vendorFolder, { recursive: true, force: true });
  mkdirSync(vendorFolder, { recursive: true });
  const modules = join(folder, "node_modules");
  const files = [await stylesheet(folder), ...Object.keys(released).map((name) => vendorFile(modules, name))];
  writeFileSync(join(vendorFolder, "MANIFEST.json"), `${JSON.stringify({ files }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
