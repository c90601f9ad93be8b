import { readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { defineConfig } from "vite";
import { cutting } from "./cutting.ts";

const entries = resolve(import.meta.dirname, "src/entries");

// A page names its entry; server/assets.py finds the files of an entry in the manifest.
export default defineConfig({
  // Addresses within scripts and styles are relative to where they are, so that the server can run under any prefix.
  base: "./",
  plugins: [cutting()],
  build: {
    chunkSizeWarningLimit: 600, // kB; pages load the large ones when a map, a graph or the editor is wanted
    outDir: resolve(import.meta.dirname, "../server/static/app"),
    emptyOutDir: true,
    manifest: "manifest.json",
    // The policy of the pages allows no data: in styles.
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      input: Object.fromEntries(
        readdirSync(entries)
          .filter((name) => name.endsWith(".ts"))
          .map((name) => [basename(name, ".ts"), resolve(entries, name)]),
      ),
    },
  },
});
