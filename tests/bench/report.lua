-- One line of JSON when wrk has done its work.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    'JSON {"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "errors": %d, "why": "%s"}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout,
    string.format("connect %d, read %d, write %d, status %d, longer than two seconds %d",
      e.connect, e.read, e.write, e.status, e.timeout)))
end
