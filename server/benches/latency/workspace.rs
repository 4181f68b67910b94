//! A workspace of any size: services with their bindings, and files that have other things to do.

use std::fmt::Write as _;
use std::path::Path;

use tempfile::TempDir;

/// The contract.
pub const CONTRACT: &str = "THIRD_PARTY_INTEGRATIONS.md";
/// A file that is edited.
pub const SOURCE: &str = "src/edited.ts";

/// What every section ends with.
const REST_OF_SECTION: &str = include_str!("../rest_of_section.md");

pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    pub fn new(files: usize, integrations: usize) -> Self {
        let workspace = Self { folder: TempDir::new().expect("a folder") };
        workspace.write(CONTRACT, &contract(integrations));
        for index in 0..integrations {
            workspace.write(&format!("src/integrations/s{index}/client.ts"), &binding(index));
            workspace.write(&format!("src/users/u{index}.ts"), &user(index));
        }
        workspace.write(SOURCE, EDITED);
        for index in 0..files.saturating_sub(2 * integrations) {
            let (ending, text) = match index % 3 {
                0 => ("ts", other_typescript(index)),
                1 => ("py", other_python(index)),
                _ => ("go", other_go(index)),
            };
            workspace.write(&format!("src/other/d{}/f{index}.{ending}", index / 100), &text);
        }
        workspace
    }

    pub fn root(&self) -> String {
        format!("file://{}", self.folder.path().display())
    }

    pub fn uri(&self, path: &str) -> String {
        format!("{}/{path}", self.root())
    }

    pub fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).expect("a file")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

const EDITED: &str = "\
import express from 'express';
import { call } from './integrations/s0/client';

const key = process.env.SERVICE_0_KEY;
const other = process.env.API;

export function run(app: express.Express) {
  app.post('/run', async (request, response) => {
    response.json(await call(request.body, key, other));
  });
}
";

fn contract(integrations: usize) -> String {
    let mut text = "\
# Third Party Integrations Contract

**Last Updated:** 2026-02-03
**Version:** 1.0.0
**Status:** Active

## Integration Overview

| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |
|---------|---------|--------|----------------|--------------|----------|
"
    .to_owned();
    for index in 0..integrations {
        let _ = writeln!(
            text,
            "| Service {index} | Work {index} | Active | `src/integrations/s{index}/` | $20 | NO |"
        );
    }
    text += "\n## Integrations\n";
    for index in 0..integrations {
        let _ = write!(
            text,
            "
### Service {index} (Work)

**Added:** 2026-01-02
**Last Modified:** 2026-02-03
**Status:** `active`

**Purpose:** Does the work of number {index}, which would otherwise be left undone.

**Provider Information:**
- **Website:** https://service-{index}.example
- **API Base URL:** `https://api.service-{index}.io/v1`

**Binding Module:**
- **Location:** `src/integrations/s{index}/`
- **Main File:** `src/integrations/s{index}/client.ts`

**Environment Variables:**

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `SERVICE_{index}_KEY` | YES | - | Secret key | `key_...` |
| `SERVICE_{index}_URL` | NO | - | Where it is | - |

**Used By Modules:**

| Module | File | Function | Usage |
|--------|------|----------|-------|
| users | `src/users/u{index}.ts` | `work{index}()` | does it |
"
        );
        text += REST_OF_SECTION;
    }
    text
}

fn binding(index: usize) -> String {
    format!(
        "const key = process.env.SERVICE_{index}_KEY;
const url = process.env.SERVICE_{index}_URL ?? 'https://api.service-{index}.io/v1';

export async function call(body: unknown, ...more: unknown[]) {{
  const answer = await fetch(`${{url}}/things`, {{
    method: 'POST',
    headers: {{ authorization: `Bearer ${{key}}` }},
    body: JSON.stringify([body, ...more]),
  }});
  return answer.json();
}}
"
    )
}

fn user(index: usize) -> String {
    format!(
        "import {{ call }} from '../integrations/s{index}/client';

export async function work{index}(input: string) {{
  return call({{ input }});
}}
"
    )
}

fn other_typescript(index: usize) -> String {
    format!(
        "import {{ readFile }} from 'node:fs/promises';
import {{ helper }} from './helper';

export interface Thing{index} {{
  name: string;
  size: number;
}}

export async function load{index}(path: string): Promise<Thing{index}> {{
  const text = await readFile(path, 'utf8');
  const lines = text.split('\\n').filter((line) => line.length > 0);
  const sizes = lines.map((line) => line.length).reduce((sum, size) => sum + size, 0);
  if (sizes > 10_000) {{
    throw new Error(`too large: ${{path}}`);
  }}
  return {{ name: helper(lines[0] ?? path), size: sizes }};
}}
"
    )
}

fn other_python(index: usize) -> String {
    // Programs have some dozens of settings, however many files they have.
    let setting = index % 50;
    format!(
        "import json
import os
from pathlib import Path


class Thing{index}:
    def __init__(self, name, size):
        self.name = name
        self.size = size

    def load(self, path):
        text = Path(path).read_text()
        lines = [line for line in text.splitlines() if line]
        if sum(map(len, lines)) > 10_000:
            raise ValueError(f\"too large: {{path}}\")
        return json.loads(lines[0]) if lines else {{}}


def home():
    return os.environ.get(\"SETTING_{setting}\", \"/tmp\")
"
    )
}

fn other_go(index: usize) -> String {
    format!(
        "package things

import (
	\"fmt\"
	\"os\"
	\"strings\"
)

type Thing{index} struct {{
	Name string
	Size int
}}

func Load{index}(path string) (*Thing{index}, error) {{
	data, err := os.ReadFile(path)
	if err != nil {{
		return nil, fmt.Errorf(\"load %s: %w\", path, err)
	}}
	lines := strings.Split(string(data), \"\\n\")
	return &Thing{index}{{Name: lines[0], Size: len(data)}}, nil
}}
"
    )
}
