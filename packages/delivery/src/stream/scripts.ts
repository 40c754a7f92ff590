/**
 * Append, atomically (R1). KEYS: stream, wake channel.
 * ARGV: ttlSeconds, epoch, then for each entry: seq, text, ends, erases (comma-separated).
 *
 * The stream's last generated id, not its last entry, says where it ends: the last entry may have been erased.
 * Returns { 'ok' | 'hole', last }.
 */
export const appendScript = `
local stream, wake = KEYS[1], KEYS[2]
local last = -1
local info = redis.pcall('XINFO', 'STREAM', stream)
if not info.err then
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last = tonumber(string.match(info[i + 1], '^(%d+)')) end
  end
end
local first = tonumber(ARGV[3])
if last >= 0 and first > last + 1 then return { 'hole', last } end
for i = 3, #ARGV, 4 do
  local seq = tonumber(ARGV[i])
  if seq > last then
    if ARGV[i + 2] == '' and ARGV[i + 3] == '' then
      redis.call('XADD', stream, ARGV[i] .. '-0', 't', ARGV[i + 1])
    else
      redis.call('XADD', stream, ARGV[i] .. '-0', 't', ARGV[i + 1], 'e', ARGV[i + 2], 'x', ARGV[i + 3])
    end
    last = seq
    for id in string.gmatch(ARGV[i + 3], '%d+') do redis.call('XDEL', stream, id .. '-0') end
  end
end
redis.call('EXPIRE', stream, ARGV[1])
redis.call('SPUBLISH', wake, ARGV[2] .. ' ' .. string.format('%d', last))
return { 'ok', last }
`;

/** Erase (X1). KEYS: stream, wake channel. ARGV: epoch, then the seqs. */
export const eraseScript = `
for i = 2, #ARGV do redis.call('XDEL', KEYS[1], ARGV[i] .. '-0') end
redis.call('SPUBLISH', KEYS[2], ARGV[1] .. ' x' .. table.concat(ARGV, ',', 2))
return #ARGV - 1
`;
