-- Sends one query after another, each a text of its own where the template has gaps, and sums up as JSON.
--
--   wrk ... --script load.lua URL -- FILE FIRST METHOD PATH ACCEPT
--
-- FILE holds a query, percent-encoded, on its first line: {number} is filled with FIRST, FIRST + 1 and so on, and
-- {value} with the other lines in turns. METHOD is GET or POST (as a form).

local template, values, number, method, path
local headers = {}

function init(arguments)
  local file, first, accept
  file, first, method, path, accept = unpack(arguments, 1, 5)
  number = tonumber(first)
  values = {}
  for line in io.lines(file) do
    if template then values[#values + 1] = line else template = line end
  end
  headers["Accept"] = accept
  headers["Accept-Encoding"] = "identity"
  if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
end

function request()
  local gaps = { number = string.format("%d", number), value = values[number % #values + 1] }
  number = number + 1
  local query = "query=" .. string.gsub(template, "{(%a+)}", gaps)
  if method == "POST" then return wrk.format("POST", path, headers, query) end
  return wrk.format("GET", path .. "?" .. query, headers)
end

-- Times in microseconds. A status of 400 or above counts as an error.
function done(summary, latency)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write
  io.write(string.format(
    '\n{"requests": %d, "duration": %d, "p50": %d, "p99": %d, "status": %d, "broken": %d, "late": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, broken, errors.timeout))
end
