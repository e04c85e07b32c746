-- A new cramp with every call.
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("seed", os.time() * 1000 + threads)
end
function init()
  math.randomseed(seed)
  wrk.headers["Content-Type"] = "application/json"
end
local body = '{"start":"2026-11-22T03:12:00+01:00","minutes":2,"sites":["calf"],"side":"left","severity":7}'
function request()
  local r = math.random
  local id = string.format("%04x%04x-%04x-4%03x-8%03x-%04x%04x%04x", r(0, 65535), r(0, 65535), r(0, 65535), r(0, 4095), r(0, 4095), r(0, 65535), r(0, 65535), r(0, 65535))
  return wrk.format("PUT", "/api/episodes/" .. id, nil, body)
end
function done(summary)
  io.write(string.format("refused %d\n", summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
