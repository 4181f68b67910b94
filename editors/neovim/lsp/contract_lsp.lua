---@brief
---
--- contract-lsp keeps a third-party integrations contract (THIRD_PARTY_INTEGRATIONS.md) and the
--- source code true to each other.
---
--- Settings have the keys of contract-lsp.toml:
---
--- ```lua
--- vim.lsp.config('contract_lsp', {
---   settings = { contractLsp = { rules = { ['used-by-missing'] = 'off' } } },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'contract-lsp', 'lsp' },
  filetypes = {
    -- the contract
    'markdown',
    -- sources
    'astro',
    'bash',
    'cs',
    'go',
    'html',
    'java',
    'javascript',
    'javascriptreact',
    'kotlin',
    'php',
    'python',
    'ruby',
    'rust',
    'sh',
    'svelte',
    'typescript',
    'typescriptreact',
    'vue',
    -- data: .env files, manifests, configuration
    'conf',
    'dockerfile',
    'env',
    'gomod',
    'json',
    'jsonc',
    'terraform',
    'toml',
    'yaml',
  },
  -- The repository, for a contract governs all of it; without one, where configuration or contract
  -- lie. A contract in one of these folders governs the folder above, which therefore comes first.
  -- Without any of them the server looks for the contract by itself.
  root_markers = {
    '.git',
    'contract-lsp.toml',
    'docs/THIRD_PARTY_INTEGRATIONS.md',
    'House_Rules_Contracts/THIRD_PARTY_INTEGRATIONS.md',
    'THIRD_PARTY_INTEGRATIONS.md',
  },
}
