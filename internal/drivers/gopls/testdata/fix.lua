-- Opens a file in an editor with gopls, prints the diagnostics, applies the first fix and writes the file.
local gopls, root, file = os.getenv('TEST_GOPLS'), os.getenv('TEST_ROOT'), os.getenv('TEST_FILE')
local limit = 180000 -- ms until a hanging server ends the test
local function fail(text)
  io.stderr:write(text .. '\n')
  vim.cmd('cquit 1')
end

vim.cmd('edit ' .. file)
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ cmd = { gopls }, cmd_cwd = root, root_dir = root })
vim.lsp.buf_attach_client(buffer, client)
local function suite()
  return vim.tbl_filter(function(d) return d.source == 'weakverify' end, vim.diagnostic.get(buffer))
end
if not vim.wait(limit, function() return #suite() > 0 end) then
  fail('no diagnostic')
end
local found = suite()[1]
print(string.format('%d:%d: %s\n', found.lnum, found.col, found.message))

local params = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = found.user_data.lsp and found.user_data.lsp.range or {
    start = { line = found.lnum, character = found.col },
    ['end'] = { line = found.end_lnum, character = found.end_col },
  },
  context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, found.lnum), only = { 'quickfix' } },
}
local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', params, limit)
local action = answers and answers[client] and answers[client].result and answers[client].result[1]
if not action then
  fail('no fix: ' .. vim.inspect(answers))
end
if not action.edit then
  action = vim.lsp.buf_request_sync(buffer, 'codeAction/resolve', action, limit)[client].result
end
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-8')
if not vim.wait(limit, function() return #suite() == 0 end) then
  fail('the diagnostic stays')
end
vim.cmd('wall')
vim.lsp.stop_client(client)
vim.wait(limit, function() return vim.lsp.client_is_stopped(client) end)
vim.cmd('qall!')
