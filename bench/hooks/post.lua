local file = io.open(os.getenv("BODY"))
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = file:read("*a")
file:close()
function done(summary, latency)
  io.write(string.format("p50 %.1f\np99 %.1f\nrefused %d\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
